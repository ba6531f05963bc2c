/** One’s own account: name, password, sessions and keys. */
import { PresentPassword, routes } from '@coeval/api'
import type { BrowserRequests } from '../http/browser-requests.ts'
import { personActing } from '../http/context.ts'
import { type Api, checked, DONE, reply } from '../http/serve-route.ts'
import type { OpenAccounts } from './open-accounts.ts'

export function accountRoutes(api: Api, opened: OpenAccounts, requests: BrowserRequests): void {
  const { accounts, apiKeys, passwords, sessions, describeMe } = opened

  api.answer(routes.readMe, async (c) => {
    const browser = requests.browserOf(c)
    const { who } = browser
    // A session may be older than what its browser is known by, and outlives it where it is renewed.
    if (who.kind === 'person') sessions.mark(browser, who.person)
    return reply(200, await describeMe(who))
  })

  api.answer(routes.changeMe, async (c, { body }) => {
    const { who } = await accounts.changeProfile(requests.signedInBrowserOf(c), body)
    return reply(200, await describeMe(who))
  })

  api.answer(routes.changePassword, async (c, { body }) => {
    const { next, keys } = body
    const present = () => checked(PresentPassword, body, 'body').current
    const entered = await passwords.change(requests.signedInBrowserOf(c), { next, present, keys: keys === true })
    return reply(200, await describeMe(entered.who))
  })

  api.answer(routes.listSessions, async (c) => reply(200, { sessions: await accounts.sessions(personActing(c).who) }))

  api.answer(routes.endSession, async (c, { params }) => {
    await accounts.endSession(personActing(c), params.session)
    return DONE
  })

  api.answer(routes.listKeys, async (c) => reply(200, { keys: await apiKeys.ofPerson(personActing(c).who.person.id) }))

  api.answer(routes.createKey, async (c, { body }) => reply(201, await apiKeys.make(personActing(c), body)))

  api.answer(routes.revokeKey, async (c, { params }) => {
    await apiKeys.revoke(personActing(c), params.key)
    return DONE
  })
}

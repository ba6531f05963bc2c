/** Links that let people in, and what one asked to be let in to. */
import { type Asked, type Joined, routes } from '@coeval/api'
import type { BrowserRequests } from '../http/browser-requests.ts'
import { personActing } from '../http/context.ts'
import { type Api, reply } from '../http/serve-route.ts'
import type { OpenAccounts } from './open-accounts.ts'

export function joinRoutes(api: Api, { joining, links, describeMe }: OpenAccounts, requests: BrowserRequests): void {
  api.answer(routes.join, async (c, { body }) => {
    const { token, name, ask } = body
    const came = await joining.join(requests.browserOf(c), { token, name, ask: ask === true })
    const me = await describeMe(came.who)
    if (came.asked) return reply(202, { asked: came.asked, me } satisfies Asked)
    const { chronology, role, isNew } = came
    return reply(isNew ? 201 : 200, { chronology, role, me } satisfies Joined)
  })

  api.answer(routes.listOwnRequests, async (c) =>
    reply(200, { requests: await links.askedBy(personActing(c).who.person.id) }),
  )
}

/** Accounts are made, and the first owner comes. */
import { type Joined, routes } from '@coeval/api'
import type { BrowserRequests } from '../http/browser-requests.ts'
import { type Api, reply } from '../http/serve-route.ts'
import type { OpenAccounts } from './open-accounts.ts'

/** Where the first owner begins. */
const FIRST_CHRONOLOGY = 'caj'

export function signUpRoutes(api: Api, opened: OpenAccounts, requests: BrowserRequests): void {
  const { firstOwner, signUp, describeMe } = opened

  api.answer(routes.signUp, async (c, { body }) => {
    const entered = await signUp.signUp(requests.browserOf(c), body)
    return reply(200, await describeMe(entered.who))
  })

  api.answer(routes.claimInstance, async (c, { body }) => {
    const entered = await firstOwner.become(requests.browserOf(c), body)
    const me = await describeMe(entered.who)
    return reply(201, { chronology: FIRST_CHRONOLOGY, role: 'owner', me } satisfies Joined)
  })
}

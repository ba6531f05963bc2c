/** Signing in, by a password, a university or a one-time link, and signing out. */
import { routes } from '@coeval/api'
import type { BrowserRequests } from '../http/browser-requests.ts'
import { type Api, reply } from '../http/serve-route.ts'
import type { Entered } from './browser.ts'
import type { OpenAccounts } from './open-accounts.ts'

export function signInRoutes(api: Api, opened: OpenAccounts, requests: BrowserRequests): void {
  const { accounts, oidc, signIn, describeMe } = opened
  const answerAs = async ({ who }: Entered) => reply(200, await describeMe(who))

  api.answer(routes.signIn, async (c, { body }) => answerAs(await signIn.byPassword(requests.browserOf(c), body)))

  api.answer(routes.signInByLink, async (c, { body }) =>
    answerAs(await signIn.byLink(requests.browserOf(c), body.token)),
  )

  api.answer(routes.signOut, async (c, { body }) => answerAs(await accounts.signOut(requests.browserOf(c), body)))

  api.answer(routes.signInOidc, async (c, { body }) => {
    const redirect = await oidc.begin(requests.browserOf(c), body.returnTo ?? '/')
    return reply(200, { redirect })
  })

  api.answer(routes.connectOidc, async (c) => {
    const redirect = await oidc.connect(requests.signedInBrowserOf(c))
    return reply(200, { redirect })
  })

  api.answer(routes.finishOidc, async (c, { params }) => {
    const { search } = new URL(c.req.url)
    const entered = await oidc.finish(requests.browserOf(c), params.provider, search)
    return c.redirect(entered.location)
  })
}

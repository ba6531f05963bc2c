/** Signing in, by a password, a university or a one-time link, and signing out. */
import { routes } from '@coeval/api'
import { emailKey } from '../access/email.ts'
import { withCookies } from './identities.ts'
import { NOBODY } from '../access/principal.ts'
import { hashToken } from '../access/tokens.ts'
import { OIDC_PROVIDER } from '../auth/auth.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Refusal } from '../refusal.ts'
import { headersFor } from './auth-refusals.ts'
import { actorOf, asPerson, keepCookies, somebodyAt } from '../http/context.ts'
import { deadLink, refuseWhere } from './people-refusals.ts'
import type { PeopleParts } from './open-accounts.ts'
import { pathOf, placeHere } from './return-path.ts'
import { type Api, reply } from '../http/serve-route.ts'

export function signInRoutes(api: Api, parts: PeopleParts): void {
  const { auth, people, live, audit, storage, places, oidcName, knownAddresses, nowMs } = parts
  const { applicantOf, ask, askInTurn, askOidc, begin, deviceOf, endFormer, endKeys, limitingWrongTokens, me } = parts
  const { noteSignInLink, rememberPlace, signInTries } = parts
  const { baseUrl } = places

  api.answer(routes.signIn, async (c, { body }) => {
    const email = emailKey(body.email)
    const { password } = body
    const account = hashToken(email.toLowerCase())
    const address = limitedAddress(c.get('address'))
    const device = deviceOf(c, email)
    const isKnown = device !== undefined || (await knownAddresses.has(email, address))
    const asStranger = signInTries.at({ account, address })
    const attempt = isKnown ? signInTries.at({ account, address, known: { device } }) : asStranger
    const strangersWait = asStranger.wait()
    try {
      // Whoever must wait does not take a place in the queue.
      refuseWhere(attempt.wait())
      const applicant = applicantOf(c, { isKnown, beforeTurn: () => refuseWhere(attempt.take()) })
      const { cookies } = await askInTurn(c, '/sign-in/email', { email, password }, applicant)
      attempt.giveBack()
      await begin(c, cookies)
    } catch (error) {
      // A database that fails costs nobody a try.
      if (!(error instanceof Refusal)) attempt.giveBack()
      if (error instanceof Refusal && (error.code === 'wrong-password' || error.status === 429)) {
        const known = await storage.people.byEmail(email)
        audit.count(somebodyAt(c), 'sign-in-failed', { subject: known, detail: 'wrong password' }, account)
        // A stranger would not be told that it is wrong: nobody finds out which accounts are known at an address.
        if (error.code === 'wrong-password') refuseWhere(isKnown ? strangersWait : undefined)
      }
      throw error
    }
    await audit.write(actorOf(c), 'signed-in', { detail: 'password' })
    return reply(200, await me(c))
  })

  api.answer(routes.signInOidc, async (c, { body }) => {
    const returnTo = pathOf(body.returnTo ?? '/')
    const { answer, cookies } = await askOidc(c, '/sign-in/social', {
      provider: OIDC_PROVIDER,
      callbackURL: returnTo,
      errorCallbackURL: `/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
    })
    keepCookies(c, cookies)
    return reply(200, { redirect: String(answer.url) })
  })

  api.answer(routes.finishOidc, async (c, { params }) => {
    if (params.provider !== OIDC_PROVIDER) throw new Refusal(404, 'no-oidc', 'There is no such sign-in here.')
    const { search } = new URL(c.req.url)
    const asked = `${baseUrl}/api/auth/callback/${OIDC_PROVIDER}${search}`
    const before = c.get('who')
    const response = await (await auth()).handler(new Request(asked, { headers: headersFor(c, baseUrl) }))
    const cookies = response.headers.getSetCookie()
    keepCookies(c, cookies)
    const { who } = await people.bySession(withCookies(headersFor(c, baseUrl), cookies))
    if (who.kind === 'person' && (before.kind !== 'person' || before.session.id !== who.session.id)) {
      c.set('who', who)
      await endFormer(c, before)
      await rememberPlace(c)
      await audit.write(actorOf(c), 'signed-in', { detail: oidcName })
      const { internalAdapter } = await (await auth()).$context
      const user = await internalAdapter.findUserById(who.person.id)
      if (user?.emailVerified) await storage.links.acceptInvitations(user.email, user.id, nowMs())
    }
    return c.redirect(placeHere(response.headers.get('location'), baseUrl))
  })

  api.answer(routes.signInByLink, async (c, { body }) => {
    const { token } = body
    const used = await limitingWrongTokens(c, 'sign-in link', async () => {
      const found = await people.useToken('sign-in', token)
      if (!found?.person) throw new Refusal(404, 'no-such-link', deadLink('npm run coeval -- sign-in-link'))
      return found.person
    })
    await begin(c, await people.startSession(used, headersFor(c, baseUrl)))
    noteSignInLink(asPerson(c).session.id)
    await audit.write(actorOf(c), 'signed-in', { detail: 'sign-in link' })
    return reply(200, await me(c))
  })

  api.answer(routes.signOut, async (c, { body }) => {
    const { everywhere, keys } = body
    const who = c.get('who')
    if (who.kind !== 'person') return reply(200, await me(c))
    const actor = actorOf(c)
    const { cookies } = await ask(c, '/sign-out', {})
    keepCookies(c, cookies)
    const ended = everywhere === true ? await storage.sessions.endAll(who.person.id, null) : []
    live.sessionsEnded([who.session.id, ...ended])
    if (keys === true || (everywhere === true && keys !== false)) await endKeys(c, who.person.id, 'signed out')
    await audit.write(actor, everywhere === true ? 'signed-out-everywhere' : 'signed-out')
    c.set('who', NOBODY)
    return reply(200, await me(c))
  })

  api.answer(routes.connectOidc, async (c) => {
    // Whose account it would be: a guest's ends when the browser forgets it.
    if (asPerson(c).person.isGuest) {
      throw new Refusal(409, 'no-account', 'You have no account yet. Sign in that way: it then becomes yours.')
    }
    const { answer, cookies } = await askOidc(c, '/link-social', {
      provider: OIDC_PROVIDER,
      callbackURL: '/account',
      errorCallbackURL: '/account',
    })
    keepCookies(c, cookies)
    return reply(200, { redirect: String(answer.url) })
  })
}

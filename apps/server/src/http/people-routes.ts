/** Who one is: signing in and up and out, the account, and the links that let people in. */
import { getCookie, setCookie } from 'hono/cookie'
import { type Access, mayMakeChronologies } from '../access/access.ts'
import type { Initiator, Audit } from '../access/audit.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import { emailKey } from '../access/email.ts'
import type { KnownAddresses } from '../access/known-addresses.ts'
import type { KnownDevices } from '../access/known-devices.ts'
import { type Links, tooManyAsked } from '../access/links.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import { type Identities, withCookies } from '../access/identities.ts'
import { type KnownPerson, NOBODY, personOf, type Principal } from '../access/principal.ts'
import { SignInTries, type Wait } from '../access/sign-in-tries.ts'
import { isLetIn, signUpSetting } from '../access/sign-up.ts'
import { hashToken } from '../access/tokens.ts'
import { type Auth, OIDC_PROVIDER } from '../auth/auth.ts'
import type { Applicant, PasswordGate } from '../auth/password-gate.ts'
import type { Quotas } from '../costs/quotas.ts'
import { inOrder } from '../process/mutex.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { StoredLink } from '../storage/contract/index.ts'
import { type Asked, type Joined, type Me, PresentPassword, routes, type SessionInfo } from '@coeval/api'
import { askAuth, headersFor } from './better-auth-calls.ts'
import { type Api, checked, DONE, reply } from './serve-route.ts'
import { limitedAddress } from '../net/client-address.ts'
import { actorOf, keepCookies, type Request } from './context.ts'
import { tooManyTries } from './guard.ts'
import type { PublicOrigins } from '../net/public-origins.ts'

export interface PeopleRoutesOptions {
  auth: () => Promise<Auth>
  people: Identities
  links: Links
  live: LiveConnections
  audit: Audit
  passwords: PasswordGate
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  storage: Storage
  places: PublicOrigins
  access: Access
  titleOf: (chronology: string) => Promise<string>
  oidcName: string | undefined
  quotas: Quotas
  nowMs: () => number
}

/** Of one who is signed in and changes it. */
const WRONG_PASSWORDS = { most: 5, everyMs: 20_000 }
/** Wrong tokens from one address; a right one is never refused. */
const WRONG_LINKS = { most: 30, everyMs: 2000 }
/** E-mails that are none of the one a personal link was made for: after so many, its owners are asked whoever comes. */
const WRONG_ADDRESSES = { most: 5, everyMs: 3_600_000 }
const REPLACE_PASSWORD_MS = 3_600_000
/** Where the first owner begins. */
const FIRST_CHRONOLOGY = 'caj'

export function peopleRoutes(api: Api, options: PeopleRoutesOptions): void {
  const { auth, people, links, live, audit, storage, places, access, titleOf, oidcName, quotas, nowMs } = options
  const { passwords, knownAddresses, knownDevices } = options
  const signInTries = new SignInTries(nowMs)
  const wrongPasswords = new FailureLimits(WRONG_PASSWORDS, nowMs)
  const wrongLinks = new FailureLimits(WRONG_LINKS, nowMs)
  const wrongAddresses = new FailureLimits(WRONG_ADDRESSES, nowMs)
  /** One that comes again is no other guess. */
  const wrongAccounts = new FailureLimits({ ...WRONG_ADDRESSES, most: 1 }, nowMs)
  const { baseUrl } = places
  /** Looking whether a one-time token is good, making the account, and using the token up. */
  const oneByOne = inOrder()

  const { protocol, port } = new URL(baseUrl)
  const deviceCookie = `${protocol === 'https:' ? '__Host-' : ''}coeval${port && `-${port}`}.device`

  /** Whoever asks, in the queue for passwords. */
  const applicantOf = (c: Request, more: Partial<Applicant> = {}): Applicant => ({
    address: limitedAddress(c.get('address')),
    signal: c.req.raw.signal,
    ...more,
  })

  const ask = async (c: Request, path: string, body: unknown) => {
    try {
      return await askAuth(await auth(), { baseUrl, path, body, headers: headersFor(c, baseUrl) })
    } catch (error) {
      // What better-auth says of a database that fails is no sentence.
      if (!(error instanceof Refusal)) await storage.check()
      throw error
    }
  }
  /** What hashes a password. */
  const askInTurn = (c: Request, path: string, body: unknown, applicant = applicantOf(c)) =>
    passwords.turn(applicant, () => ask(c, path, body))

  const askOidc = async (c: Request, path: string, body: unknown) => {
    try {
      return await ask(c, path, body)
    } catch (error) {
      // better-auth knows none as long as it has not answered, and asks it again at the next attempt.
      if (!(error instanceof Refusal) || error.code !== 'no-oidc' || oidcName === undefined) throw error
      throw new Refusal(503, 'oidc-down', `“${oidcName}” does not answer at the moment. Try again in a minute.`)
    }
  }

  /** A session begins or goes on under these cookies, which the browser is to keep. */
  const begin = async (c: Request, cookies: readonly string[]): Promise<void> => {
    const before = c.get('who')
    keepCookies(c, cookies)
    c.set('who', (await people.bySession(withCookies(headersFor(c, baseUrl), cookies))).who)
    await endFormer(c, before)
    await rememberPlace(c)
  }
  /** Where somebody signed in is not slowed the next time by what strangers try. */
  const rememberPlace = async (c: Request): Promise<void> => {
    const who = c.get('who')
    if (who.kind !== 'person' || who.person.isGuest) return
    const { person } = who
    await knownAddresses.note(person, c.get('address'))
    rememberDevice(c, person)
  }
  const rememberDevice = (c: Request, person: KnownPerson): void => {
    if (knownDevices.find(getCookie(c, deviceCookie) ?? '', person.email) !== undefined) return
    const { value, maxAgeS } = knownDevices.make(person.email)
    const secure = protocol === 'https:'
    setCookie(c, deviceCookie, value, { maxAge: maxAgeS, path: '/', httpOnly: true, sameSite: 'Lax', secure })
  }
  /** Somebody else signed in here: whoever may still have the former cookie has it for nothing. */
  const endFormer = async (c: Request, before: Principal): Promise<void> => {
    const now = c.get('who')
    if (before.kind !== 'person' || now.kind !== 'person' || before.person.id === now.person.id) return
    await storage.sessions.end(before.session.id, before.person.id)
    live.sessionsEnded([before.session.id])
  }
  /** A wrong token costs a try; runs out, and it is said so instead of what was wrong. */
  const limitingWrongTokens = async <T>(c: Request, kind: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal) || (error.status !== 404 && error.status !== 410)) throw error
      audit.count(somebodyAt(c), 'link-refused', { detail: error.status === 410 ? `${kind}: ${error.code}` : kind })
      // One that has ended was right once: a class whose link was revoked is told so, each of them.
      if (error.status === 410) throw error
      const waitMs = wrongLinks.take(limitedAddress(c.get('address')))
      if (waitMs > 0) throw tooManyTries('Too many wrong links were tried from this address.', waitMs)
      throw error
    }
  }

  const noteLinkUse = async (c: Request, { chronology: id, label, role }: StoredLink): Promise<void> => {
    const chronology = { id, title: await titleOf(id) }
    await audit.write(actorOf(c), 'link-used', { chronology, subject: label || role, detail: role })
  }
  /** Whether an account came in by a link. Whose e-mail is another than that of a personal link loses a try, once. */
  const takeLink = async (token: string, link: StoredLink, { id, isGuest }: KnownPerson): Promise<boolean> => {
    const mayTake = wrongAddresses.take(link.id) === 0
    const used = await links.use(token, id, { mayTake })
    const isGuess = used === undefined && !isGuest && wrongAccounts.take(`${link.id} ${id}`) === 0
    if (mayTake && !isGuess) wrongAddresses.giveBack(link.id)
    return used !== undefined
  }

  /** The personal link with which somebody makes an account: for its e-mail alone. Throws Refusal. */
  const linkFor = async (c: Request, token: string, email: string): Promise<StoredLink | undefined> => {
    const link = await limitingWrongTokens(c, 'link', () => links.find(token, null))
    if (link.email === null) return undefined
    const waitMs = wrongAddresses.take(link.id)
    if (waitMs > 0) throw tooManyTries('Too many addresses were tried with this link.', waitMs)
    if (emailKey(link.email) === email) {
      wrongAddresses.giveBack(link.id)
      return link
    }
    throw new Refusal(
      403,
      'other-email',
      'This link was made for another e-mail address. Give the one at which you were invited, or ask whoever made the link to let you in.',
    )
  }

  const endKeys = async (c: Request, person: string, why: string): Promise<void> => {
    const ended = await storage.keys.removeAllOf(person)
    for (const { id } of ended) live.keyEnded(id)
    if (ended.length === 0) return
    await audit.write(actorOf(c), 'keys-ended', { subject: ended.map(({ name }) => name).join(', '), detail: why })
  }

  /** Sessions that began with a one-time link, and until when they may set a password without the one that is lost. */
  const sessionsFromSignInLink = new Map<string, number>()
  const mayReplacePassword = (session: string) => (sessionsFromSignInLink.get(session) ?? 0) > nowMs()

  const me = async (c: Request): Promise<Me> => {
    const who = c.get('who')
    const [hasOwner, signUp] = await Promise.all([people.hasOwner(), signUpSetting(storage)])
    const id = who.kind === 'person' ? who.person.id : undefined
    const [stored, formerIds] =
      id === undefined ? [undefined, []] : await Promise.all([storage.people.get(id), storage.people.formerIds(id)])
    const mayEnter = signUp === 'open' || (id !== undefined && (await isLetIn(storage, id, nowMs())))
    const hasAccount = who.kind === 'person' && !who.person.isGuest
    return {
      person:
        who.kind === 'person'
          ? {
              ...publicFacts(who),
              formerIds,
              email: who.person.isGuest ? null : who.person.email,
              isGuest: who.person.isGuest && !who.person.isOwner,
              isOwner: who.person.isOwner,
              hasPassword: stored?.hasPassword ?? false,
              choseName: who.person.choseName,
            }
          : null,
      session:
        who.kind === 'person'
          ? {
              expiresAt: new Date(who.session.expiresMs).toISOString(),
              mayReplacePassword: mayReplacePassword(who.session.id),
            }
          : null,
      instance: { hasOwner, signUp, oidc: oidcName === undefined ? null : { name: oidcName } },
      may: {
        createChronologies: mayMakeChronologies(who),
        signUp: !hasAccount && (who.kind === 'person' || who.kind === 'nobody') && mayEnter,
      },
    }
  }

  api.answer(routes.readMe, async (c, { params, query, body }) => {
    const who = c.get('who')
    // A session may be older than what its browser is known by, and outlives it where it is renewed.
    if (who.kind === 'person' && !who.person.isGuest) rememberDevice(c, who.person)
    return reply(200, await me(c))
  })

  api.answer(routes.changeMe, async (c, { params, query, body }) => {
    const { person } = asPerson(c)
    const { name, colour } = body
    await storage.people.change(person.id, { name, colour })
    if (name !== undefined && name !== person.name) {
      await audit.write(actorOf(c), 'person-renamed', { detail: `${person.name} → ${name}` })
    }
    const { who } = await people.bySession(headersFor(c, baseUrl))
    c.set('who', who)
    const now = asPerson(c).person
    live.personRenamed({ id: now.id, name: now.name, colour: now.colour })
    return reply(200, await me(c))
  })

  api.answer(routes.signIn, async (c, { params, query, body }) => {
    const email = emailKey(body.email)
    const { password } = body
    const account = hashToken(email.toLowerCase())
    const address = limitedAddress(c.get('address'))
    const device = knownDevices.find(getCookie(c, deviceCookie) ?? '', email)
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

  api.answer(routes.signInOidc, async (c, { params, query, body }) => {
    const returnTo = pathOf(body.returnTo ?? '/')
    const { answer, cookies } = await askOidc(c, '/sign-in/social', {
      provider: OIDC_PROVIDER,
      callbackURL: returnTo,
      errorCallbackURL: `/sign-in?returnTo=${encodeURIComponent(returnTo)}`,
    })
    keepCookies(c, cookies)
    return reply(200, { redirect: String(answer.url) })
  })

  api.answer(routes.finishOidc, async (c, { params, query, body }) => {
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

  api.answer(routes.signInByLink, async (c, { params, query, body }) => {
    const { token } = body
    const used = await limitingWrongTokens(c, 'sign-in link', async () => {
      const found = await people.useToken('sign-in', token)
      if (!found?.person) throw new Refusal(404, 'no-such-link', deadLink('npm run coeval -- sign-in-link'))
      return found.person
    })
    await begin(c, await people.startSession(used, headersFor(c, baseUrl)))
    for (const [session, untilMs] of sessionsFromSignInLink)
      if (untilMs <= nowMs()) sessionsFromSignInLink.delete(session)
    sessionsFromSignInLink.set(asPerson(c).session.id, nowMs() + REPLACE_PASSWORD_MS)
    await audit.write(actorOf(c), 'signed-in', { detail: 'sign-in link' })
    return reply(200, await me(c))
  })

  api.answer(routes.signUp, async (c, { params, query, body }) => {
    const { name, password, invitation, link: token } = body
    const email = emailKey(body.email)
    const who = c.get('who')
    if (who.kind === 'person' && !who.person.isGuest) {
      throw new Refusal(409, 'signed-in', 'You have an account here already. Sign out first to make another.')
    }
    const isGuestLetIn = async (guest: Principal) =>
      guest.kind === 'person' && isLetIn(storage, guest.person.id, nowMs())
    const signUp = async () => {
      const attempt = signInTries.signUpAt(limitedAddress(c.get('address')))
      refuseWhere(attempt.wait())
      const applicant = applicantOf(c, { beforeTurn: () => refuseWhere(attempt.take()) })
      try {
        const { cookies } = await askInTurn(c, '/sign-up/email', { name, email, password }, applicant)
        attempt.giveBack()
        return cookies
      } catch (error) {
        // Only that an account is there is worth guessing at.
        if (!(error instanceof Refusal && error.code === 'email-taken')) attempt.giveBack()
        throw error
      }
    }
    const signUpInvited = async (token: string) => {
      await limitingWrongTokens(c, 'invitation', () => goodInvitation(people, token))
      const cookies = await signUp()
      await people.useToken('sign-up', token)
      return cookies
    }
    const link = token === undefined ? undefined : await linkFor(c, token, email)
    if (token !== undefined && link) {
      await begin(c, await signUp())
      // Somebody may have been quicker: the account is made all the same, and asking is what is left.
      const isIn = await takeLink(token, link, asPerson(c).person).catch(falseIfRefused)
      if (isIn) await noteLinkUse(c, link)
    } else if (invitation !== undefined) await begin(c, await oneByOne(() => signUpInvited(invitation)))
    else if ((await signUpSetting(storage)) === 'open' || (await isGuestLetIn(who))) await begin(c, await signUp())
    else {
      throw new Refusal(
        403,
        'by-invitation',
        'Accounts are made by invitation here. Ask the owner of this server, or a colleague for a link to a chronology.',
      )
    }
    await audit.write(actorOf(c), 'signed-up')
    return reply(200, await me(c))
  })

  api.answer(routes.signOut, async (c, { params, query, body }) => {
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

  api.answer(routes.changePassword, async (c, { params, query, body }) => {
    const { next } = body
    const { person, session } = asPerson(c)
    const stored = await storage.people.get(person.id)
    let goesOnUnderNewToken = false
    // No flood of strangers keeps out who is signed in.
    const applicant = applicantOf(c, { isKnown: true })
    if (person.isGuest)
      throw new Refusal(409, 'no-account', 'A password needs an account with an e-mail. Make one first.')
    if (stored?.hasPassword && mayReplacePassword(session.id)) {
      const { internalAdapter, password } = await (await auth()).$context
      const hash = await passwords.turn(applicant, () => password.hash(next))
      await internalAdapter.updatePassword(person.id, hash)
      live.sessionsEnded(await storage.sessions.endAll(person.id, session.id))
      sessionsFromSignInLink.delete(session.id)
    } else if (stored?.hasPassword) {
      const account = hashToken(person.email.toLowerCase())
      const waitMs = wrongPasswords.take(account)
      if (waitMs > 0) throw tooManyTries('The password of this account was tried too often.', waitMs)
      const before = await storage.sessions.ofPerson(person.id, nowMs())
      const { current } = checked(PresentPassword, body, 'body')
      const change = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
      const { cookies } = await askInTurn(c, '/change-password', change, applicant)
      wrongPasswords.giveBack(account)
      await begin(c, cookies)
      live.sessionsEnded(before.map(({ id }) => String(id)).filter((id) => id !== session.id))
      goesOnUnderNewToken = true
    } else {
      const { api } = await auth()
      const set = { body: { newPassword: next }, headers: headersFor(c, baseUrl) }
      await passwords.turn(applicant, () => api.setPassword(set))
      live.sessionsEnded(await storage.sessions.endAll(person.id, session.id))
    }
    if (body.keys === true) await endKeys(c, person.id, 'password changed')
    if (goesOnUnderNewToken) live.personReplaced(person.id)
    await knownAddresses.forget(person.id)
    await rememberPlace(c)
    await audit.write(actorOf(c), 'password-changed')
    return reply(200, await me(c))
  })

  api.answer(routes.connectOidc, async (c, { params, query, body }) => {
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

  api.answer(routes.listSessions, async (c, { params, query, body }) => {
    const { person, session } = asPerson(c)
    const rows = await storage.sessions.ofPerson(person.id, nowMs())
    const sessions = rows.map(
      (row): SessionInfo => ({
        id: String(row.id),
        createdAt: String(row.createdAt),
        lastSeenAt: String(row.updatedAt),
        expiresAt: String(row.expiresAt),
        address: (row.ipAddress as string | null) || null,
        agent: (row.userAgent as string | null) || null,
        isThis: row.id === session.id,
      }),
    )
    return reply(200, { sessions })
  })

  api.answer(routes.endSession, async (c, { params, query, body }) => {
    const id = params.session
    if (!(await storage.sessions.end(id, asPerson(c).person.id))) {
      throw new Refusal(404, 'no-such-session', 'There is no such session any more.')
    }
    live.sessionsEnded([id])
    await audit.write(actorOf(c), 'signed-out', { detail: 'another session' })
    return DONE
  })

  api.answer(routes.listOwnRequests, async (c, { params, query, body }) =>
    reply(200, { requests: await links.askedBy(asPerson(c).person.id) }),
  )

  api.answer(routes.listKeys, async (c, { params, query, body }) =>
    reply(200, { keys: await people.keysOf(asPerson(c).person.id) }),
  )

  api.answer(routes.createKey, async (c, { params, query, body }) => {
    const { person } = asPerson(c)
    const key = await quotas.makeKey(c.get('who'), () => people.makeKey(person.id, body))
    await audit.write(actorOf(c), 'key-made', { subject: key.name, detail: key.scope })
    return reply(201, key)
  })

  api.answer(routes.revokeKey, async (c, { params, query, body }) => {
    const id = params.key
    const key = await storage.keys.get(id)
    if (key?.person !== asPerson(c).person.id) throw new Refusal(404, 'no-such-key', 'There is no such key any more.')
    await storage.keys.remove(id)
    live.keyEnded(id)
    await audit.write(actorOf(c), 'key-revoked', { subject: key.name })
    return DONE
  })

  api.answer(routes.claimInstance, async (c, { params, query, body }) => {
    const { token, name, password } = body
    const email = body.email === undefined ? undefined : emailKey(body.email)
    const isDead = () => new Refusal(404, 'no-such-link', deadLink('npm run coeval -- owner-link'))
    const claim = async () => {
      await limitingWrongTokens(c, 'owner link', async () => {
        if (!(await people.mayClaimInstance(token))) throw isDead()
      })
      const cookies =
        email === undefined
          ? await people.startSession(await people.makeGuest(name), headersFor(c, baseUrl))
          : (await askInTurn(c, '/sign-up/email', { name, email, password })).cookies
      await begin(c, cookies)
      if (!(await people.claimInstance(token, asPerson(c).person.id))) throw isDead()
      c.set('who', (await people.bySession(withCookies(headersFor(c, baseUrl), cookies))).who)
    }
    // Two may come with the same link at once, and only one of them is to be made somebody.
    await oneByOne(claim)
    await audit.write(actorOf(c), 'owner-claimed')
    const joined: Joined = { chronology: FIRST_CHRONOLOGY, role: 'owner', me: await me(c) }
    return reply(201, joined)
  })

  api.answer(routes.join, async (c, { params, query, body }) => {
    const { token, name } = body
    // A key is for what its person may open, and not to get more.
    if (c.get('who').kind === 'key')
      throw new Refusal(403, 'not-allowed', 'A key cannot use a link. Open it in a browser.')
    const before = personOf(c.get('who'))
    const link = await limitingWrongTokens(c, 'link', () => links.find(token, before?.id ?? null))
    const isForAnother = link.email !== null && !(before && (await takeLink(token, link, before)))
    if (isForAnother && body.ask !== true) throw forAnother(before?.isGuest === false ? before.email : undefined)
    if (isForAnother && !before && !(await links.mayAsk(link.id, null))) throw tooManyAsked()
    const isShared = link.email === null
    const isNew = before === null || !(await storage.members.grantsOf(before.id, nowMs())).some(isHere(link.chronology))
    // Before a guest is made: what is refused leaves nothing behind.
    if (isNew) quotas.takeJoin(link.id)
    const join = async () => {
      const one = before?.id ?? (await people.makeGuest(name))
      if (isShared) await links.use(token, one)
      return one
    }
    const person = isNew && isShared ? await quotas.addPerson(link.chronology, join) : await join()
    if (before) await live.personChanged(before.id)
    else await begin(c, await people.startSession(person, headersFor(c, baseUrl)))
    if (isForAnother) {
      const { asked, isNew } = await links.ask(token, person)
      const chronology = { id: link.chronology, title: await titleOf(link.chronology) }
      const details = { chronology, subject: link.label || link.role, detail: link.role }
      if (isNew) await audit.write(actorOf(c), 'join-asked', details)
      return reply(202, { asked, me: await me(c) } satisfies Asked)
    }
    await noteLinkUse(c, link)
    const { role } = (await access.standingOf(c.get('who'), link.chronology)) ?? {}
    const joined: Joined = { chronology: link.chronology, role: role ?? link.role, me: await me(c) }
    return reply(before ? 200 : 201, joined)
  })
}

/** Who guesses is counted by the address, whoever they are signed in as meanwhile. */
function somebodyAt(c: Request): Initiator {
  return { who: NOBODY, address: c.get('address') }
}

function refuseWhere(wait: Wait | undefined): void {
  if (wait) throw tooManyTries(wait.why, wait.ms)
}

function isHere(chronology: string): (grant: { chronology: string }) => boolean {
  return (grant) => grant.chronology === chronology
}

/** Rules let only persons come here. */
function asPerson(c: Request): Extract<Principal, { kind: 'person' }> {
  const who = c.get('who')
  if (who.kind !== 'person') throw new Error('no person asks')
  return who
}

function publicFacts({ person: { id, name, colour } }: Extract<Principal, { kind: 'person' }>) {
  return { id, name, colour }
}

/** A path of this server and nothing else: a browser takes `//evil` and `/\\evil` for another host. */
export function pathOf(text: string): string {
  if (/^\/(?![/\\])[^\\\s]*$/.test(text) && new URL(text, 'http://x').host === 'x') return text
  throw new Refusal(400, 'bad-request', '"returnTo" is a path of this server, such as /c/caj.')
}

/** Where better-auth sends a browser, which is always to this server; without a place, it could not do what was asked. */
function placeHere(location: string | null, baseUrl: string): string {
  const url = URL.parse(location ?? '', baseUrl)
  if (location === null || url?.origin !== baseUrl) return '/sign-in?error=failed'
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}${url.hash}`
}

async function goodInvitation(people: Identities, token: string): Promise<true> {
  if (await people.isTokenGood('sign-up', token)) return true
  throw new Refusal(404, 'no-such-link', deadLink(undefined))
}

/** `email`: of the account that came instead. */
function forAnother(email: string | undefined): Refusal {
  const instead = email === undefined ? '' : ` You are signed in as ${email}.`
  return new Refusal(
    403,
    'for-another',
    `This link was made for one e-mail address.${instead} Sign in or make an account with the address at which you were invited, or ask whoever made the link to let you in.`,
  )
}

function falseIfRefused(error: unknown): false {
  if (error instanceof Refusal) return false
  throw error
}

function deadLink(command: string | undefined): string {
  const another =
    command === undefined
      ? 'Ask the owner of this server for another.'
      : `On the machine of the server, \`${command}\` prints another.`
  return `This link was used already, has expired, or is not whole. ${another}`
}

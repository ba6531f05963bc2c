/** One’s own account: name, password, sessions, keys, and what one asked for. */
import { PresentPassword, routes, type SessionInfo } from '@coeval/api'
import { FailureLimits } from '../access/failure-limits.ts'
import { hashToken } from '../access/tokens.ts'
import { Refusal } from '../refusal.ts'
import { headersFor } from './auth-refusals.ts'
import { actorOf, asPerson } from '../http/context.ts'
import { tooManyTries } from '../http/guard.ts'
import type { PeopleParts } from './open-accounts.ts'
import { type Api, checked, DONE, reply } from '../http/serve-route.ts'

/** Of one who is signed in and changes it. */
const WRONG_PASSWORDS = { most: 5, everyMs: 20_000 }

export function accountRoutes(api: Api, parts: PeopleParts): void {
  const { auth, people, links, live, audit, storage, places, quotas, passwords, knownAddresses, nowMs } = parts
  const {
    applicantOf,
    askInTurn,
    begin,
    endKeys,
    forgetSignInLink,
    me,
    mayReplacePassword,
    rememberDevice,
    rememberPlace,
  } = parts
  const { baseUrl } = places
  const wrongPasswords = new FailureLimits(WRONG_PASSWORDS, nowMs)

  api.answer(routes.readMe, async (c) => {
    const who = c.get('who')
    // A session may be older than what its browser is known by, and outlives it where it is renewed.
    if (who.kind === 'person' && !who.person.isGuest) rememberDevice(c, who.person)
    return reply(200, await me(c))
  })

  api.answer(routes.changeMe, async (c, { body }) => {
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

  api.answer(routes.changePassword, async (c, { body }) => {
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
      forgetSignInLink(session.id)
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

  api.answer(routes.listSessions, async (c) => {
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

  api.answer(routes.endSession, async (c, { params }) => {
    const id = params.session
    if (!(await storage.sessions.end(id, asPerson(c).person.id))) {
      throw new Refusal(404, 'no-such-session', 'There is no such session any more.')
    }
    live.sessionsEnded([id])
    await audit.write(actorOf(c), 'signed-out', { detail: 'another session' })
    return DONE
  })

  api.answer(routes.listOwnRequests, async (c) => reply(200, { requests: await links.askedBy(asPerson(c).person.id) }))

  api.answer(routes.listKeys, async (c) => reply(200, { keys: await people.keysOf(asPerson(c).person.id) }))

  api.answer(routes.createKey, async (c, { body }) => {
    const { person } = asPerson(c)
    const key = await quotas.makeKey(c.get('who'), () => people.makeKey(person.id, body))
    await audit.write(actorOf(c), 'key-made', { subject: key.name, detail: key.scope })
    return reply(201, key)
  })

  api.answer(routes.revokeKey, async (c, { params }) => {
    const id = params.key
    const key = await storage.keys.get(id)
    if (key?.person !== asPerson(c).person.id) throw new Refusal(404, 'no-such-key', 'There is no such key any more.')
    await storage.keys.remove(id)
    live.keyEnded(id)
    await audit.write(actorOf(c), 'key-revoked', { subject: key.name })
    return DONE
  })
}

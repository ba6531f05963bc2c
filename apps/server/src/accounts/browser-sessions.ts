/** Sessions of browsers: they begin, take the place of former ones, and leave a mark where somebody signed in. */
import { getCookie, setCookie } from 'hono/cookie'
import { type Identities, withCookies } from './identities.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { KnownDevices } from './known-devices.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import type { KnownPerson, Principal } from '../access/principal.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import type { Storage } from '../storage/contract/index.ts'
import { headersFor } from './auth-refusals.ts'
import { keepCookies, type Request } from '../http/context.ts'

export interface BrowserSessionsOptions {
  people: Identities
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  live: LiveConnections
  storage: Storage
  places: PublicOrigins
  nowMs: () => number
}

export type BrowserSessions = ReturnType<typeof browserSessions>

const REPLACE_PASSWORD_MS = 3_600_000

export function browserSessions(options: BrowserSessionsOptions) {
  const { people, knownAddresses, knownDevices, live, storage, places, nowMs } = options
  const { baseUrl } = places
  const { protocol, port } = new URL(baseUrl)
  const deviceCookie = `${protocol === 'https:' ? '__Host-' : ''}coeval${port && `-${port}`}.device`

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

  /** By what the browser brought; undefined: nobody signed in to this account here. */
  const deviceOf = (c: Request, email: string) => knownDevices.find(getCookie(c, deviceCookie) ?? '', email)

  /** Sessions that began with a one-time link, and until when they may set a password without the one that is lost. */
  const sessionsFromSignInLink = new Map<string, number>()
  const mayReplacePassword = (session: string) => (sessionsFromSignInLink.get(session) ?? 0) > nowMs()
  const noteSignInLink = (session: string): void => {
    for (const [other, untilMs] of sessionsFromSignInLink) {
      if (untilMs <= nowMs()) sessionsFromSignInLink.delete(other)
    }
    sessionsFromSignInLink.set(session, nowMs() + REPLACE_PASSWORD_MS)
  }
  const forgetSignInLink = (session: string) => sessionsFromSignInLink.delete(session)

  return {
    begin,
    deviceOf,
    endFormer,
    forgetSignInLink,
    mayReplacePassword,
    noteSignInLink,
    rememberDevice,
    rememberPlace,
  }
}

/** What the routes of people have in common, put together once: tries are counted over all of them. */
import type { Access } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import type { Identities } from './identities.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { KnownDevices } from './known-devices.ts'
import type { Links } from '../access/links.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import { SignInTries } from './sign-in-tries.ts'
import type { Auth } from '../auth/auth.ts'
import type { PasswordGate } from '../auth/password-gate.ts'
import type { Quotas } from '../costs/quotas.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import type { Storage } from '../storage/contract/index.ts'
import { authCalls } from './auth-calls.ts'
import { browserSessions } from './browser-sessions.ts'
import { actorOf, type Request } from '../http/context.ts'
import { linkTries } from './link-tries.ts'
import { meAnswer } from './me.ts'

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

export type PeopleParts = ReturnType<typeof peopleParts>

export function peopleParts(options: PeopleRoutesOptions) {
  const { audit, live, storage, nowMs } = options
  const sessions = browserSessions(options)
  const endKeys = async (c: Request, person: string, why: string): Promise<void> => {
    const ended = await storage.keys.removeAllOf(person)
    for (const { id } of ended) live.keyEnded(id)
    if (ended.length === 0) return
    await audit.write(actorOf(c), 'keys-ended', { subject: ended.map(({ name }) => name).join(', '), detail: why })
  }

  return {
    ...options,
    ...authCalls(options),
    ...sessions,
    ...linkTries(options),
    endKeys,
    me: meAnswer({ ...options, mayReplacePassword: sessions.mayReplacePassword }),
    signInTries: new SignInTries(nowMs),
  }
}

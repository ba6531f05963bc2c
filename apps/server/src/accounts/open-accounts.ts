/** Everything that people do with who they are, put together once: tries are counted over all of it. */
import type { Me } from '@coeval/api'
import type { Access } from '../access/access.ts'
import type { Audit } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import type { Links } from '../access/links.ts'
import type { Principal } from '../access/principal.ts'
import type { Auth } from '../auth/auth.ts'
import type { PasswordGate } from '../auth/password-gate.ts'
import type { Quotas } from '../costs/quotas.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { inOrder } from '../process/mutex.ts'
import type { Storage } from '../storage/contract/index.ts'
import { Accounts } from './accounts.ts'
import type { ApiKeys } from './api-keys.ts'
import { AuthCalls } from './auth-calls.ts'
import { BrowserSessions } from './browser-sessions.ts'
import { FirstOwner } from './first-owner.ts'
import type { Guests } from './guests.ts'
import type { Identities } from './identities.ts'
import { Joining } from './joining.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { KnownDevices } from './known-devices.ts'
import { LinkTries } from './link-tries.ts'
import { describeMe } from './me.ts'
import { Oidc } from './oidc.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { PasswordReplacements } from './password-replacements.ts'
import { Passwords } from './passwords.ts'
import { SignIn } from './sign-in.ts'
import { SignInTries } from './sign-in-tries.ts'
import { SignUp } from './sign-up.ts'

export interface OpenAccountsOptions {
  storage: Storage
  access: Access
  audit: Audit
  changes: Changes
  links: Links
  quotas: Quotas
  places: PublicOrigins
  auth: () => Promise<Auth>
  passwords: PasswordGate
  identities: Identities
  guests: Guests
  apiKeys: ApiKeys
  oneTimeLinks: OneTimeLinks
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  titleOf: (chronology: string) => Promise<string>
  /** Of the university's sign-in, where one is set up. */
  oidcName: string | undefined
  nowMs: () => number
}

export interface OpenAccounts {
  accounts: Accounts
  apiKeys: ApiKeys
  firstOwner: FirstOwner
  joining: Joining
  links: Links
  oidc: Oidc
  passwords: Passwords
  sessions: BrowserSessions
  signIn: SignIn
  signUp: SignUp
  describeMe: (who: Principal) => Promise<Me>
}

export function openAccounts(options: OpenAccountsOptions): OpenAccounts {
  const { identities, apiKeys, links, nowMs } = options
  const replacements = new PasswordReplacements(nowMs)
  const authCalls = new AuthCalls(options)
  const sessions = new BrowserSessions({ ...options, identities })
  const tries = { signInTries: new SignInTries(nowMs), linkTries: new LinkTries(options) }
  const parts = { ...options, ...tries, identities, authCalls, sessions, replacements, oneByOne: inOrder() }
  return {
    accounts: new Accounts(parts),
    apiKeys,
    firstOwner: new FirstOwner(parts),
    joining: new Joining(parts),
    links,
    oidc: new Oidc(parts),
    passwords: new Passwords(parts),
    sessions,
    signIn: new SignIn(parts),
    signUp: new SignUp(parts),
    describeMe: (who) => describeMe(who, parts),
  }
}

/** Who comes in and what they may do there, put together: accounts, guests, links, keys, the log, the open sockets. */
import type { Logger } from 'pino'
import { Access } from './access/access.ts'
import { Changes, type Rooms } from './access/changes.ts'
import { Audit } from './access/audit.ts'
import { ApiKeys } from './accounts/api-keys.ts'
import { Guests } from './accounts/guests.ts'
import { KnownAddresses } from './accounts/known-addresses.ts'
import { KnownDevices } from './accounts/known-devices.ts'
import { Links } from './access/links.ts'
import { LiveConnections } from './access/live-connections.ts'
import { FormerCookies } from './accounts/former-cookies.ts'
import { Identities } from './accounts/identities.ts'
import { OneTimeLinks } from './accounts/one-time-links.ts'
import { RecentAdmissions } from './access/recent-admissions.ts'
import { isLetIn, signUpSetting } from './access/sign-up.ts'
import type { Auth } from './auth/auth.ts'
import { PasswordGate } from './auth/password-gate.ts'
import type { OidcSettings } from './config.ts'
import type { Costs } from './costs/costs.ts'
import type { Quotas } from './costs/quotas.ts'
import type { PublicOrigins } from './net/public-origins.ts'
import type { Storage } from './storage/contract/index.ts'

export interface AccessServices {
  storage: Storage
  nowMs: () => number
  places: PublicOrigins
  /** better-auth, loaded when first needed. */
  auth: () => Promise<Auth>
  access: Access
  audit: Audit
  /** How every change is stored, told and logged. */
  changes: Changes
  passwords: PasswordGate
  knownAddresses: KnownAddresses
  knownDevices: KnownDevices
  links: Links
  live: LiveConnections
  identities: Identities
  guests: Guests
  apiKeys: ApiKeys
  oneTimeLinks: OneTimeLinks
  recent: RecentAdmissions
  /** At the first start that knows them; see there. */
  formerCookies: FormerCookies | undefined
  /** What people cost the thread that serves them. */
  costs: Costs
  quotas: Quotas
}

export interface AccessServicesOptions {
  storage: Storage
  log: Logger
  places: PublicOrigins
  secret: string
  /** Of the running server: whoever sends it has read its data folder. */
  machineToken?: string
  sessionMs: number
  oidc?: OidcSettings
  costs: Costs
  quotas: Quotas
  rooms: Rooms
}

export function openAccessServices(options: AccessServicesOptions): AccessServices {
  const { storage, log, places, secret, machineToken, sessionMs, oidc, costs, quotas, rooms } = options
  const nowMs = Date.now
  let loading: Promise<Auth> | undefined
  const access = new Access({ storage, nowMs })
  const audit = new Audit({ storage, nowMs })
  const passwords = new PasswordGate()
  const live = new LiveConnections({ access, storage, log, nowMs })
  const changes = new Changes({ live, audit, rooms })
  const loadAuth = async (): Promise<Auth> => {
    const { createAuth } = await import('./auth/auth.ts')
    return createAuth({
      database: await storage.authDatabase(),
      baseUrl: places.baseUrl,
      origins: places.origins,
      secret,
      sessionMs,
      oidc,
      log,
      passwords,
      maySignUp: async (email, isVerified, guest) =>
        (await signUpSetting(storage)) === 'open' ||
        (isVerified && (await storage.links.hasInvitation(email, nowMs()))) ||
        (guest !== undefined && (await isLetIn(storage, guest, nowMs()))),
      becameAccount: (guest, now) => guests.becameAccount(guest, now),
    })
  }
  const auth = () => {
    loading ??= loadAuth()
    // Tried again by the next who needs it: for want of file handles, say, it could not be read.
    loading.catch(() => (loading = undefined))
    return loading
  }
  const isSecure = places.baseUrl.startsWith('https:')
  const formerCookies = isSecure ? new FormerCookies({ storage, nowMs, baseUrl: places.baseUrl }) : undefined
  const identities = new Identities({ storage, auth, nowMs, machineToken, formerCookies })
  const guests = new Guests({ storage, auth, changes, nowMs })
  const links = new Links({ storage, nowMs })
  return {
    storage,
    nowMs,
    places,
    auth,
    access,
    audit,
    changes,
    passwords,
    knownAddresses: new KnownAddresses({ storage, secret, nowMs }),
    knownDevices: new KnownDevices({ secret, nowMs }),
    links,
    live,
    identities,
    guests,
    apiKeys: new ApiKeys({ storage, auth, changes, quotas }),
    oneTimeLinks: new OneTimeLinks({ storage, changes, baseUrl: places.baseUrl, nowMs }),
    recent: new RecentAdmissions(nowMs),
    formerCookies,
    costs,
    quotas,
  }
}

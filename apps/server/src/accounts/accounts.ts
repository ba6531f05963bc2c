/** What people do with their own account, but for passwords and keys. */
import type { SessionInfo } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import { NOBODY, type SignedIn } from '../access/principal.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type ApiKeys, keysEnded } from './api-keys.ts'
import type { AuthCalls } from './auth-calls.ts'
import type { Browser, Entered, SignedInBrowser } from './browser.ts'
import type { Identities } from './identities.ts'
import { sentence } from '../messages/sentence.ts'

export interface AccountsOptions {
  storage: Storage
  changes: Changes
  identities: Identities
  apiKeys: ApiKeys
  authCalls: AuthCalls
  nowMs: () => number
}

export class Accounts {
  readonly #options: AccountsOptions

  constructor(options: AccountsOptions) {
    this.#options = options
  }

  async changeProfile(
    browser: SignedInBrowser,
    { name, colour }: { name?: string; colour?: number },
  ): Promise<Entered> {
    const { storage, changes, identities } = this.#options
    const { person } = browser.who
    const isRenamed = name !== undefined && name !== person.name
    const who = await changes.carryOut(browser, {
      store: async () => {
        await storage.people.change(person.id, { name, colour })
        return (await identities.bySession(browser.headers)).who
      },
      tells: (now) => (now.kind === 'person' ? [{ renamed: now.person }] : []),
      // A colour says nothing of who somebody is.
      logs: () => (isRenamed ? [{ action: 'person-renamed', detail: `${person.name} → ${name}` }] : []),
    })
    return { who }
  }

  /** Here, or in every browser; `keys`: API keys end too, which they do by default where it is everywhere. */
  async signOut(
    browser: Browser,
    { everywhere = false, keys = everywhere }: { everywhere?: boolean; keys?: boolean },
  ): Promise<Entered> {
    const { storage, changes, authCalls, apiKeys } = this.#options
    const { who } = browser
    if (who.kind !== 'person') return { who }
    await changes.carryOut(browser, {
      store: async () => {
        await authCalls.ask(browser, '/sign-out', {})
        return everywhere ? storage.sessions.endAll(who.person.id, null) : []
      },
      tells: (others) => [{ sessions: [who.session.id, ...others] }],
      // Below, with the keys: a log that fails keeps no key alive.
      logs: () => [],
    })
    await changes.carryOut(browser, {
      store: () => (keys ? apiKeys.removeAllOf(who.person.id) : Promise.resolve([])),
      tells: (ended) => [{ keys: ended.map(({ id }) => id) }],
      logs: (ended) => [
        ...keysEnded(ended, 'signed out'),
        { action: everywhere ? 'signed-out-everywhere' : 'signed-out' },
      ],
    })
    return { who: NOBODY }
  }

  async sessions({ person, session }: SignedIn): Promise<SessionInfo[]> {
    const { storage, nowMs } = this.#options
    const rows = await storage.sessions.ofPerson(person.id, nowMs())
    return rows.map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
      id,
      createdAt,
      lastSeenAt: updatedAt,
      expiresAt,
      address: ipAddress || null,
      agent: userAgent || null,
      isThis: id === session.id,
    }))
  }

  /** One of one's own. Throws Refusal where there is none. */
  async endSession(initiator: Initiator & { who: SignedIn }, id: string): Promise<void> {
    const { storage, changes } = this.#options
    await changes.carryOut(initiator, {
      store: async () => {
        if (await storage.sessions.end(id, initiator.who.person.id)) return
        throw new Refusal(404, 'no-such-session', sentence('accounts.no-such-session'))
      },
      tells: () => [{ sessions: [id] }],
      logs: () => [{ action: 'signed-out', detail: 'another session' }],
    })
  }
}

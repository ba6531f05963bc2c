/**
 * Accounts as the server puts them together, on a storage in memory, with people who have the chronology `silk` open. All of
 * it is real but the sockets. Any of the three parts of each change may be left out, to see that this is noticed.
 */
import { hashPassword } from 'better-auth/crypto'
import { CLOSE } from '@coeval/sync'
import pino from 'pino'
import type { Change } from '../access/changes.ts'
import type { Principal } from '../access/principal.ts'
import { hashToken } from '../access/tokens.ts'
import { type AccessServices, openAccessServices } from '../access-services.ts'
import type { Browser, SignedInBrowser } from '../accounts/browser.ts'
import { type OpenAccounts, openAccounts } from '../accounts/open-accounts.ts'
import { Costs } from '../costs/costs.ts'
import { Quotas } from '../costs/quotas.ts'
import { publicOriginsOf } from '../net/public-origins.ts'
import type { NewStoredLink } from '../storage/contract/index.ts'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'

export const ROOM = 'silk'
export const PASSWORD = 'correct horse battery'

export type Part = 'stores' | 'tells' | 'logs'
export const PARTS: readonly Part[] = ['stores', 'tells', 'logs']

const HOUR_MS = 3_600_000
let hash: Promise<string> | undefined

export class AccountWorld {
  readonly storage: MemoryStorage
  readonly services: AccessServices
  readonly opened: OpenAccounts
  /** What the connections heard, as "Ada signedOut". */
  readonly heard: string[] = []
  #leftOut: Part | undefined

  constructor() {
    const storage = openMemoryStorage()
    const most = { chronologiesPerPerson: 9, bytesPerPerson: 1e9, keysPerPerson: 9, linksPerChronology: 9 }
    const limits = { ...most, peoplePerChronology: 9, joinsPerLinkAMinute: 9 }
    this.storage = storage
    this.services = openAccessServices({
      storage,
      log: pino({ level: 'silent' }),
      places: publicOriginsOf({ host: '127.0.0.1' }, 8787),
      secret: 'x'.repeat(43),
      sessionMs: HOUR_MS,
      costs: new Costs({ percentPerPerson: 100, nowMs: Date.now }),
      quotas: new Quotas({ storage, limits, nowMs: Date.now }),
      // Nothing here sends everybody away.
      rooms: { evict: () => {} },
    })
    this.opened = openAccounts({ ...this.services, titleOf: async (id) => `The ${id}`, oidcName: undefined })
    const { changes } = this.services
    const carryOut = changes.carryOut.bind(changes)
    changes.carryOut = (initiator, change) => carryOut(initiator, this.#without(change))
  }

  static async open(): Promise<AccountWorld> {
    const world = new AccountWorld()
    const room = { id: ROOM, generation: 'g', title: ROOM, events: 0, nowMs: Date.now(), owner: null }
    await world.storage.chronologies.create({ ...room, state: new Uint8Array([0, 0]), visibility: 'public' })
    return world
  }

  close(): void {
    this.services.live.stop()
  }

  /** From now on, of each change. */
  leaveOut(part: Part | undefined): void {
    this.#leftOut = part
  }

  /** An account, whose e-mail is the name at example.org. Returns its id. */
  async person(name: string, { hasPassword = true } = {}): Promise<string> {
    const { internalAdapter } = await (await this.services.auth()).$context
    const email = `${name.toLowerCase()}@example.org`
    const { id } = await internalAdapter.createUser({ email, emailVerified: false, name }, { method: 'email-password' })
    hash ??= hashPassword(PASSWORD)
    const account = { userId: id, providerId: 'credential', accountId: id }
    if (hasPassword) await internalAdapter.linkAccount({ ...account, password: await hash })
    return id
  }

  /** One in which nobody is signed in. */
  stranger(): Browser {
    const headers = new Headers({ 'x-coeval-address': '192.0.2.7', origin: this.services.places.baseUrl })
    const who: Principal = { kind: 'nobody' }
    return { who, address: '192.0.2.7', headers, device: '', keep: () => {}, signal: new AbortController().signal }
  }

  /** Another browser in which this person is signed in, with a socket in the chronology. */
  async browser(person: string): Promise<SignedInBrowser> {
    const stranger = this.stranger()
    const cookies = await this.opened.sessions.start(person, stranger)
    const who = await this.opened.sessions.behind(cookies, stranger)
    if (who.kind !== 'person') throw new Error('nobody is signed in')
    const headers = new Headers(stranger.headers)
    headers.set('cookie', cookies.map((cookie) => cookie.split(';')[0]).join('; '))
    await this.connect(who, who.person.name)
    return { ...stranger, who, headers }
  }

  /** A socket, and what it hears from now on under this name. */
  async connect(who: Principal, name: string): Promise<void> {
    const { access, live } = this.services
    const standing = await access.standingOf(who, ROOM)
    if (!standing) throw new Error(`there is no ${ROOM}`)
    const remove = live.add(
      {
        who,
        standing,
        namesGeneration: true,
        close: (reason) => {
          this.heard.push(`${name} ${Object.entries(CLOSE).find(([, each]) => each === reason)?.[0]}`)
          remove()
        },
        updateIdentity: (user) => this.heard.push(`${name} is ${user.name}`),
      },
      live.changes,
    )
  }

  /** A link into the chronology, whose token is its id. */
  async link(id: string, more: Partial<NewStoredLink> = {}): Promise<void> {
    const usual = { chronology: ROOM, role: 'editor' as const, label: '', email: null, createdBy: null }
    const bounds = { createdMs: Date.now(), expiresMs: null, maxUses: null }
    await this.storage.links.add({ id, tokenHash: hashToken(id), ...usual, ...bounds, ...more })
  }

  /** As [action, who did it, subject, detail], the latest first. */
  async log(): Promise<(string | null)[][]> {
    const entries = await this.services.audit.page(null, null, 100)
    return entries.map(({ action, actor, subject, detail }) => [action, actor?.name ?? null, subject, detail])
  }

  #without<Stored>(change: Change<Stored>): Change<Stored> {
    return {
      ...change,
      ...(this.#leftOut === 'stores' && { store: () => Promise.reject(new Error('not stored')) }),
      ...(this.#leftOut === 'tells' && { tells: () => [] }),
      ...(this.#leftOut === 'logs' && { logs: () => [] }),
    }
  }
}

/** Keys for programs: of people, and of nobody, which the command line makes. */
import { nanoid } from 'nanoid'
import type { KeyInfo, KeyScope, NewKey } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { Change, Changes, LogEntry } from '../access/changes.ts'
import type { SignedIn } from '../access/principal.ts'
import type { Auth } from '../auth/auth.ts'
import type { Quotas } from '../costs/quotas.ts'
import { Refusal } from '../refusal.ts'
import type { Storage, StoredKey } from '../storage/contract/index.ts'
import { keyInfo } from './key-info.ts'
import { sentence } from '../messages/sentence.ts'

export interface ApiKeysOptions {
  storage: Storage
  auth: () => Promise<Auth>
  changes: Changes
  quotas: Quotas
}

export interface KeySettings {
  name: string
  scope: KeyScope
  /** Null: all that its person may open. */
  chronology?: string | null
  /** Null: it does not expire. */
  expiresInDays?: number | null
}

const DAY_S = 24 * 3600

export class ApiKeys {
  readonly #storage: Storage
  readonly #auth: () => Promise<Auth>
  readonly #changes: Changes
  readonly #quotas: Quotas

  constructor({ storage, auth, changes, quotas }: ApiKeysOptions) {
    this.#storage = storage
    this.#auth = auth
    this.#changes = changes
    this.#quotas = quotas
  }

  async ofPerson(person: string): Promise<KeyInfo[]> {
    return (await this.#storage.keys.ofPerson(person)).map(keyInfo)
  }

  async ofPrograms(): Promise<KeyInfo[]> {
    return (await this.#storage.keys.ofPrograms()).map(keyInfo)
  }

  /** A key for the programs of the one who asks. Throws Refusal where they have too many. */
  make(initiator: Initiator & { who: SignedIn }, settings: KeySettings): Promise<NewKey> {
    const { who } = initiator
    const make = () => this.#make(who.person.id, settings)
    return this.#changes.carryOut(
      initiator,
      making(() => this.#quotas.makeKey(who, make)),
    )
  }

  /** A key for a program that is nobody's. Throws Refusal where there is no such chronology. */
  makeForProgram(initiator: Initiator, settings: KeySettings): Promise<NewKey> {
    return this.#changes.carryOut(
      initiator,
      making(async () => {
        const { chronology } = settings
        if (chronology && !(await this.#storage.catalogue.get(chronology))) throw noSuchChronology(chronology)
        return this.#make(await this.#makeProgram(settings.name), settings)
      }),
    )
  }

  /** One of one's own. Throws Refusal. */
  async revoke(initiator: Initiator & { who: SignedIn }, id: string): Promise<void> {
    const key = await this.#storage.keys.get(id)
    if (key?.person !== initiator.who.person.id) {
      throw new Refusal(404, 'no-such-key', sentence('keys.no-such-key'))
    }
    await this.#revoke(initiator, key)
  }

  /** For the command line, which may end any. Throws Refusal. */
  async revokeAny(initiator: Initiator, id: string): Promise<void> {
    const key = await this.#storage.keys.get(id)
    if (!key) throw new Refusal(404, 'no-such-key', sentence('commandLineAccess.no-such-key', { id }))
    await this.#revoke(initiator, key)
  }

  /** All of somebody's. Whoever calls this tells those who use them, and logs it (`keysEnded`). */
  removeAllOf(person: string): Promise<{ id: string; name: string }[]> {
    return this.#storage.keys.removeAllOf(person)
  }

  async #revoke(initiator: Initiator, { id, name }: StoredKey): Promise<void> {
    await this.#changes.carryOut(initiator, {
      store: () => this.#storage.keys.remove(id),
      tells: () => [{ keys: [id] }],
      logs: () => [{ action: 'key-revoked', subject: name }],
    })
  }

  async #make(person: string, { name, scope, chronology = null, expiresInDays = null }: KeySettings): Promise<NewKey> {
    const auth = await this.#auth()
    const made = await auth.api.createApiKey({
      body: {
        userId: person,
        name,
        metadata: { scope, chronology },
        expiresIn: expiresInDays === null ? null : expiresInDays * DAY_S,
      },
    })
    const stored = await this.#storage.keys.get(made.id)
    if (!stored) throw new Error(`the key ${made.id} is gone`)
    return { ...keyInfo(stored), key: made.key }
  }

  async #makeProgram(name: string): Promise<string> {
    const { internalAdapter } = await (await this.#auth()).$context
    const program = await internalAdapter.createUser(
      { email: `program-${nanoid()}@programs.invalid`, emailVerified: false, name, isProgram: true },
      { method: 'admin' },
    )
    return program.id
  }
}

/** Nobody is connected by a key that is not there yet. */
function making(store: () => Promise<NewKey>): Change<NewKey> {
  return { store, tells: () => [], logs: ({ name, scope }) => [{ action: 'key-made', subject: name, detail: scope }] }
}

function noSuchChronology(id: string): Refusal {
  return new Refusal(404, 'not-found', sentence('commandLineAccess.not-found', { id }))
}

/** That all keys of somebody ended. Who had none is not logged to have lost them. */
export function keysEnded(ended: readonly { name: string }[], why: string): LogEntry[] {
  if (ended.length === 0) return []
  return [{ action: 'keys-ended', subject: ended.map(({ name }) => name).join(', '), detail: why }]
}

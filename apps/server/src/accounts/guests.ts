/** People without an account: they come by a link, may become an account, and are forgotten when they left nothing. */
import { randomInt } from 'node:crypto'
import { nanoid } from 'nanoid'
import type { Changes } from '../access/changes.ts'
import { NOBODY, type Principal } from '../access/principal.ts'
import type { Auth, BegunSession } from '../auth/auth.ts'
import type { Storage } from '../storage/contract/index.ts'

export interface GuestsOptions {
  storage: Storage
  auth: () => Promise<Auth>
  changes: Changes
  nowMs: () => number
}

const GUESTS_KEPT_MS = 30 * 24 * 3_600_000

export class Guests {
  readonly #storage: Storage
  readonly #auth: () => Promise<Auth>
  readonly #changes: Changes
  readonly #nowMs: () => number

  constructor({ storage, auth, changes, nowMs }: GuestsOptions) {
    this.#storage = storage
    this.#auth = auth
    this.#changes = changes
    this.#nowMs = nowMs
  }

  /** Without a name, one that tells guests apart. Returns the id. */
  async make(name?: string): Promise<string> {
    const { internalAdapter } = await (await this.#auth()).$context
    const guest = await internalAdapter.createUser(
      {
        email: `guest-${nanoid()}@guests.invalid`,
        emailVerified: false,
        name: name ?? `Guest ${randomInt(100, 1000)}`,
        isAnonymous: true,
        choseName: name !== undefined,
      },
      { method: 'anonymous' },
    )
    return guest.id
  }

  /** A guest has signed in or made an account: what was the guest's is the account's, but for their keys. */
  async becameAccount(guest: string, { user, session }: BegunSession): Promise<void> {
    const { people, keys } = this.#storage
    const [was, ended, person] = await Promise.all([people.get(guest), keys.ofPerson(guest), people.get(user.id)])
    const who: Principal = person
      ? { kind: 'person', person, session: { id: session.id, expiresMs: +session.expiresAt } }
      : NOBODY
    await this.#changes.carryOut(
      { who, address: null },
      {
        store: () => people.merge(guest, user.id),
        tells: () => [{ replaced: guest }],
        logs: () => [
          { action: 'guest-became-account', subject: was },
          ...ended.map(({ name }) => ({ action: 'key-revoked' as const, subject: name, detail: "a guest's" })),
        ],
      },
    )
  }

  /** Sessions that ran out, and guests who left nothing and do not come back. */
  async prune(): Promise<void> {
    const nowMs = this.#nowMs()
    await this.#storage.people.prune(nowMs, nowMs - GUESTS_KEPT_MS)
  }
}

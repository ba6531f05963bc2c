/**
 * From where somebody has signed in to an account before. Such a place is not slowed by what strangers try (see
 * sign-in-tries.ts). Kept as a keyed hash of e-mail and network address: the database alone does not tell who was where,
 * nor which e-mails there are. For half a year after the last sign-in, a few of each person.
 */
import { createHmac } from 'node:crypto'
import { limitedAddress } from '../net/client-address.ts'
import type { Storage } from '../storage/contract/index.ts'

const KEPT_MS = 180 * 24 * 3_600_000
const MAX_OF_ONE_PERSON = 20

export class KnownAddresses {
  readonly #storage: Storage
  readonly #secret: string
  readonly #nowMs: () => number

  constructor({ storage, secret, nowMs }: { storage: Storage; secret: string; nowMs: () => number }) {
    this.#storage = storage
    this.#secret = secret
    this.#nowMs = nowMs
  }

  /** Looks the same up for an e-mail that nobody has. Throws StorageError. */
  has(email: string, address: string): Promise<boolean> {
    return this.#storage.knownAddresses.isKnown(this.#hash(email, address), this.#nowMs() - KEPT_MS)
  }

  /** Somebody has signed in. Throws StorageError. */
  note({ id, email }: { id: string; email: string }, address: string): Promise<void> {
    return this.#storage.knownAddresses.note(this.#hash(email, address), id, this.#nowMs(), MAX_OF_ONE_PERSON)
  }

  /** The password is another: whoever knew the former one is known no more. Throws StorageError. */
  forget(person: string): Promise<void> {
    return this.#storage.knownAddresses.forget(person)
  }

  async prune(): Promise<void> {
    await this.#storage.knownAddresses.prune(this.#nowMs() - KEPT_MS)
  }

  #hash(email: string, address: string): string {
    return createHmac('sha256', this.#secret)
      .update(`known address\n${email.trim().toLowerCase()}\n${limitedAddress(address)}`)
      .digest('base64url')
  }
}

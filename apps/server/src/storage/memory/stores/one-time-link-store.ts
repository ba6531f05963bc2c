import { StorageError } from '../../contract/errors.ts'
import type { OneTimeLinkStorage } from '../../contract/one-time-links.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { MemoryTables } from '../tables.ts'

export class OneTimeLinkStore implements Synchronous<OneTimeLinkStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  add(tokenHash: string, kind: string, person: string | null, expiresMs: number): void {
    this.#tables.mustBeThere({ person })
    if (this.#tables.oneTimeLinks.has(tokenHash)) throw new StorageError('there is such a link')
    this.#tables.oneTimeLinks.set(tokenHash, { kind, person, expiresMs, isUsed: false })
  }

  isGood(tokenHash: string, kind: string, nowMs: number): boolean {
    const link = this.#tables.oneTimeLinks.get(tokenHash)
    return link !== undefined && link.kind === kind && !link.isUsed && link.expiresMs > nowMs
  }

  use(tokenHash: string, kind: string, nowMs: number): { person: string | null } | undefined {
    const link = this.#tables.oneTimeLinks.get(tokenHash)
    if (!link || !this.isGood(tokenHash, kind, nowMs)) return undefined
    link.isUsed = true
    return { person: link.person }
  }
}

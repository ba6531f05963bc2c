import type { KnownAddressStorage } from '../../contract/known-addresses.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { MemoryTables } from '../tables.ts'

export class KnownAddressStore implements Synchronous<KnownAddressStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  isKnown(hash: string, sinceMs: number): boolean {
    const known = this.#tables.knownAddresses.get(hash)
    return known !== undefined && known.lastMs >= sinceMs
  }

  note(hash: string, person: string, nowMs: number, max: number): void {
    this.#tables.mustBeThere({ person })
    const { knownAddresses } = this.#tables
    knownAddresses.set(hash, { person, lastMs: nowMs })
    const theirs = [...knownAddresses]
      .filter(([, known]) => known.person === person)
      .sort(([a, first], [b, second]) => second.lastMs - first.lastMs || (a < b ? -1 : 1))
    for (const [each] of theirs.slice(max)) knownAddresses.delete(each)
  }

  forget(person: string): void {
    this.#remove((known) => known.person === person)
  }

  prune(beforeMs: number): void {
    this.#remove(({ lastMs }) => lastMs < beforeMs)
  }

  #remove(isToGo: (known: { person: string; lastMs: number }) => boolean): void {
    const { knownAddresses } = this.#tables
    for (const [hash, known] of knownAddresses) if (isToGo(known)) knownAddresses.delete(hash)
  }
}

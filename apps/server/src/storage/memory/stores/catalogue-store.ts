import type { CatalogueEntry, CatalogueStorage } from '../../contract/catalogue.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Visibility } from '../../contract/terms.ts'
import type { ChronologyRecord, MemoryTables } from '../tables.ts'

export class CatalogueStore implements Synchronous<CatalogueStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  list(): CatalogueEntry[] {
    return this.#records()
      .map((record) => this.#entryOf(record))
      .sort((a, b) => a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1))
  }

  get(id: string): CatalogueEntry | undefined {
    const record = this.#tables.chronologies.get(id)
    return record && this.#entryOf(record)
  }

  trashedIds(): string[] {
    return this.#records()
      .filter(({ trashedMs }) => trashedMs !== null)
      .map(({ id }) => id)
  }

  publicIds(): string[] {
    return this.#records()
      .filter(({ visibility }) => visibility === 'public')
      .map(({ id }) => id)
  }

  describe(id: string, seq: number, title: string, events: number): void {
    const record = this.#tables.chronologies.get(id)
    if (record && record.describedSeq <= seq) Object.assign(record, { title, events, describedSeq: seq })
  }

  setTrashed(id: string, trashedMs: number | null): void {
    const record = this.#tables.chronologies.get(id)
    if (record) record.trashedMs = trashedMs
  }

  setVisibility(id: string, visibility: Visibility): void {
    const record = this.#tables.chronologies.get(id)
    if (record) record.visibility = visibility
  }

  #records(): ChronologyRecord[] {
    return [...this.#tables.chronologies.values()]
  }

  #entryOf({ describedSeq, ...record }: ChronologyRecord): CatalogueEntry {
    const room = this.#tables.rooms.get(record.id)
    if (!room) throw new Error(`the chronology "${record.id}" has no document`)
    const lastSeq = Math.max(room.snapshotSeq, ...room.log.keys())
    const lastMs = room.log.get(lastSeq)?.timeMs ?? 0
    return {
      ...record,
      generation: room.generation,
      updatedMs: Math.max(record.createdMs, room.snapshotMs, lastMs),
      seq: lastSeq,
      stale: lastSeq > describedSeq,
    }
  }
}

import type { LogRow, RoomStorage, StoredRoom } from '@coeval/sync/storage'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { MemoryTables } from '../tables.ts'
import type { CatalogueStore } from './catalogue-store.ts'

export class RoomStore implements Synchronous<RoomStorage> {
  readonly #tables: MemoryTables
  readonly #catalogue: CatalogueStore

  constructor(tables: MemoryTables, catalogue: CatalogueStore) {
    this.#tables = tables
    this.#catalogue = catalogue
  }

  load(id: string): StoredRoom | undefined {
    const room = this.#tables.rooms.get(id)
    if (!room) return undefined
    const { generation, snapshot, snapshotSeq, log } = room
    const updates = [...log].sort(([a], [b]) => a - b).map(([seq, { update }]) => ({ seq, update }))
    return { generation, snapshot, snapshotSeq, updates }
  }

  append(rows: readonly LogRow[]): void {
    for (const { room: id, seq, update, author: writer, timeMs, summary } of rows) {
      if (summary) this.#catalogue.describe(id, seq, summary.title, summary.events)
      const room = this.#tables.rooms.get(id)
      if (!room || seq <= room.snapshotSeq || room.log.has(seq)) continue
      // A guest may have become an account since they wrote.
      const author = writer === undefined ? undefined : (this.#tables.aliases.get(writer) ?? writer)
      room.log.set(seq, { update: new Uint8Array(update), author, timeMs })
      if (author !== undefined) this.#count(id, author, timeMs)
    }
  }

  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): void {
    const room = this.#tables.rooms.get(id)
    if (!room || upToSeq < room.snapshotSeq) return
    const replaced = [...room.log.keys()].filter((seq) => seq <= upToSeq)
    room.snapshotMs = room.log.get(Math.max(...replaced))?.timeMs ?? room.snapshotMs
    room.snapshot = new Uint8Array(state)
    room.snapshotSeq = upToSeq
    for (const seq of replaced) room.log.delete(seq)
  }

  remove(id: string): void {
    this.#tables.removeRoom(id)
  }

  close(): void {}

  #count(room: string, person: string, timeMs: number): void {
    const known = this.#tables.contributor(room, person)
    if (known) Object.assign(known, { updates: known.updates + 1, lastMs: timeMs })
    else this.#tables.contributors.push({ room, person, updates: 1, firstMs: timeMs, lastMs: timeMs })
  }
}

/** Rooms in SQLite: one row for the snapshot, one for each update after it. Lives in the storage thread. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { RoomSummary } from '@coeval/sync/storage'
import type { NewChronology, PackedDocument } from '../../contract/chronologies.ts'
import { type PackedRows, packUpdates, unpackRows } from '../../packing/packed-updates.ts'
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_ENCODING } from '../../packing/snapshot-encoding.ts'
import { transact } from '../sqlite-database.ts'
import { DESCRIBE } from './catalogue-store.ts'

/** A StoredRoom on its way between the threads. */
export type PackedRoom = Omit<PackedDocument, 'snapshotEncoding'>

export class RoomStore {
  readonly #db: DatabaseSync
  readonly #insertRoom: StatementSync
  readonly #selectRoom: StatementSync
  readonly #selectLog: StatementSync
  readonly #insertRow: StatementSync
  readonly #updateSnapshot: StatementSync
  readonly #deletePrefix: StatementSync
  readonly #deleteRoom: StatementSync
  readonly #countUpdates: StatementSync
  readonly #aliasOf: StatementSync
  readonly #describe: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#insertRoom = db.prepare(
      `insert into room (id, generation, snapshot, snapshot_encoding) values (?, ?, ?, '${SNAPSHOT_ENCODING}') on conflict do nothing`,
    )
    this.#selectRoom = db.prepare('select generation, snapshot, snapshot_seq, snapshot_encoding from room where id = ?')
    this.#selectLog = db.prepare('select seq, data from room_log where room = ? and seq > ? order by seq')
    this.#insertRow = db.prepare(
      `insert into room_log (room, seq, data, author, time_ms)
       select id, ?, ?, ?, ? from room where id = ? and snapshot_seq < ?
       on conflict do nothing`,
    )
    // snapshot_ms is when the last update in it was made.
    this.#updateSnapshot = db.prepare(
      `update room set snapshot = ?1, snapshot_encoding = '${SNAPSHOT_ENCODING}', snapshot_seq = ?2, snapshot_ms = coalesce(
         (select time_ms from room_log where room = ?3 and seq <= ?2 order by seq desc limit 1), snapshot_ms)
       where id = ?3 and snapshot_seq <= ?2`,
    )
    this.#deletePrefix = db.prepare('delete from room_log where room = ? and seq <= ?')
    this.#deleteRoom = db.prepare('delete from room where id = ?')
    this.#aliasOf = db.prepare('select person from person_alias where former = ?')
    this.#describe = db.prepare(DESCRIBE)
    this.#countUpdates = db.prepare(
      `insert into contributor (room, person, updates, first_ms, last_ms)
       select id, ?2, ?3, ?4, ?4 from room where id = ?1
       on conflict do update set updates = updates + excluded.updates, last_ms = excluded.last_ms`,
    )
  }

  /** False, and nothing done, where the room is there already. */
  create({
    id,
    generation,
    state,
    isPacked,
  }: Pick<NewChronology, 'id' | 'generation' | 'state' | 'isPacked'>): boolean {
    return this.#insertRoom.run(id, generation, isPacked ? state : encodeSnapshot(state)).changes > 0
  }

  load(id: string): PackedRoom | undefined {
    const room = this.loadPacked(id)
    if (!room) return undefined
    const { snapshotEncoding, ...rest } = room
    return { ...rest, snapshot: room.snapshot && decodeSnapshot(room.snapshot, snapshotEncoding) }
  }

  /** For a thread that has the time to unpack it. */
  loadPacked(id: string): PackedDocument | undefined {
    const room = this.#selectRoom.get(id) as
      | { generation: string; snapshot: Uint8Array | null; snapshot_seq: number; snapshot_encoding: string }
      | undefined
    if (!room) return undefined
    const log = this.#selectLog.all(id, room.snapshot_seq) as { seq: number; data: Uint8Array }[]
    return {
      generation: room.generation,
      snapshot: room.snapshot,
      snapshotEncoding: room.snapshot_encoding,
      snapshotSeq: room.snapshot_seq,
      updates: packUpdates(log.map(({ seq, data }) => ({ seq, update: data }))),
    }
  }

  append(batch: PackedRows): void {
    transact(this.#db, () => {
      // Who wrote is known for good; the rows of the log go when a snapshot replaces them.
      const counts = new Map<string, { room: string; author: string; updates: number; timeMs: number }>()
      const people = new Map<string, string>()
      const summaries = new Map<string, RoomSummary & { seq: number }>()
      for (const { room, seq, update, timeMs, summary, ...row } of unpackRows(batch)) {
        if (summary) summaries.set(room, { ...summary, seq })
        const author = row.author === undefined ? undefined : this.#personOf(row.author, people)
        const { changes } = this.#insertRow.run(seq, update, author ?? null, timeMs, room, seq)
        if (author === undefined || changes === 0) continue
        const key = `${room} ${author}`
        const count = counts.get(key) ?? { room, author, updates: 0, timeMs }
        counts.set(key, { ...count, updates: count.updates + 1, timeMs })
      }
      for (const [room, { seq, title, events }] of summaries) this.#describe.run(room, seq, title, events)
      for (const { room, author, updates, timeMs } of counts.values()) {
        this.#countUpdates.run(room, author, updates, timeMs)
      }
    })
  }

  /** A guest may have become an account since they wrote. */
  #personOf(author: string, known: Map<string, string>): string {
    let person = known.get(author)
    if (person === undefined) {
      person = (this.#aliasOf.get(author)?.person as string | undefined) ?? author
      known.set(author, person)
    }
    return person
  }

  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): void {
    const compressed = encodeSnapshot(state)
    transact(this.#db, () => {
      if (this.#updateSnapshot.run(compressed, upToSeq, id).changes > 0) this.#deletePrefix.run(id, upToSeq)
    })
  }

  remove(id: string): void {
    this.#deleteRoom.run(id)
  }
}

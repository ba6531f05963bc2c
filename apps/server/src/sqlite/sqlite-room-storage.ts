/** Rooms in SQLite: one row for the snapshot, one for each update after it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type LogRow, RoomExistsError, type RoomStorage, StorageError, type StoredRoom } from '@coeval/sync'
import { transact } from './sqlite-database.ts'

export class SqliteRoomStorage implements RoomStorage {
  readonly #db: DatabaseSync
  readonly #insertRoom: StatementSync
  readonly #selectRoom: StatementSync
  readonly #selectLog: StatementSync
  readonly #insertRow: StatementSync
  readonly #updateSnapshot: StatementSync
  readonly #deletePrefix: StatementSync
  readonly #deleteRoom: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#insertRoom = db.prepare('insert into room (id, generation, snapshot) values (?, ?, ?) on conflict do nothing')
    this.#selectRoom = db.prepare('select generation, snapshot, snapshot_seq from room where id = ?')
    this.#selectLog = db.prepare('select seq, data from room_log where room = ? and seq > ? order by seq')
    this.#insertRow = db.prepare(
      `insert into room_log (room, seq, data, author, time_ms)
       select id, ?, ?, ?, ? from room where id = ? and snapshot_seq < ?
       on conflict do nothing`,
    )
    // snapshot_ms is when the last update in it was made.
    this.#updateSnapshot = db.prepare(
      `update room set snapshot = ?1, snapshot_seq = ?2, snapshot_ms = coalesce(
         (select time_ms from room_log where room = ?3 and seq <= ?2 order by seq desc limit 1), snapshot_ms)
       where id = ?3 and snapshot_seq <= ?2`,
    )
    this.#deletePrefix = db.prepare('delete from room_log where room = ? and seq <= ?')
    this.#deleteRoom = db.prepare('delete from room where id = ?')
  }

  async create(room: { id: string; generation: string; state: Uint8Array }): Promise<void> {
    this.createNow(room)
  }

  /** Like `create`, for a caller that has opened a transaction of its own. */
  createNow({ id, generation, state }: { id: string; generation: string; state: Uint8Array }): void {
    if (this.#insertRoom.run(id, generation, state).changes === 0) throw new RoomExistsError(id)
  }

  async load(id: string): Promise<StoredRoom | undefined> {
    try {
      const room = this.#selectRoom.get(id) as
        | { generation: string; snapshot: Uint8Array | null; snapshot_seq: number }
        | undefined
      if (!room) return undefined
      const log = this.#selectLog.all(id, room.snapshot_seq) as { seq: number; data: Uint8Array }[]
      return {
        generation: room.generation,
        snapshot: room.snapshot,
        snapshotSeq: room.snapshot_seq,
        updates: log.map(({ seq, data }) => ({ seq, update: data })),
      }
    } catch (cause) {
      throw new StorageError(`chronology "${id}" could not be read from the database`, { cause })
    }
  }

  async append(rows: readonly LogRow[]): Promise<void> {
    try {
      transact(this.#db, () => {
        for (const { room, seq, update, author, timeMs } of rows) {
          this.#insertRow.run(seq, update, author ?? null, timeMs, room, seq)
        }
      })
    } catch (cause) {
      throw new StorageError(`${rows.length} updates were not stored`, { cause })
    }
  }

  async saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void> {
    try {
      transact(this.#db, () => {
        if (this.#updateSnapshot.run(state, upToSeq, id).changes > 0) this.#deletePrefix.run(id, upToSeq)
      })
    } catch (cause) {
      throw new StorageError(`the snapshot of chronology "${id}" was not stored`, { cause })
    }
  }

  async remove(id: string): Promise<void> {
    this.#deleteRoom.run(id)
  }

  /** The database belongs to the one who opened it. */
  async close(): Promise<void> {}
}

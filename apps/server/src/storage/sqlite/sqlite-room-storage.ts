/** The rooms of the storage thread, for the room engine. */
import { type LogRow, RoomExistsError, type RoomStorage, type StoredRoom } from '@coeval/sync/storage'
import { packRows, unpackUpdates } from '../packing/packed-updates.ts'
import type { NewRoom } from './sqlite-rooms.ts'
import type { StorageThread } from './storage-thread.ts'

export class SqliteRoomStorage implements RoomStorage {
  readonly #thread: StorageThread

  constructor(thread: StorageThread) {
    this.#thread = thread
  }

  async create(room: NewRoom): Promise<void> {
    if (!(await this.#thread.call('createRoom', [room]))) throw new RoomExistsError(room.id)
  }

  async load(id: string): Promise<StoredRoom | undefined> {
    const room = await this.#thread.call('loadRoom', [id])
    return room && { ...room, updates: unpackUpdates(room.updates) }
  }

  append(rows: readonly LogRow[]): Promise<void> {
    const batch = packRows(rows)
    return this.#thread.call('append', [batch], [batch.bytes.buffer])
  }

  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void> {
    const copy = new Uint8Array(state)
    return this.#thread.call('saveSnapshot', [id, copy, upToSeq], [copy.buffer])
  }

  remove(id: string): Promise<void> {
    return this.#thread.call('removeRoom', [id])
  }

  /** The thread belongs to the one who started it. */
  async close(): Promise<void> {}
}

/** Storage that forgets with the process: for tests and trials. */
import { type LogRow, RoomExistsError, type RoomSeed, type RoomStorage, type StoredRoom } from './storage.ts'

interface MemoryRoom {
  generation: string
  snapshot: Uint8Array
  snapshotSeq: number
  updates: Map<number, Uint8Array>
}

export class MemoryStorage implements RoomStorage {
  readonly #rooms = new Map<string, MemoryRoom>()

  /** Throws RoomExistsError. */
  async create({ id, generation, state }: RoomSeed): Promise<void> {
    if (this.#rooms.has(id)) throw new RoomExistsError(id)
    this.#rooms.set(id, { generation, snapshot: state, snapshotSeq: 0, updates: new Map() })
  }

  async load(id: string): Promise<StoredRoom | undefined> {
    const room = this.#rooms.get(id)
    if (!room) return undefined
    const updates = [...room.updates].sort(([a], [b]) => a - b).map(([seq, update]) => ({ seq, update }))
    return { generation: room.generation, snapshot: room.snapshot, snapshotSeq: room.snapshotSeq, updates }
  }

  async append(rows: readonly LogRow[]): Promise<void> {
    for (const { room: id, seq, update } of rows) {
      const room = this.#rooms.get(id)
      if (room && seq > room.snapshotSeq && !room.updates.has(seq)) room.updates.set(seq, update)
    }
  }

  async saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void> {
    const room = this.#rooms.get(id)
    if (!room || upToSeq < room.snapshotSeq) return
    room.snapshot = state
    room.snapshotSeq = upToSeq
    for (const seq of room.updates.keys()) if (seq <= upToSeq) room.updates.delete(seq)
  }

  async remove(id: string): Promise<void> {
    this.#rooms.delete(id)
  }

  async close(): Promise<void> {}
}

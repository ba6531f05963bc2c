/** [D6] How long the log of a room has grown since its snapshot, and the snapshot that takes its place. */
import type { Room } from '../room/room.ts'
import type { RoomStorage, StoredRoom } from '../storage/storage.ts'

const LOG_FLOOR_BYTES = 1024 * 1024
const LOG_PER_SNAPSHOT = 4
const UNLOAD_SNAPSHOT_ROWS = 20

export class LogLength {
  #rows: number
  #bytes: number
  #snapshotBytes: number
  #isCompacting = false

  constructor({ updates, snapshot }: StoredRoom) {
    this.#rows = updates.length
    this.#bytes = updates.reduce((sum, { update }) => sum + update.length, 0)
    this.#snapshotBytes = snapshot?.length ?? 0
  }

  /** Worth a snapshot while people are in the room. */
  get isHeavy(): boolean {
    return this.#bytes > Math.max(LOG_FLOOR_BYTES, LOG_PER_SNAPSHOT * this.#snapshotBytes)
  }

  /** Worth a snapshot when the room goes out of memory. */
  get isLong(): boolean {
    return this.#rows >= UNLOAD_SNAPSHOT_ROWS
  }

  get isCompacting(): boolean {
    return this.#isCompacting
  }

  /** An update is on its way to the disk. */
  add(update: Uint8Array): void {
    this.#rows++
    this.#bytes += update.length
  }

  /**
   * Writes a snapshot in place of the log so far. It may hold more than is stored; that is not lost, only early. Throws
   * where it cannot be written; the log keeps everything then.
   */
  async compact(room: Room, storage: RoomStorage): Promise<void> {
    this.#isCompacting = true
    const { id, storedSeq } = room
    const [rows, bytes] = [this.#rows, this.#bytes]
    try {
      const state = room.snapshot()
      await storage.saveSnapshot(id, state, storedSeq)
      // Counted from now on; rows that were still in the queue are counted as gone a little early.
      this.#rows -= rows
      this.#bytes -= bytes
      this.#snapshotBytes = state.length
    } finally {
      this.#isCompacting = false
    }
  }
}

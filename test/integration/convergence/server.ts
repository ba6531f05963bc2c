/** A server process as a room's people know it: it dies with all that it had not stored, and another one comes up. */
import { RoomHost } from '@coeval/sync'
import { FaultyStorage, HandClock } from '@coeval/sync/testing'

export class Server {
  storage = new FaultyStorage()
  clock = new HandClock()
  host = new RoomHost({ storage: this.storage, clock: this.clock })

  /** SIGKILL, and a new process on the same disk. Writes that were under way may have landed. */
  async dieAndRestart(writesLand: boolean): Promise<void> {
    this.#start(await this.storage.restarted({ writesLand }))
  }

  /** SIGTERM, and a new process. Returns whether the old one said that everything is stored. */
  async closeAndRestart(): Promise<boolean> {
    const closing = this.host.close(CLOSE_PATIENCE_MS)
    await this.clock.advance(2 * CLOSE_PATIENCE_MS)
    const { unsavedRooms } = await closing
    this.#start(await this.storage.restarted())
    return unsavedRooms.length === 0
  }

  /** All faults end. */
  repair(): void {
    this.storage.appends = 'work'
    this.storage.loads = 'work'
  }

  #start(storage: FaultyStorage): void {
    this.storage = storage
    // Timers end with their process.
    this.clock = new HandClock()
    this.host = new RoomHost({ storage, clock: this.clock })
  }
}

const CLOSE_PATIENCE_MS = 5000

import { MemoryStorage } from '../memory-storage.ts'
import type { LogRow, RoomStorage, StoredRoom } from '../storage.ts'

/** Storage that fails or hangs when a test says so, also after it has written: an answer that got lost. */
export class FaultyStorage implements RoomStorage {
  appends: 'work' | 'fail' | 'fail-after-writing' | 'hang' = 'work'
  loads: 'work' | 'fail' | 'hang' = 'work'
  loadCount = 0
  appendCount = 0
  readonly #disk: RoomStorage

  constructor(disk: RoomStorage = new MemoryStorage()) {
    this.#disk = disk
  }

  /** The same disk for a new process; the old process is dead and never hears from it again. */
  restarted(): FaultyStorage {
    this.appends = 'hang'
    this.loads = 'hang'
    return new FaultyStorage(this.#disk)
  }

  create(room: { id: string; generation: string; state: Uint8Array }): Promise<void> {
    return this.#disk.create(room)
  }

  async append(rows: readonly LogRow[]): Promise<void> {
    this.appendCount++
    if (this.appends === 'hang') return new Promise(() => {})
    if (this.appends !== 'fail') await this.#disk.append(rows)
    if (this.appends !== 'work') throw new Error('the disk is full')
  }

  async load(id: string): Promise<StoredRoom | undefined> {
    this.loadCount++
    if (this.loads === 'hang') return new Promise(() => {})
    if (this.loads === 'fail') throw new Error('the disk is gone')
    return this.#disk.load(id)
  }

  async saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void> {
    if (this.appends === 'hang') return new Promise(() => {})
    if (this.appends === 'fail') throw new Error('the disk is full')
    return this.#disk.saveSnapshot(id, state, upToSeq)
  }

  remove(id: string): Promise<void> {
    return this.#disk.remove(id)
  }

  close(): Promise<void> {
    return this.#disk.close()
  }
}

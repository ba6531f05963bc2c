import { MemoryStorage } from '../storage/memory-storage.ts'
import { type LogRow, type RoomSeed, type RoomStorage, StorageError, type StoredRoom } from '../storage/storage.ts'

export type WriteFault = 'work' | 'fail' | 'fail-after-writing' | 'hang'
export type LoadFault = 'work' | 'fail' | 'hang'

/**
 * Storage that fails or hangs when a test says so, also after it has written: an answer that got lost. What hangs goes
 * on under whatever the test sets next, as with a disk that was busy.
 */
export class FaultyStorage implements RoomStorage {
  loadCount = 0
  appendCount = 0
  /** What is really stored, past all faults. */
  readonly disk: MemoryStorage
  readonly #writes = new Gate<WriteFault>('work')
  readonly #reads = new Gate<LoadFault>('work')
  /** Writes that hang, in order. */
  readonly #underWay = new Set<() => Promise<void>>()
  #isDead = false

  constructor(disk = new MemoryStorage()) {
    this.disk = disk
  }

  get appends(): WriteFault {
    return this.#writes.mode
  }

  set appends(fault: WriteFault) {
    this.#writes.set(fault)
  }

  get loads(): LoadFault {
    return this.#reads.mode
  }

  set loads(fault: LoadFault) {
    this.#reads.set(fault)
  }

  /**
   * The same disk for a new process; the old process is dead and never hears from it again. Its writes that hang
   * reach the disk or not, as the caller says: either can happen to a process that is killed in the middle of one.
   */
  async restarted({ writesLand = false }: { writesLand?: boolean } = {}): Promise<FaultyStorage> {
    this.#isDead = true
    if (writesLand) for (const write of this.#underWay) await write()
    return new FaultyStorage(this.disk)
  }

  create(room: RoomSeed): Promise<void> {
    return this.disk.create(room)
  }

  append(rows: readonly LogRow[]): Promise<void> {
    this.appendCount++
    return this.#write(() => this.disk.append(rows))
  }

  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void> {
    return this.#write(() => this.disk.saveSnapshot(id, state, upToSeq))
  }

  async load(id: string): Promise<StoredRoom | undefined> {
    this.loadCount++
    const fault = await this.#reads.pass()
    if (this.#isDead) return forever()
    if (fault === 'fail') throw new StorageError('the disk is gone')
    return this.disk.load(id)
  }

  remove(id: string): Promise<void> {
    return this.disk.remove(id)
  }

  close(): Promise<void> {
    return this.disk.close()
  }

  async #write(write: () => Promise<void>): Promise<void> {
    this.#underWay.add(write)
    const fault = await this.#writes.pass()
    if (this.#isDead) return forever()
    this.#underWay.delete(write)
    if (fault !== 'fail') await write()
    if (this.#isDead) return forever()
    if (fault !== 'work') throw new Error('the disk is full')
  }
}

/** Lets callers through at once, or when 'hang' ends. */
class Gate<Fault extends string> {
  mode: Fault
  #waiting: (() => void)[] = []

  constructor(mode: Fault) {
    this.mode = mode
  }

  set(mode: Fault): void {
    this.mode = mode
    if (mode === 'hang') return
    const waiting = this.#waiting
    this.#waiting = []
    for (const go of waiting) go()
  }

  async pass(): Promise<Fault> {
    while (this.mode === 'hang') await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.mode
  }
}

function forever(): Promise<never> {
  return new Promise(() => {})
}

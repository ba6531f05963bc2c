/**
 * Updates on their way to the disk, of all rooms together: one commit, and so one sync, for all that has come in since
 * the last one. What fails is tried again for as long as it takes; nothing leaves the queue before it is stored.
 */
import { afterAwake } from './after-awake.ts'
import type { Clock } from './clock.ts'
import { type LogRow, type RoomStorage, StorageError } from '../storage/storage.ts'

/** What comes after a pause is stored at once; a busy server syncs this often. */
const SPACING_MS = 30
const MAX_BATCH_BYTES = 8 * 1024 * 1024
const FIRST_RETRY_MS = 250
const MAX_RETRY_MS = 2000
/** [D4] A commit that has not answered by then counts as trouble, though it may still succeed. */
const SLOW_AFTER_MS = 1000
const TROUBLE = 'The server cannot save at the moment. Changes are kept and will be saved as soon as it can.'

export interface CommitEvents {
  /** Highest seq stored by a commit, by room. `recovered`: it is the first after trouble. */
  stored(upToByRoom: ReadonlyMap<string, number>, recovered: boolean): void
  /** [D4] With a sentence for people, at the first failure and whenever the sentence changes. */
  trouble(sentence: string, error: unknown): void
  /** Something that should not go wrong did, in telling of what was stored. */
  failed?(error: unknown): void
  /** From its arrival to the disk, for each row. */
  took?(ms: number): void
}

export class CommitQueue {
  readonly #storage: RoomStorage
  readonly #clock: Clock
  readonly #events: CommitEvents
  #rows: (LogRow & { sinceMs: number })[] = []
  #committing = false
  #underWay = new Set<LogRow>()
  #beganMs = -Infinity
  #cancelNext: (() => void) | undefined
  #attempts = 0
  #isStopped = false
  #trouble: string | undefined
  #waiters: { isDone: () => boolean; resolve: () => void }[] = []

  constructor(storage: RoomStorage, clock: Clock, events: CommitEvents) {
    this.#storage = storage
    this.#clock = clock
    this.#events = events
  }

  get length(): number {
    return this.#rows.length
  }

  /** Undefined while storing works, else a sentence for the people who wait. */
  get trouble(): string | undefined {
    return this.#trouble
  }

  /** Age of the oldest update that is not on disk, in ms; 0 where there is none. */
  get oldestAgeMs(): number {
    return this.#rows[0] ? this.#clock.nowMs() - this.#rows[0].sinceMs : 0
  }

  /** Rooms with something that is not on disk. */
  get rooms(): Set<string> {
    return new Set(this.#rows.map(({ room }) => room))
  }

  add(row: Omit<LogRow, 'timeMs'>): void {
    const nowMs = this.#clock.nowMs()
    this.#rows.push({ ...row, timeMs: this.#clock.dateMs(), sinceMs: nowMs })
    if (this.#attempts === 0) this.#schedule(Math.max(0, this.#beganMs + SPACING_MS - nowMs))
  }

  /** A room is gone: what waits of it goes too. Resolves when nothing of it is on its way to the disk either. */
  async drop(room: string): Promise<void> {
    const isKept = (row: LogRow) => row.room !== room || this.#underWay.has(row)
    this.#rows = this.#rows.filter(isKept)
    this.wake()
    await this.until(() => ![...this.#underWay].some((row) => row.room === room))
    // A commit that failed is not tried again.
    if (this.rooms.has(room)) await this.drop(room)
  }

  /** Resolves when nothing waits to be stored. */
  flush(): Promise<void> {
    return this.until(() => this.#rows.length === 0)
  }

  /** Resolves when this holds; looked at after every commit and every `wake`. */
  until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ isDone, resolve }))
  }

  wake(): void {
    const done = this.#waiters.filter(({ isDone }) => isDone())
    this.#waiters = this.#waiters.filter((waiter) => !done.includes(waiter))
    for (const { resolve } of done) resolve()
  }

  /** No further attempts: what is left stays unstored. */
  stop(): void {
    this.#isStopped = true
    this.#cancelNext?.()
    this.#cancelNext = undefined
  }

  #schedule(delayMs: number): void {
    if (this.#committing || this.#cancelNext || this.#isStopped) return
    this.#cancelNext = this.#clock.after(delayMs, () => {
      this.#cancelNext = undefined
      this.#commit().catch((error: unknown) => this.#goOnAfter(error))
    })
  }

  async #commit(): Promise<void> {
    const batch = this.#nextBatch()
    // What failed was dropped. Trouble ends only when storing works again, so the storage is asked for nothing.
    if (batch.length === 0 && this.#trouble === undefined) return
    this.#committing = true
    this.#underWay = new Set(batch)
    this.#beganMs = this.#clock.nowMs()
    const notSlow = afterAwake(this.#clock, SLOW_AFTER_MS, () => this.#say(new StorageError('storing takes long')))
    try {
      await this.#storage.append(batch)
    } catch (error) {
      this.#attempts++
      this.#say(error)
      this.#committing = false
      this.#underWay = new Set()
      this.wake()
      this.#schedule(Math.min(FIRST_RETRY_MS * 2 ** (this.#attempts - 1), MAX_RETRY_MS))
      return
    } finally {
      notSlow()
    }
    this.#committing = false
    this.#underWay = new Set()
    this.#rows.splice(0, batch.length)
    this.#succeeded(batch)
    if (this.#rows.length > 0) this.#schedule(Math.max(0, this.#beganMs + SPACING_MS - this.#clock.nowMs()))
  }

  /** A mistake of ours on the way: what is in the queue is stored all the same. */
  #goOnAfter(error: unknown): void {
    this.#events.failed?.(error)
    this.#committing = false
    this.#underWay = new Set()
    this.wake()
    if (this.#rows.length > 0) this.#schedule(FIRST_RETRY_MS)
  }

  /** [D2] Only now is anything acknowledged. */
  #succeeded(batch: readonly (LogRow & { sinceMs: number })[]): void {
    const recovered = this.#trouble !== undefined
    this.#attempts = 0
    this.#trouble = undefined
    const nowMs = this.#clock.nowMs()
    const upToByRoom = new Map<string, number>()
    for (const { room, seq, sinceMs } of batch) {
      upToByRoom.set(room, seq)
      this.#events.took?.(nowMs - sinceMs)
    }
    this.#events.stored(upToByRoom, recovered)
    this.wake()
  }

  #say(error: unknown): void {
    const detail = error instanceof StorageError ? error.forPeople : undefined
    const sentence = detail ? `${detail} ${TROUBLE}` : TROUBLE
    if (this.#trouble === sentence) return
    this.#trouble = sentence
    this.#events.trouble(sentence, error)
  }

  /** The first of the queue, up to a size that one transaction should have. */
  #nextBatch(): (LogRow & { sinceMs: number })[] {
    let bytes = 0
    let count = 0
    while (count < this.#rows.length && bytes < MAX_BATCH_BYTES) bytes += this.#rows[count++]?.update.length ?? 0
    return this.#rows.slice(0, count)
  }
}

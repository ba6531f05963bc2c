/**
 * All rooms of one process, as the server sees them. `OpenRooms` has those in memory, `Visits` the connections that wait for one, and
 * `CommitQueue` what is on its way to the disk. Clock and timers are handed in.
 */
import type * as Y from 'yjs'
import { DEFAULT_LIMITS } from '../room/limits.ts'
import type { RoomSummary } from '../room/summary.ts'
import { type RoomStorage, StorageError } from '../storage/storage.ts'
import { CLOSE, type CloseReason } from '../wire/close.ts'
import type { Clock } from './clock.ts'
import { CommitQueue } from './commit-queue.ts'
import type { Connection, ConnectOptions, Visit } from './connection.ts'
import type { Generations } from './generations.ts'
import type { HostEvents, HostOptions } from './host-options.ts'
import { type HostParts, timed } from './host-parts.ts'
import { inTime } from './in-time.ts'
import type { OpenRoom } from './open-room.ts'
import { OpenRooms } from './open-rooms.ts'
import { Setbacks } from './setbacks.ts'
import { Visits } from './visits.ts'

export class RoomHost {
  readonly #storage: RoomStorage
  readonly #clock: Clock
  readonly #events: HostEvents
  readonly #commits: CommitQueue
  readonly #parts: HostParts
  readonly #rooms: OpenRooms
  readonly #visits: Visits

  constructor({ storage, clock, events, meter, limits, spent, busyMs, ...roomOptions }: HostOptions) {
    this.#storage = storage
    this.#clock = clock
    this.#events = events ?? { info() {}, warn() {} }
    this.#commits = new CommitQueue(storage, clock, {
      stored: (upToByRoom, recovered) => this.#stored(upToByRoom, recovered),
      trouble: (sentence, error) => this.#troubled(sentence, error),
      failed: (error) => this.#events.warn('the queue to the disk failed and goes on', { error: String(error) }),
      took: (ms) => meter?.stored(ms),
    })
    const allLimits = { ...DEFAULT_LIMITS, ...limits }
    this.#parts = {
      clock,
      busyMs: busyMs ?? (() => clock.nowMs()),
      spent: spent ?? (() => {}),
      events: this.#events,
      meter,
      commits: this.#commits,
      roomOptions: { ...roomOptions, limits: allLimits },
      setbacks: new Setbacks(),
      readersSetbacks: new Setbacks(),
    }
    this.#rooms = new OpenRooms(storage, this.#parts)
    this.#visits = new Visits(this.#rooms, clock, allLimits.maxFrameBytes)
  }

  /** Undefined while storing works, else a sentence for the people who wait. */
  get trouble(): string | undefined {
    return this.#commits.trouble
  }

  get openRoomCount(): number {
    return this.#rooms.size
  }

  get connectionCount(): number {
    let count = 0
    for (const { connections } of this.#rooms.all()) count += connections.size
    return count
  }

  /** Updates that are not on disk yet. */
  get unsavedCount(): number {
    return this.#commits.length
  }

  /** Age of the oldest of them, in ms; 0 where there is none. */
  get oldestUnsavedMs(): number {
    return this.#commits.oldestAgeMs
  }

  /** Connections that read too slowly at the moment. */
  get stalledCount(): number {
    let count = 0
    for (const { connections } of this.#rooms.all()) count += connections.slowCount
    return count
  }

  /** Rooms with a pending update, which builds on one that they do not have. */
  get pendingRoomCount(): number {
    let count = 0
    for (const { room } of this.#rooms.all()) if (room.hasPending) count++
    return count
  }

  /** Bytes that each socket has not taken yet. */
  *queuedBytes(): Generator<number> {
    for (const { connections } of this.#rooms.all()) yield* connections.queuedBytes()
  }

  /** The document of a room that is loaded at this moment, to be read at once and not kept. */
  peek(id: string): Y.Doc | undefined {
    return this.#rooms.get(id)?.room.doc
  }

  /** What a list says of a room that is in memory, also where that is not stored yet; reads no document. */
  summaryOf(id: string): RoomSummary | undefined {
    return this.#rooms.get(id)?.room.summary
  }

  /**
   * Joins a socket to a room. Frames may be handed in at once; they wait while the room loads. What goes wrong closes
   * the connection with the reason.
   */
  connect(id: string, connection: Connection, options: ConnectOptions): Visit {
    return this.#visits.connect(id, connection, options)
  }

  /** Reads a document, loaded for the occasion where nobody is in it. Undefined where there is no such room. */
  async read<T>(id: string, look: (doc: Y.Doc, generations: Generations) => T): Promise<T | undefined> {
    const open = await this.#rooms.load(id)
    return open && timed(this.#parts, () => look(open.room.doc, open.generations))
  }

  /**
   * A change by the server itself: reaches open tabs at once. Resolves when it is on disk, or as 'not-stored-yet' when
   * the patience ends first; then it will be stored as soon as storing works.
   */
  async edit(
    id: string,
    change: (doc: Y.Doc) => void,
    { author, patienceMs = Infinity }: { author?: string; patienceMs?: number } = {},
  ): Promise<'stored' | 'not-stored-yet' | 'no-such-room'> {
    const open = await this.#rooms.load(id)
    if (!open) return 'no-such-room'
    return open.hold(async () => {
      try {
        open.perform(open.room.edit(change, author))
      } catch (error) {
        // Half of the change is in the document now.
        open.fail(error)
        throw error
      }
      const { seq } = open.room
      // A room that was given up meanwhile hears no more of what is stored.
      const isGivenUp = () => open.isClosed && !this.#commits.rooms.has(id)
      const stored = this.#commits.until(() => open.room.storedSeq >= seq || isGivenUp())
      if (patienceMs === Infinity) await stored
      else if (!(await inTime(this.#clock, stored, this.#clock.nowMs() + patienceMs))) return 'not-stored-yet'
      return 'stored'
    })
  }

  /** Number of the latest update of a room that is in memory; undefined where the storage has to be asked. */
  latestSeq(id: string): number | undefined {
    const open = this.#rooms.get(id)
    if (open) return open.room.seq
    // One that was abandoned, with updates on their way to the disk, has none that is known: nobody may think it stored.
    return this.#commits.rooms.has(id) ? Infinity : undefined
  }

  /**
   * Resolves when all that is known of a room by now is on disk. Where that takes longer than the patience, or storing is in
   * trouble, with what is in memory instead (a Yjs V2 state). Loads nothing. Throws StorageError where neither can be had.
   */
  async settle(id: string, patienceMs: number): Promise<Uint8Array | undefined> {
    const open = this.#rooms.get(id)
    const { seq } = open?.room ?? { seq: Infinity }
    const isStored = () => (open && open.room.storedSeq >= seq) || !this.#commits.rooms.has(id)
    if (isStored()) return undefined
    const stored = this.#commits.until(isStored)
    if (this.trouble === undefined && (await inTime(this.#clock, stored, this.#clock.nowMs() + patienceMs))) {
      return undefined
    }
    const { room } = this.#rooms.get(id) ?? {}
    if (room) return room.snapshot()
    throw new StorageError(`what was written in ${id} is not on disk yet`, { forPeople: this.trouble })
  }

  /** Sends everyone in a room away. */
  evict(id: string, reason: CloseReason): void {
    this.#visits.refuseWaiting(id, reason)
    this.#rooms.get(id)?.evict(reason)
  }

  /** The last line of defence: something went wrong in a room, and nobody has caught it. */
  giveUp(id: string, error: unknown): void {
    this.#rooms.get(id)?.fail(error)
  }

  /** Removes a room for good. */
  async remove(id: string): Promise<void> {
    this.evict(id, CLOSE.notFound)
    await this.#rooms.untilLoaded(id)
    this.evict(id, CLOSE.notFound)
    this.#rooms.get(id)?.close()
    await this.#commits.drop(id)
    await this.#storage.remove(id)
    this.#parts.setbacks.forget(id)
    this.#parts.readersSetbacks.forget(id)
  }

  /** Resolves when nothing waits to be stored. */
  flush(): Promise<void> {
    return this.#commits.flush()
  }

  /**
   * Stores everything and sends everyone away, so that they come back. Waits for storage until the deadline at most,
   * and returns the ids of the rooms that have updates not on disk (none, as a rule). Where the database is replaced
   * meanwhile, `reason` keeps those away whose copies must not be merged.
   */
  async close(deadlineMs: number, reason: CloseReason = CLOSE.restarting): Promise<{ unsavedRooms: string[] }> {
    this.#visits.close()
    this.#rooms.stop()
    const untilMs = this.#clock.nowMs() + deadlineMs
    const flushInTime = () => inTime(this.#clock, this.flush(), untilMs)
    // First what is known, so that its authors are told before they go.
    await flushInTime()
    for (const id of new Set([...this.#rooms.ids, ...this.#visits.waitingRooms()])) this.evict(id, reason)
    if (await flushInTime()) {
      const toCompact = [...this.#rooms.all()].filter(({ log }) => log.isLong)
      await inTime(this.#clock, Promise.all(toCompact.map((open) => this.#rooms.compact(open))), untilMs)
    }
    this.#commits.stop()
    for (const open of this.#rooms.all()) open.cancelTimers()
    return { unsavedRooms: [...this.#commits.rooms] }
  }

  #troubled(sentence: string, error: unknown): void {
    this.#events.warn('storing failed; it is tried again', { error: String(error), cause: causeOf(error) })
    for (const open of this.#rooms.all()) open.do(() => open.room.storeFailed(sentence))
  }

  #stored(upToByRoom: ReadonlyMap<string, number>, recovered: boolean): void {
    if (recovered) {
      this.#events.info('storing works again', {})
      for (const open of this.#rooms.all()) this.#storedUpTo(open, upToByRoom.get(open.room.id))
      return
    }
    for (const [id, upToSeq] of upToByRoom) {
      const open = this.#rooms.get(id)
      if (open) this.#storedUpTo(open, upToSeq)
    }
  }

  #storedUpTo(open: OpenRoom, seq = open.room.storedSeq): void {
    open.do(() => open.room.stored(seq))
  }
}

function causeOf(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
}

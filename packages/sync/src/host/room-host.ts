/**
 * All rooms of one process: loads each once, passes events in and performs what comes out, gives the disk and the
 * sockets their pace, and unloads what is idle and saved. Clock and timers are handed in.
 *
 * Invariants: a room with anything not on disk is never unloaded; a room that could not be loaded does not exist, so
 * nothing empty is ever written over it; a room that was abandoned is loaded again only when all of it is on disk; what
 * goes wrong in one room ends that room, and neither another one nor the process.
 */
import type * as Y from 'yjs'
import type { Clock } from './clock.ts'
import { CommitQueue } from './commit-queue.ts'
import {
  compact,
  type Generations,
  generationsOf,
  hasLongLog,
  isIdle,
  isLogHeavy,
  newlyOpen,
  type OpenRoom,
} from './open-room.ts'
import { CLOSE, type CloseReason } from '../wire/protocol.ts'
import type { ReaderView } from '../room/readers.ts'
import {
  type Bounded,
  DEFAULT_LIMITS,
  type Effect,
  Room,
  type RoomLimits,
  type RoomOptions,
  type SessionId,
  type SessionOptions,
} from '../room/room.ts'
import { Setbacks } from './setbacks.ts'
import { MAX_QUEUED_BYTES, STALL_ABOVE_BYTES } from './slow-connections.ts'
import { type RoomStorage, type RoomSummary, StorageError, type StoredRoom } from '../storage/storage.ts'
import { openDocument } from '../storage/stored-document.ts'
import { type Connection, type ConnectOptions, type Visit, Visits } from './visits.ts'

export type { Connection, ConnectOptions, Visit } from './visits.ts'

export interface HostEvents {
  /** Something that the operator should read; `fields` are for the structured log. */
  info(message: string, fields: Record<string, unknown>): void
  warn(message: string, fields: Record<string, unknown>): void
}

/** What is worth counting, for metrics. */
export interface HostMeter {
  /** From the arrival of an update to the disk, in ms. */
  stored(ms: number): void
  /** A parcel to everyone in a room: how many, and what handing it over took, in ms. */
  fannedOut(recipients: number, ms: number): void
  /** A frame was refused, and the connection with it, with this close code. */
  refused(code: number): void
  /** Something went wrong in a room by a mistake of ours, or because it could not be read. */
  roomFailed(): void
}

export interface HostOptions {
  storage: RoomStorage
  clock: Clock
  events?: HostEvents
  meter?: HostMeter
  limits?: Partial<RoomLimits>
  /** [S9] Without one, an update may take as long as it likes. */
  bounded?: Bounded
  /** [R1] Without one, readers see all. */
  readerView?: ReaderView
  /** Without one, updates are stored without a summary. */
  summarise?: RoomOptions['summarise']
  /** [F4] What it took to load a document or to read one, in ms: for whoever the server knows to have asked. */
  spent?: (ms: number) => void
  /** [S8] Whether a room may grow, beside its own limit. Asked for each update with content: it must cost nothing. */
  mayGrow?: (room: string) => boolean
  /** [F4] Processor time of this thread so far, in ms. Without it the clock counts, though others may use the machine. */
  busyMs?: () => number
}

const CANNOT_BE_READ = 'This chronology cannot be read. The log of the server says why.'
const TICK_MS = 1000
const STALL_CHECK_MS = 100

export class RoomHost {
  readonly #storage: RoomStorage
  readonly #clock: Clock
  readonly #events: HostEvents
  readonly #meter: HostMeter | undefined
  readonly #limits: RoomLimits
  readonly #roomOptions: RoomOptions
  readonly #commits: CommitQueue
  readonly #open = new Map<string, OpenRoom>()
  readonly #loading = new Map<string, Promise<OpenRoom | undefined>>()
  readonly #visits: Visits
  /** By room; the second are those whose document cannot be shown to readers. */
  readonly #setbacks = new Setbacks()
  readonly #readersSetbacks = new Setbacks()
  readonly #spent: (ms: number) => void
  readonly #busyMs: () => number
  #cancelTick: (() => void) | undefined
  #cancelStallCheck: (() => void) | undefined
  #closing = false

  constructor(options: HostOptions) {
    const { storage, clock, events, meter, limits, bounded, readerView, summarise, spent, busyMs, mayGrow } = options
    this.#storage = storage
    this.#clock = clock
    this.#events = events ?? { info() {}, warn() {} }
    this.#meter = meter
    this.#spent = spent ?? (() => {})
    this.#busyMs = busyMs ?? (() => clock.nowMs())
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#roomOptions = { limits: this.#limits, bounded, readerView, summarise, mayGrow }
    this.#visits = new Visits({
      clock,
      maxFrameBytes: this.#limits.maxFrameBytes,
      isClosing: () => this.#closing,
      opened: (id) => this.#open.get(id),
      load: (id) => this.#load(id),
      join: (open, sessionId, connection, options) => this.#join(open, sessionId, connection, options),
      receive: (open, sessionId, frame) => this.#receive(open, sessionId, frame),
      updateIdentity: (open, sessionId, user) =>
        this.#guarded(open, () => this.#perform(open, open.room.updateIdentity(sessionId, user))),
      leave: (open, sessionId) => this.#leave(open, sessionId),
    })
    this.#commits = new CommitQueue(storage, clock, {
      stored: (upToByRoom, recovered) => this.#stored(upToByRoom, recovered),
      trouble: (sentence, error) => this.#troubled(sentence, error),
      failed: (error) => this.#events.warn('the queue to the disk failed and goes on', { error: String(error) }),
      took: (ms) => meter?.stored(ms),
    })
  }

  /** Undefined while storing works, else a sentence for those who wait. */
  get trouble(): string | undefined {
    return this.#commits.trouble
  }

  get openRoomCount(): number {
    return this.#open.size
  }

  get connectionCount(): number {
    let count = 0
    for (const { connections } of this.#open.values()) count += connections.size
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
    for (const { slow } of this.#open.values()) count += slow.size
    return count
  }

  /** Rooms that wait for an update which others build on. */
  get gapCount(): number {
    let count = 0
    for (const { room } of this.#open.values()) if (room.hasPending) count++
    return count
  }

  /** Bytes that each socket has not taken yet. */
  *queuedBytes(): Generator<number> {
    for (const { connections } of this.#open.values()) {
      for (const connection of connections.values()) yield connection.queuedBytes()
    }
  }

  /** The document of a room that is loaded at this moment, to be read at once and not kept. */
  peek(id: string): Y.Doc | undefined {
    return this.#open.get(id)?.room.doc
  }

  /** What a list says of a room that is in memory, also where that is not stored yet; reads no document. */
  summaryOf(id: string): RoomSummary | undefined {
    return this.#open.get(id)?.room.summary
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
    const open = this.#open.get(id) ?? (await this.#load(id))
    return open && this.#timed(() => look(open.room.doc, generationsOf(open)))
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
    const open = this.#open.get(id) ?? (await this.#load(id))
    if (!open) return 'no-such-room'
    open.holds++
    try {
      try {
        this.#perform(open, open.room.edit(change, author))
      } catch (error) {
        // Half of the change is in the document now.
        this.#failed(open, error)
        throw error
      }
      const { seq } = open.room
      // A room that was given up meanwhile hears no more of what is stored.
      const isGivenUp = () => this.#open.get(id) !== open && !this.#commits.rooms.has(id)
      const stored = this.#commits.until(() => open.room.storedSeq >= seq || isGivenUp())
      if (patienceMs === Infinity) await stored
      else if (!(await this.#inTime(stored, this.#clock.nowMs() + patienceMs))) return 'not-stored-yet'
      return 'stored'
    } finally {
      open.holds--
      open.idleSinceMs = this.#clock.nowMs()
    }
  }

  /** Number of the latest update of a room that is in memory; undefined where the storage has to be asked. */
  latestSeq(id: string): number | undefined {
    const open = this.#open.get(id)
    if (open) return open.room.seq
    // One that was abandoned, with updates on their way to the disk, has none that is known: nobody may think it stored.
    return this.#commits.rooms.has(id) ? Infinity : undefined
  }

  /**
   * Resolves when all that is known of a room by now is on disk. Where that takes longer than the patience, or storing is in
   * trouble, with what is in memory instead (a Yjs V2 state). Loads nothing. Throws StorageError where neither can be had.
   */
  async settle(id: string, patienceMs: number): Promise<Uint8Array | undefined> {
    const open = this.#open.get(id)
    const { seq } = open?.room ?? { seq: Infinity }
    const isStored = () => (open && open.room.storedSeq >= seq) || !this.#commits.rooms.has(id)
    if (isStored()) return undefined
    const stored = this.#commits.until(isStored)
    if (this.trouble === undefined && (await this.#inTime(stored, this.#clock.nowMs() + patienceMs))) return undefined
    const { room } = this.#open.get(id) ?? {}
    if (room) return room.snapshot()
    throw new StorageError(`what was written in ${id} is not on disk yet`, { forPeople: this.trouble })
  }

  /** Sends everyone in a room away. */
  evict(id: string, reason: CloseReason): void {
    this.#visits.refuseWaiting(id, reason)
    const open = this.#open.get(id)
    if (!open) return
    // All at once: nobody who goes is told of the others who go.
    const connections = [...open.connections]
    open.connections.clear()
    const nowMs = this.#clock.nowMs()
    for (const [sessionId, connection] of connections) {
      open.slow.delete(sessionId)
      this.#attempt(open, () => open.room.leave(sessionId, nowMs))
      this.#attempt(open, () => connection.close(reason, reason.reason))
    }
    open.idleSinceMs = nowMs
  }

  /** The last line of defence: something went wrong in a room, and nobody has caught it. */
  giveUp(id: string, error: unknown): void {
    const open = this.#open.get(id)
    if (open) this.#failed(open, error)
  }

  /** Removes a room for good. */
  async remove(id: string): Promise<void> {
    this.evict(id, CLOSE.notFound)
    await this.#loading.get(id)?.catch(() => undefined)
    this.evict(id, CLOSE.notFound)
    const open = this.#open.get(id)
    if (open) this.#close(open)
    await this.#commits.drop(id)
    await this.#storage.remove(id)
    this.#setbacks.forget(id)
    this.#readersSetbacks.forget(id)
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
    this.#closing = true
    this.#cancelTick?.()
    this.#cancelStallCheck?.()
    const untilMs = this.#clock.nowMs() + deadlineMs
    const flushInTime = () => this.#inTime(this.flush(), untilMs)
    // First what is known, so that its authors are told before they go.
    await flushInTime()
    for (const id of new Set([...this.#open.keys(), ...this.#visits.waitingRooms()])) this.evict(id, reason)
    if (await flushInTime()) {
      const toCompact = [...this.#open.values()].filter((open) => hasLongLog(open))
      await this.#inTime(Promise.all(toCompact.map((open) => this.#compact(open))), untilMs)
    }
    this.#commits.stop()
    for (const open of this.#open.values()) open.cancelFlush?.()
    this.#cancelTick?.()
    this.#cancelStallCheck?.()
    return { unsavedRooms: [...this.#commits.rooms] }
  }

  #load(id: string): Promise<OpenRoom | undefined> {
    if (this.#setbacks.pauseMs(id, this.#clock.nowMs()) > 0) return Promise.reject(this.#refused(id))
    let loading = this.#loading.get(id)
    if (!loading) {
      loading = this.#loadFromStorage(id).finally(() => this.#loading.delete(id))
      this.#loading.set(id, loading)
    }
    return loading
  }

  async #loadFromStorage(id: string): Promise<OpenRoom | undefined> {
    try {
      // A room that was abandoned may have updates on their way to the disk.
      await this.#commits.until(() => !this.#commits.rooms.has(id))
      const stored = await this.#storage.load(id).catch((error: unknown) => {
        // Disk and database may be back in a moment.
        throw error instanceof StorageError ? error : this.#unreadable(id, error)
      })
      if (!stored) return undefined
      return this.#openStored(id, stored)
    } catch (error) {
      this.#events.warn('a room could not be loaded', { room: id, error: String(error) })
      throw error
    }
  }

  /** Throws where it cannot be read. */
  #openStored(id: string, stored: StoredRoom): OpenRoom {
    let open: OpenRoom | undefined
    try {
      const { room, repairs } = this.#timed(() => {
        const { doc, seq, repairs } = openDocument(id, stored)
        return { room: new Room(id, doc, seq, this.#roomOptions), repairs }
      })
      open = newlyOpen(room, stored, this.#clock.nowMs())
      this.#open.set(id, open)
      for (const update of repairs) this.#perform(open, open.room.mend(update))
      if (this.trouble !== undefined) open.room.storeFailed(this.trouble)
      this.#startTicking()
      return open
    } catch (error) {
      if (open) this.#close(open)
      throw this.#unreadable(id, error)
    }
  }

  /** What is stored of it stays as it is: counted, so that it is not read again for everybody who comes. */
  #unreadable(id: string, cause: unknown): StorageError {
    this.#setbacks.failed(id, this.#clock.nowMs())
    this.#meter?.roomFailed()
    const message = cause instanceof StorageError ? cause.message : `room ${id} cannot be opened: ${String(cause)}`
    return new StorageError(message, { cause, forPeople: CANNOT_BE_READ })
  }

  #refused(id: string): StorageError {
    const forPeople = 'This chronology could not be opened several times. The server tries again in a moment.'
    return new StorageError(`room ${id} failed several times and is left alone for a while`, { forPeople })
  }

  /** Throws where the room cannot take it in. The document is only read for that, so the others stay. */
  #join(open: OpenRoom, id: SessionId, connection: Connection, options: SessionOptions): void {
    const { room } = open
    const nowMs = this.#clock.nowMs()
    // To make what readers see costs as much as the document is large.
    if (!options.mayWrite && this.#readersSetbacks.pauseMs(room.id, nowMs) > 0) throw this.#refused(room.id)
    const beganMs = this.#busyMs()
    let effects: Effect[]
    try {
      effects = room.join(id, options, nowMs)
    } catch (error) {
      this.#report(open, error)
      if (!options.mayWrite) this.#readersSetbacks.failed(room.id, nowMs)
      this.#attempt(open, () => room.leave(id, nowMs))
      throw error
    } finally {
      connection.payer?.spent(this.#busyMs() - beganMs)
    }
    open.connections.set(id, connection)
    this.#guarded(open, () => this.#perform(open, effects))
  }

  #receive(open: OpenRoom, id: SessionId, frame: Uint8Array): void {
    this.#guarded(open, () => {
      if (open.connections.get(id)?.payer?.mayGoOn === false) {
        this.#meter?.refused(CLOSE.tooFast.code)
        return this.#sendAway(open, id, CLOSE.tooFast, 'the person has used up what the server does for one')
      }
      const beganMs = this.#busyMs()
      const effects = open.room.receive(id, frame, this.#clock.nowMs())
      const tookMs = this.#busyMs() - beganMs
      const workedFor = open.room.workedFor(id)
      open.room.spent(workedFor, tookMs)
      const payer = open.connections.get(workedFor)?.payer
      payer?.spent(tookMs)
      if (effects.some((effect) => effect.type === 'abandon' && effect.tookTooLong)) payer?.struck()
      this.#perform(open, effects)
    })
  }

  #timed<T>(work: () => T): T {
    const beganMs = this.#busyMs()
    try {
      return work()
    } finally {
      this.#spent(this.#busyMs() - beganMs)
    }
  }

  #leave(open: OpenRoom, id: SessionId): void {
    if (!open.connections.delete(id)) return
    open.slow.delete(id)
    open.idleSinceMs = this.#clock.nowMs()
    this.#guarded(open, () => this.#perform(open, open.room.leave(id, this.#clock.nowMs())))
  }

  #perform(open: OpenRoom, effects: Effect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'send':
          this.#sendAll(open, effect)
          break
        case 'append':
          open.logRows++
          open.logBytes += effect.update.length
          this.#commits.add({
            room: open.room.id,
            seq: effect.seq,
            update: effect.update,
            author: effect.author,
            summary: effect.summary,
          })
          break
        case 'close':
          this.#end(open, effect)
          break
        case 'abandon':
          this.#abandon(open, effect.detail)
          return
      }
    }
    this.#pace(open)
  }

  /** Flushes the room's outbox now, or when its window is over. */
  #pace(open: OpenRoom): void {
    if (open.cancelFlush) return
    const dueInMs = open.room.flushDueInMs(this.#clock.nowMs())
    if (dueInMs === undefined || this.#open.get(open.room.id) !== open) return
    if (dueInMs <= 0) this.#flush(open)
    else {
      open.cancelFlush = this.#clock.after(Math.ceil(dueInMs), () => {
        open.cancelFlush = undefined
        this.#guarded(open, () => this.#flush(open))
      })
    }
  }

  #flush(open: OpenRoom): void {
    const beganMs = this.#clock.nowMs()
    let tookMs = 0
    let recipients = 0
    for (const effect of open.room.flush(beganMs)) {
      if (effect.type !== 'send') continue
      this.#sendAll(open, effect)
      tookMs = this.#clock.nowMs() - beganMs
      recipients += effect.to.length - (effect.except === undefined ? 0 : 1)
    }
    if (recipients > 0) {
      open.room.flushed(tookMs)
      this.#meter?.fannedOut(recipients, tookMs)
    }
    this.#pace(open)
  }

  #end(open: OpenRoom, { session, reason, detail }: Extract<Effect, { type: 'close' }>): void {
    const connection = open.connections.get(session)
    open.connections.delete(session)
    open.slow.delete(session)
    open.idleSinceMs = this.#clock.nowMs()
    this.#meter?.refused(reason.code)
    this.#events.info('a connection was ended', { room: open.room.id, ...reason, detail })
    connection?.close(reason, detail)
  }

  /** [S9] What is in memory is not trusted any more; what was accepted before is in the queue or on disk. */
  #abandon(open: OpenRoom, detail: string): void {
    this.#events.warn('a room was abandoned and is loaded anew', { room: open.room.id, detail })
    this.evict(open.room.id, CLOSE.resync)
    this.#close(open)
  }

  /** A mistake of ours in one room must not end the process, and with it all the others. */
  #guarded(open: OpenRoom, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#failed(open, error)
    }
  }

  /** What it has in memory may be half changed. */
  #failed(open: OpenRoom, error: unknown): void {
    this.#report(open, error)
    // It may have been given up already, and another one be in its place.
    if (this.#open.get(open.room.id) !== open) return
    this.#setbacks.failed(open.room.id, this.#clock.nowMs())
    this.#abandon(open, String(error))
  }

  #report(open: OpenRoom, error: unknown): void {
    this.#meter?.roomFailed()
    const stack = error instanceof Error ? error.stack : undefined
    this.#events.warn('a room failed', { room: open.room.id, error: String(error), stack })
  }

  /** For what is done in giving up: it goes on, whatever fails. */
  #attempt(open: OpenRoom, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#report(open, error)
    }
  }

  #close(open: OpenRoom): void {
    open.cancelFlush?.()
    if (this.#open.get(open.room.id) === open) this.#open.delete(open.room.id)
    this.#attempt(open, () => open.room.close())
    this.#commits.wake()
  }

  #sendAll(open: OpenRoom, { to, except, frames }: Extract<Effect, { type: 'send' }>): void {
    const bytes = frames.reduce((sum, { length }) => sum + length, 0)
    for (const id of to) if (id !== except) this.#send(open, id, frames, bytes, to.length > 1)
  }

  #send(open: OpenRoom, id: SessionId, frames: readonly Uint8Array[], bytes: number, toMany: boolean): void {
    const connection = open.connections.get(id)
    if (!connection) return
    if (open.slow.size > 0 && open.slow.has(id)) {
      if (connection.queuedBytes() > MAX_QUEUED_BYTES) return this.#cutOff(open, id, 'asks on without reading')
      connection.send(frames)
      return
    }
    if (toMany && bytes > MAX_QUEUED_BYTES - STALL_ABOVE_BYTES) {
      const queuedBytes = connection.queuedBytes()
      if (queuedBytes > 0 && queuedBytes + bytes > MAX_QUEUED_BYTES) {
        return this.#stall(open, id, connection, { alsoLacks: true })
      }
    }
    if (connection.send(frames) > STALL_ABOVE_BYTES) this.#stall(open, id, connection)
  }

  #stall(open: OpenRoom, id: SessionId, connection: Connection, options?: { alsoLacks: boolean }): void {
    const nowMs = this.#clock.nowMs()
    open.slow.add(id, connection.queuedBytes(), nowMs)
    this.#cancelStallCheck ??= this.#clock.after(STALL_CHECK_MS, () => this.#checkStalled())
    this.#perform(open, open.room.stall(id, nowMs, options))
  }

  #checkStalled(): void {
    this.#cancelStallCheck = undefined
    const nowMs = this.#clock.nowMs()
    let anyLeft = false
    for (const open of this.#open.values()) {
      if (open.slow.size === 0) continue
      this.#guarded(open, () => {
        const { resumed, hopeless } = open.slow.check((id) => open.connections.get(id)?.queuedBytes() ?? 0, nowMs)
        for (const id of resumed) this.#perform(open, open.room.resume(id, nowMs))
        for (const id of hopeless) this.#cutOff(open, id, 'reads nothing')
      })
      anyLeft ||= open.slow.size > 0
    }
    if (anyLeft && !this.#closing) {
      this.#cancelStallCheck ??= this.#clock.after(STALL_CHECK_MS, () => this.#checkStalled())
    }
  }

  #cutOff(open: OpenRoom, id: SessionId, detail: string): void {
    this.#sendAway(open, id, CLOSE.tooSlow, detail)
  }

  #sendAway(open: OpenRoom, id: SessionId, reason: CloseReason, detail: string): void {
    const connection = open.connections.get(id)
    this.#leave(open, id)
    connection?.close(reason, detail)
    this.#events.info('a connection was ended', { room: open.room.id, ...reason, detail })
  }

  #troubled(sentence: string, error: unknown): void {
    this.#events.warn('storing failed; it is tried again', { error: String(error), cause: causeOf(error) })
    for (const open of this.#open.values()) {
      this.#guarded(open, () => this.#perform(open, open.room.storeFailed(sentence)))
    }
  }

  #stored(upToByRoom: ReadonlyMap<string, number>, recovered: boolean): void {
    if (recovered) {
      this.#events.info('storing works again', {})
      for (const open of this.#open.values()) this.#storedUpTo(open, upToByRoom.get(open.room.id))
      return
    }
    for (const [id, upToSeq] of upToByRoom) {
      const open = this.#open.get(id)
      if (open) this.#storedUpTo(open, upToSeq)
    }
  }

  #storedUpTo(open: OpenRoom, seq = open.room.storedSeq): void {
    this.#guarded(open, () => this.#perform(open, open.room.stored(seq)))
  }

  #startTicking(): void {
    if (this.#closing) return
    this.#cancelTick ??= this.#clock.after(TICK_MS, () => {
      this.#cancelTick = undefined
      const nowMs = this.#clock.nowMs()
      for (const open of this.#open.values()) {
        this.#guarded(open, () => this.#perform(open, open.room.tick(nowMs)))
        if (isIdle(open, nowMs)) this.#unload(open).catch((error: unknown) => this.#failed(open, error))
        else if (isLogHeavy(open)) this.#compact(open).catch((error: unknown) => this.#failed(open, error))
      }
      if (this.#open.size > 0) this.#startTicking()
    })
  }

  async #unload(open: OpenRoom): Promise<void> {
    if (hasLongLog(open)) await this.#compact(open)
    // Somebody may have come while the snapshot was written.
    if (open.compacting || !isIdle(open, this.#clock.nowMs()) || this.#open.get(open.room.id) !== open) return
    this.#close(open)
  }

  async #compact(open: OpenRoom): Promise<void> {
    if (open.compacting || this.trouble !== undefined) return
    try {
      await compact(open, this.#storage)
    } catch (error) {
      const room = open.room.id
      this.#events.warn('a snapshot was not written; the log keeps everything', { room, error: String(error) })
      open.idleSinceMs = this.#clock.nowMs()
    }
  }

  /** Whether it was done before the time was up. */
  #inTime(done: Promise<unknown>, untilMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(Math.max(0, untilMs - this.#clock.nowMs()), () => resolve(false))
      done
        .then(
          () => resolve(true),
          () => resolve(false),
        )
        .finally(cancel)
    })
  }
}

function causeOf(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
}

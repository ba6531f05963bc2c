/**
 * All rooms of one process: loads each once, passes events in and performs what comes out, commits the updates of all
 * rooms in groups, tells slow readers apart, and unloads what is idle and saved. Clock and timers are handed in.
 *
 * Invariants: an update stays in the queue until a commit that holds it has succeeded; a room with anything in the queue
 * is never unloaded; a room that could not be loaded does not exist, so nothing empty is ever written over it.
 */
import * as Y from 'yjs'
import { CLOSE, type CloseReason } from './protocol.ts'
import { DEFAULT_LIMITS, type Effect, Room, type RoomLimits, type SessionId, type SessionOptions } from './room.ts'
import { type LogRow, type RoomStorage, StorageError } from './storage.ts'

/** One socket, as the host sees it. */
export interface Connection {
  send(frame: Uint8Array): void
  /** `detail` is for the log; the peer gets the reason. */
  close(reason: CloseReason, detail: string): void
  /** Bytes that the peer has not taken yet. */
  queuedBytes(): number
}

export interface Clock {
  nowMs(): number
  /** Calls back once; the returned function calls it off. */
  after(delayMs: number, callback: () => void): () => void
}

export interface HostEvents {
  /** Something that the operator should read; `fields` are for the structured log. */
  info(message: string, fields: Record<string, unknown>): void
  warn(message: string, fields: Record<string, unknown>): void
}

export interface HostOptions {
  storage: RoomStorage
  clock: Clock
  events?: HostEvents
  limits?: Partial<RoomLimits>
}

export interface ConnectOptions extends SessionOptions {
  /** The generation that the client's copy is of; unchecked where it does not say. */
  generation?: string
}

/** A socket's line into its room. */
export interface Visit {
  receive(frame: Uint8Array): void
  leave(): void
}

const COMMIT_DELAY_MS = 2
const MAX_BATCH_BYTES = 8 * 1024 * 1024
const FIRST_RETRY_MS = 250
const MAX_RETRY_MS = 2000
const IDLE_UNLOAD_MS = 30_000
const TICK_MS = 1000
/** A reader with more than this unread gets nothing new until it is below the second figure. */
const STALL_ABOVE_BYTES = 1024 * 1024
const RESUME_BELOW_BYTES = 64 * 1024
/** A stalled reader that makes the server answer more than this is cut off. */
const MAX_QUEUED_BYTES = 4 * 1024 * 1024
const STALL_CHECK_MS = 100
const STALL_PATIENCE_MS = 30_000
const LOG_FLOOR_BYTES = 1024 * 1024
const LOG_PER_SNAPSHOT = 4
const UNLOAD_SNAPSHOT_ROWS = 20
const LOADING = 'load'
const MAX_WAITING_BYTES = 2 * DEFAULT_LIMITS.maxFrameBytes

interface OpenRoom {
  room: Room
  generation: string
  connections: Map<SessionId, Connection>
  stalled: Map<SessionId, { queuedBytes: number; sinceMs: number }>
  /** Callers that use the document at the moment. */
  holds: number
  idleSinceMs: number
  logRows: number
  logBytes: number
  snapshotBytes: number
  compacting: boolean
}

type VisitState =
  | { phase: 'waiting'; frames: Uint8Array[]; bytes: number }
  | { phase: 'joined'; open: OpenRoom; id: SessionId }
  | { phase: 'gone' }

export class RoomHost {
  readonly #storage: RoomStorage
  readonly #clock: Clock
  readonly #events: HostEvents
  readonly #limits: RoomLimits
  readonly #open = new Map<string, OpenRoom>()
  readonly #loading = new Map<string, Promise<OpenRoom | undefined>>()
  readonly #waiting = new Map<string, Set<(reason: CloseReason) => void>>()
  #lastSession = 0

  #queue: LogRow[] = []
  #committing = false
  #cancelCommit: (() => void) | undefined
  #trouble: { sentence: string; attempts: number } | undefined
  #storedWaiters: { isDone: () => boolean; resolve: () => void }[] = []

  #cancelTick: (() => void) | undefined
  #cancelStallCheck: (() => void) | undefined
  #closing = false

  constructor({ storage, clock, events, limits }: HostOptions) {
    this.#storage = storage
    this.#clock = clock
    this.#events = events ?? { info() {}, warn() {} }
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
  }

  /** Undefined while storing works, else a sentence for those who wait. */
  get trouble(): string | undefined {
    return this.#trouble?.sentence
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
    return this.#queue.length
  }

  /** The document of a room that is loaded at this moment, to be read at once and not kept. */
  peek(id: string): Y.Doc | undefined {
    return this.#open.get(id)?.room.doc
  }

  /**
   * Joins a socket to a room. Frames may be handed in at once; they wait while the room loads. What goes wrong closes
   * the connection with the reason.
   */
  connect(id: string, connection: Connection, options: ConnectOptions): Visit {
    let state: VisitState = { phase: 'waiting', frames: [], bytes: 0 }
    const refuse = (reason: CloseReason, detail = reason.reason) => {
      if (state.phase !== 'waiting') return
      state = { phase: 'gone' }
      this.#stopWaiting(id, refuse)
      connection.close(reason, detail)
    }
    const admit = (open: OpenRoom | undefined) => {
      if (state.phase !== 'waiting') return
      if (this.#closing) return refuse(CLOSE.restarting)
      if (!open) return refuse(CLOSE.notFound)
      if (options.generation !== undefined && options.generation !== open.generation) {
        return refuse(CLOSE.otherGeneration)
      }
      this.#stopWaiting(id, refuse)
      const { frames } = state
      const sessionId = ++this.#lastSession
      state = { phase: 'joined', open, id: sessionId }
      open.connections.set(sessionId, connection)
      this.#perform(open, open.room.join(sessionId, options))
      for (const frame of frames) this.#perform(open, open.room.receive(sessionId, frame, this.#clock.nowMs()))
    }
    if (this.#closing) refuse(CLOSE.restarting)
    else {
      const waiting = this.#waiting.get(id) ?? new Set()
      this.#waiting.set(id, waiting.add(refuse))
      const open = this.#open.get(id)
      if (open) admit(open)
      else this.#load(id).then(admit, (error: unknown) => refuse(CLOSE.notLoaded, String(error)))
    }
    return {
      receive: (frame) => {
        if (state.phase === 'joined') {
          this.#perform(state.open, state.open.room.receive(state.id, frame, this.#clock.nowMs()))
        } else if (state.phase === 'waiting') {
          state.frames.push(frame)
          state.bytes += frame.length
          if (state.bytes > MAX_WAITING_BYTES) refuse(CLOSE.tooMany, 'sent too much while the room was loading')
        }
      },
      leave: () => {
        const left = state
        state = { phase: 'gone' }
        if (left.phase === 'waiting') this.#stopWaiting(id, refuse)
        if (left.phase === 'joined') this.#leave(left.open, left.id)
      },
    }
  }

  /** Reads a document, loaded for the occasion where nobody is in it. Undefined where there is no such room. */
  async read<T>(id: string, look: (doc: Y.Doc, generation: string) => T): Promise<T | undefined> {
    const open = this.#open.get(id) ?? (await this.#load(id))
    return open && look(open.room.doc, open.generation)
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
      this.#perform(open, open.room.edit(change, author))
      const { seq } = open.room
      const stored = this.#until(() => open.room.storedSeq >= seq || this.#open.get(id) !== open)
      if (patienceMs === Infinity) await stored
      else if (!(await this.#inTime(stored, this.#clock.nowMs() + patienceMs))) return 'not-stored-yet'
      return 'stored'
    } finally {
      open.holds--
      open.idleSinceMs = this.#clock.nowMs()
    }
  }

  /** Sends everyone in a room away. */
  evict(id: string, reason: CloseReason): void {
    for (const refuse of this.#waiting.get(id) ?? []) refuse(reason)
    const open = this.#open.get(id)
    if (!open) return
    for (const [sessionId, connection] of open.connections) {
      this.#leave(open, sessionId)
      connection.close(reason, reason.reason)
    }
  }

  /** Removes a room for good. */
  async remove(id: string): Promise<void> {
    this.evict(id, CLOSE.notFound)
    await this.#loading.get(id)?.catch(() => undefined)
    this.evict(id, CLOSE.notFound)
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.room.close()
    this.#wakeWaiters()
    await this.#storage.remove(id)
  }

  /** Resolves when nothing waits to be stored. */
  async flush(): Promise<void> {
    await this.#until(() => this.#queue.length === 0)
  }

  /**
   * Stores everything and sends everyone away, so that they come back. Waits for storage until the deadline at most,
   * and returns the ids of the rooms that have updates not on disk (none, as a rule).
   */
  async close(deadlineMs: number): Promise<{ unsavedRooms: string[] }> {
    this.#closing = true
    this.#cancelTick?.()
    this.#cancelStallCheck?.()
    const untilMs = this.#clock.nowMs() + deadlineMs
    const flushInTime = () => this.#inTime(this.flush(), untilMs)
    // First what is known, so that its authors are told before they go.
    await flushInTime()
    for (const id of new Set([...this.#open.keys(), ...this.#waiting.keys()])) this.evict(id, CLOSE.restarting)
    if (await flushInTime()) {
      const toCompact = [...this.#open.values()].filter((open) => open.logRows >= UNLOAD_SNAPSHOT_ROWS)
      await this.#inTime(Promise.all(toCompact.map((open) => this.#compact(open))), untilMs)
    }
    this.#cancelCommit?.()
    this.#cancelTick?.()
    this.#cancelStallCheck?.()
    return { unsavedRooms: [...new Set(this.#queue.map((row) => row.room))] }
  }

  #load(id: string): Promise<OpenRoom | undefined> {
    let loading = this.#loading.get(id)
    if (!loading) {
      loading = this.#loadFromStorage(id).finally(() => this.#loading.delete(id))
      this.#loading.set(id, loading)
    }
    return loading
  }

  async #loadFromStorage(id: string): Promise<OpenRoom | undefined> {
    try {
      const stored = await this.#storage.load(id)
      if (!stored) return undefined
      const { doc, seq, mendings } = openDocument(id, stored)
      const open: OpenRoom = {
        room: new Room(id, doc, seq, this.#limits),
        generation: stored.generation,
        connections: new Map(),
        stalled: new Map(),
        holds: 0,
        idleSinceMs: this.#clock.nowMs(),
        logRows: stored.updates.length,
        logBytes: stored.updates.reduce((sum, { update }) => sum + update.length, 0),
        snapshotBytes: stored.snapshot?.length ?? 0,
        compacting: false,
      }
      this.#open.set(id, open)
      for (const update of mendings) this.#perform(open, open.room.mend(update))
      if (this.#trouble) open.room.storeFailed(this.#trouble.sentence)
      this.#startTicking()
      return open
    } catch (error) {
      this.#events.warn('a room could not be loaded', { room: id, error: String(error) })
      throw error
    }
  }

  #leave(open: OpenRoom, id: SessionId): void {
    if (!open.connections.delete(id)) return
    open.stalled.delete(id)
    open.idleSinceMs = this.#clock.nowMs()
    this.#perform(open, open.room.leave(id, this.#clock.nowMs()))
  }

  #stopWaiting(id: string, refuse: (reason: CloseReason) => void): void {
    const waiting = this.#waiting.get(id)
    waiting?.delete(refuse)
    if (waiting?.size === 0) this.#waiting.delete(id)
  }

  #perform(open: OpenRoom, effects: Effect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'send':
          for (const id of effect.to) if (id !== effect.except) this.#send(open, id, effect.frame)
          break
        case 'append':
          open.logRows++
          open.logBytes += effect.update.length
          this.#enqueue(open, effect)
          break
        case 'close': {
          const connection = open.connections.get(effect.session)
          open.connections.delete(effect.session)
          open.stalled.delete(effect.session)
          open.idleSinceMs = this.#clock.nowMs()
          this.#events.info('a connection was ended', { room: open.room.id, ...effect.reason, detail: effect.detail })
          connection?.close(effect.reason, effect.detail)
        }
      }
    }
  }

  #send(open: OpenRoom, id: SessionId, frame: Uint8Array): void {
    const connection = open.connections.get(id)
    if (!connection) return
    if (open.stalled.has(id)) {
      if (connection.queuedBytes() > MAX_QUEUED_BYTES) return this.#cutOff(open, id, 'asks on without reading')
    }
    connection.send(frame)
    const queuedBytes = connection.queuedBytes()
    if (queuedBytes > STALL_ABOVE_BYTES && !open.stalled.has(id)) {
      open.stalled.set(id, { queuedBytes, sinceMs: this.#clock.nowMs() })
      open.room.stall(id)
      this.#cancelStallCheck ??= this.#clock.after(STALL_CHECK_MS, () => this.#checkStalled())
    }
  }

  #checkStalled(): void {
    this.#cancelStallCheck = undefined
    const nowMs = this.#clock.nowMs()
    let anyLeft = false
    for (const open of this.#open.values()) {
      for (const [id, stalled] of open.stalled) {
        const queuedBytes = open.connections.get(id)?.queuedBytes() ?? 0
        if (queuedBytes < RESUME_BELOW_BYTES) {
          open.stalled.delete(id)
          this.#perform(open, open.room.resume(id))
        } else if (queuedBytes < stalled.queuedBytes) {
          open.stalled.set(id, { queuedBytes, sinceMs: nowMs })
        } else if (nowMs - stalled.sinceMs > STALL_PATIENCE_MS) {
          this.#cutOff(open, id, 'reads nothing')
        }
        anyLeft ||= open.stalled.has(id)
      }
    }
    if (anyLeft && !this.#closing) {
      this.#cancelStallCheck ??= this.#clock.after(STALL_CHECK_MS, () => this.#checkStalled())
    }
  }

  #cutOff(open: OpenRoom, id: SessionId, detail: string): void {
    const connection = open.connections.get(id)
    this.#leave(open, id)
    connection?.close(CLOSE.tooSlow, detail)
    this.#events.info('a slow reader was cut off', { room: open.room.id, detail })
  }

  #enqueue(open: OpenRoom, { seq, update, author }: Extract<Effect, { type: 'append' }>): void {
    this.#queue.push({ room: open.room.id, seq, update, author, timeMs: this.#clock.nowMs() })
    this.#scheduleCommit(COMMIT_DELAY_MS)
  }

  #scheduleCommit(delayMs: number): void {
    if (this.#committing || this.#cancelCommit) return
    this.#cancelCommit = this.#clock.after(delayMs, () => {
      this.#cancelCommit = undefined
      void this.#commit()
    })
  }

  async #commit(): Promise<void> {
    const batch = takeBatch(this.#queue)
    if (batch.length === 0) return
    this.#committing = true
    try {
      await this.#storage.append(batch)
    } catch (error) {
      this.#committing = false
      this.#commitFailed(error)
      return
    }
    this.#committing = false
    this.#queue.splice(0, batch.length)
    this.#committed(batch)
    if (this.#queue.length > 0) this.#scheduleCommit(0)
  }

  #commitFailed(error: unknown): void {
    const attempts = (this.#trouble?.attempts ?? 0) + 1
    const sentence = 'The server cannot save at the moment. Changes are kept and will be saved as soon as it can.'
    if (attempts === 1) this.#events.warn('storing failed; it is tried again', { error: String(error) })
    this.#trouble = { sentence, attempts }
    for (const open of this.#open.values()) this.#perform(open, open.room.storeFailed(sentence))
    this.#scheduleCommit(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), MAX_RETRY_MS))
  }

  #committed(batch: readonly LogRow[]): void {
    const upToByRoom = new Map<string, number>()
    for (const { room, seq } of batch) upToByRoom.set(room, seq)
    if (this.#trouble) {
      this.#events.info('storing works again', { attempts: this.#trouble.attempts })
      this.#trouble = undefined
      for (const [id, { room }] of this.#open) if (!upToByRoom.has(id)) upToByRoom.set(id, room.storedSeq)
    }
    for (const [id, upToSeq] of upToByRoom) {
      const open = this.#open.get(id)
      if (open) this.#perform(open, open.room.stored(upToSeq))
    }
    this.#wakeWaiters()
  }

  #until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve()
    return new Promise((resolve) => this.#storedWaiters.push({ isDone, resolve }))
  }

  #wakeWaiters(): void {
    const done = this.#storedWaiters.filter(({ isDone }) => isDone())
    this.#storedWaiters = this.#storedWaiters.filter((waiter) => !done.includes(waiter))
    for (const { resolve } of done) resolve()
  }

  #startTicking(): void {
    if (this.#closing) return
    this.#cancelTick ??= this.#clock.after(TICK_MS, () => {
      this.#cancelTick = undefined
      const nowMs = this.#clock.nowMs()
      for (const open of this.#open.values()) {
        this.#perform(open, open.room.tick(nowMs))
        if (this.#isIdle(open, nowMs)) void this.#unload(open)
        else if (open.logBytes > Math.max(LOG_FLOOR_BYTES, LOG_PER_SNAPSHOT * open.snapshotBytes)) {
          void this.#compact(open)
        }
      }
      if (this.#open.size > 0) this.#startTicking()
    })
  }

  #isIdle(open: OpenRoom, nowMs: number): boolean {
    return (
      open.connections.size === 0 &&
      open.holds === 0 &&
      open.room.seq === open.room.storedSeq &&
      nowMs - open.idleSinceMs >= IDLE_UNLOAD_MS
    )
  }

  async #unload(open: OpenRoom): Promise<void> {
    if (open.logRows >= UNLOAD_SNAPSHOT_ROWS) await this.#compact(open)
    // Somebody may have come while the snapshot was written.
    if (open.compacting || !this.#isIdle(open, this.#clock.nowMs()) || this.#open.get(open.room.id) !== open) return
    this.#open.delete(open.room.id)
    open.room.close()
  }

  /** [D6] A snapshot in place of the log so far. It may hold more than is stored; that is not lost, only early. */
  async #compact(open: OpenRoom): Promise<void> {
    if (open.compacting || this.#trouble) return
    open.compacting = true
    const { room } = open
    const upToSeq = room.storedSeq
    const state = room.snapshot()
    const [rows, bytes] = [open.logRows, open.logBytes]
    try {
      await this.#storage.saveSnapshot(room.id, state, upToSeq)
      // Counted from now on; rows that were still in the queue are counted as gone a little early.
      open.logRows -= rows
      open.logBytes -= bytes
      open.snapshotBytes = state.length
    } catch (error) {
      this.#events.warn('a snapshot was not written; the log keeps everything', { room: room.id, error: String(error) })
      open.idleSinceMs = this.#clock.nowMs()
    } finally {
      open.compacting = false
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

/**
 * What is stored of a room, as a document. `mendings` are changes that Yjs made while reading (it drops formatting that
 * says nothing); they are in the document and not in the log. Throws StorageError where something is missing or
 * cannot be read.
 */
export function openDocument(
  id: string,
  stored: { snapshot: Uint8Array | null; snapshotSeq: number; updates: { seq: number; update: Uint8Array }[] },
): { doc: Y.Doc; seq: number; mendings: Uint8Array[] } {
  const doc = new Y.Doc()
  const mendings: Uint8Array[] = []
  const collect = (update: Uint8Array, origin: unknown) => {
    if (origin !== LOADING) mendings.push(update)
  }
  doc.on('update', collect)
  let seq = stored.snapshotSeq
  try {
    doc.transact(() => {
      if (stored.snapshot) Y.applyUpdateV2(doc, stored.snapshot)
      for (const row of stored.updates) {
        if (row.seq !== seq + 1) throw new StorageError(`update ${seq + 1} is missing`)
        seq = row.seq
        Y.applyUpdate(doc, row.update)
      }
    }, LOADING)
  } catch (cause) {
    doc.destroy()
    throw new StorageError(`The stored chronology "${id}" cannot be read: ${String(cause)}`, { cause })
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) {
    doc.destroy()
    throw new StorageError(`The stored chronology "${id}" lacks a part of its history.`)
  }
  doc.off('update', collect)
  return { doc, seq, mendings }
}

/** The first of the queue, up to a size that one transaction should have. */
function takeBatch(queue: readonly LogRow[]): LogRow[] {
  let bytes = 0
  let count = 0
  while (count < queue.length && bytes < MAX_BATCH_BYTES) bytes += queue[count++]?.update.length ?? 0
  return queue.slice(0, count)
}

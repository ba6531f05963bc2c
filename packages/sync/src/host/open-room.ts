/**
 * A room that is in memory, with its connections: passes in what they send, performs what the room wants done, and times
 * its parcels. What goes wrong ends this room, and neither another one nor the process.
 */
import type { Effect } from '../room/effect.ts'
import type { Room } from '../room/room.ts'
import type { SessionId, SessionOptions } from '../room/session.ts'
import type { StoredRoom } from '../storage/storage.ts'
import { CLOSE, type CloseReason } from '../wire/close.ts'
import type { Connection, Visit } from './connection.ts'
import { Connections, type SendOutcome } from './connections.ts'
import { type Generations, generationsOf } from './generations.ts'
import { type HostParts, leftAlone, reportFailure } from './host-parts.ts'
import { LogLength } from './log-length.ts'

const IDLE_UNLOAD_MS = 30_000
const STALL_CHECK_MS = 100

export class OpenRoom {
  readonly room: Room
  readonly log: LogLength
  readonly connections = new Connections()
  readonly #generation: string
  readonly #host: HostParts
  readonly #closed: () => void

  #lastSession = 0
  /** Callers that use the document at the moment. */
  #holds = 0
  #idleSinceMs: number
  #isClosed = false
  #cancelFlush: (() => void) | undefined
  #cancelStallCheck: (() => void) | undefined

  /** `closed` is called once, when the room is not to be used any more. */
  constructor(room: Room, stored: StoredRoom, host: HostParts, closed: () => void) {
    this.room = room
    this.log = new LogLength(stored)
    this.#generation = stored.generation
    this.#host = host
    this.#closed = closed
    this.#idleSinceMs = host.clock.nowMs()
  }

  get generations(): Generations {
    return generationsOf(this.#generation, this.room.readersEpoch)
  }

  /** Given up or unloaded; another one may be in its place. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Nobody needs it, and all of it is on disk. */
  isIdle(nowMs: number): boolean {
    if (this.log.isCompacting || this.connections.size > 0 || this.#holds > 0) return false
    return this.room.seq === this.room.storedSeq && nowMs - this.#idleSinceMs >= IDLE_UNLOAD_MS
  }

  /** It was used until now. */
  touch(): void {
    this.#idleSinceMs = this.#host.clock.nowMs()
  }

  /** Throws where the room cannot take it in. The document is only read for that, so the others stay. */
  join(connection: Connection, options: SessionOptions): Visit {
    const { room } = this
    const { readersSetbacks, clock, busyMs } = this.#host
    const nowMs = clock.nowMs()
    // To make what readers see costs as much as the document is large.
    if (!options.mayWrite && readersSetbacks.pauseMs(room.id, nowMs) > 0) throw leftAlone(room.id)
    const id = ++this.#lastSession
    const beganMs = busyMs()
    let effects: Effect[]
    try {
      effects = room.join(id, options, nowMs)
    } catch (error) {
      reportFailure(this.#host, this.room.id, error)
      if (!options.mayWrite) readersSetbacks.failed(room.id, nowMs)
      this.#attempt(() => room.leave(id, nowMs))
      throw error
    } finally {
      connection.payer?.spent(busyMs() - beganMs)
    }
    this.connections.add(id, connection)
    this.do(() => effects)
    return {
      receive: (frame) => this.#receive(id, frame),
      updateIdentity: (user) => this.do(() => room.updateIdentity(id, user)),
      leave: () => this.#leave(id),
    }
  }

  /** Performs what the room answers. A mistake of ours in one room must not end the process, and with it all the others. */
  do(work: () => Effect[]): void {
    try {
      this.perform(work())
    } catch (error) {
      this.fail(error)
    }
  }

  /** Throws what goes wrong. */
  perform(effects: Effect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'send':
          this.#sendAll(effect)
          break
        case 'append': {
          const { seq, update, author, summary } = effect
          this.log.add(update)
          this.#host.commits.add({ room: this.room.id, seq, update, author, summary })
          break
        }
        case 'close':
          this.#host.meter?.refused(effect.reason.code)
          this.#end(effect.session, effect.reason, effect.detail)
          break
        case 'abandon':
          this.#abandon(effect.detail)
          return
      }
    }
    this.#pace()
  }

  /** Something went wrong: what is in memory may be half changed. */
  fail(error: unknown): void {
    reportFailure(this.#host, this.room.id, error)
    // It may have been given up already.
    if (this.#isClosed) return
    this.#host.setbacks.failed(this.room.id, this.#host.clock.nowMs())
    this.#abandon(String(error))
  }

  /** Keeps the room in memory while the caller uses it. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holds++
    try {
      return await work()
    } finally {
      this.#holds--
      this.touch()
    }
  }

  /** Sends everyone away, all at once: nobody who goes is told of the others who go. */
  evict(reason: CloseReason): void {
    const nowMs = this.#host.clock.nowMs()
    for (const [id, connection] of this.connections.removeAll()) {
      this.#attempt(() => this.room.leave(id, nowMs))
      this.#attempt(() => connection.close(reason, reason.reason))
    }
    this.touch()
  }

  /** The room is not to be used any more. */
  close(): void {
    this.cancelTimers()
    if (this.#isClosed) return
    this.#isClosed = true
    this.#closed()
    this.#attempt(() => this.room.close())
    this.#host.commits.wake()
  }

  cancelTimers(): void {
    this.#cancelFlush?.()
    this.#cancelStallCheck?.()
  }

  #receive(id: SessionId, frame: Uint8Array): void {
    this.do(() => {
      const { busyMs, clock, meter } = this.#host
      if (this.connections.get(id)?.payer?.mayGoOn === false) {
        meter?.refused(CLOSE.tooFast.code)
        this.#sendAway(id, CLOSE.tooFast, 'the person has used up what the server does for one')
        return []
      }
      const beganMs = busyMs()
      const effects = this.room.receive(id, frame, clock.nowMs())
      const tookMs = busyMs() - beganMs
      const workedFor = this.room.workedFor(id)
      this.room.spent(workedFor, tookMs)
      const payer = this.connections.get(workedFor)?.payer
      payer?.spent(tookMs)
      if (effects.some((effect) => effect.type === 'abandon' && effect.tookTooLong)) payer?.struck()
      return effects
    })
  }

  #leave(id: SessionId): void {
    if (!this.connections.remove(id)) return
    this.touch()
    this.do(() => this.room.leave(id, this.#host.clock.nowMs()))
  }

  /** [S3] Flushes the room's outbox now, or when its window is over. */
  #pace(): void {
    if (this.#cancelFlush) return
    const dueInMs = this.room.flushDueInMs(this.#host.clock.nowMs())
    if (dueInMs === undefined || this.#isClosed) return
    if (dueInMs <= 0) this.perform(this.#flush())
    else {
      this.#cancelFlush = this.#host.clock.after(Math.ceil(dueInMs), () => {
        this.#cancelFlush = undefined
        this.do(() => this.#flush())
      })
    }
  }

  #flush(): Effect[] {
    const { clock, meter } = this.#host
    const beganMs = clock.nowMs()
    let tookMs = 0
    let recipients = 0
    for (const effect of this.room.flush(beganMs)) {
      if (effect.type !== 'send') continue
      this.#sendAll(effect)
      tookMs = clock.nowMs() - beganMs
      recipients += effect.to.length - (effect.except === undefined ? 0 : 1)
    }
    if (recipients > 0) {
      this.room.flushed(tookMs)
      meter?.fannedOut(recipients, tookMs)
    }
    return []
  }

  #sendAll({ to, except, frames }: Extract<Effect, { type: 'send' }>): void {
    const bytes = frames.reduce((sum, { length }) => sum + length, 0)
    for (const id of to) {
      if (id === except) continue
      const outcome = this.connections.send(id, frames, bytes, to.length > 1)
      if (outcome !== 'sent') this.#fellBehind(id, outcome)
    }
  }

  /** [F1] */
  #fellBehind(id: SessionId, outcome: Exclude<SendOutcome, 'sent'>): void {
    if (outcome === 'hopeless') return this.#sendAway(id, CLOSE.tooSlow, 'asks on without reading')
    const nowMs = this.#host.clock.nowMs()
    this.connections.markSlow(id, nowMs)
    this.#startStallCheck()
    this.perform(this.room.stall(id, nowMs, { alsoLacks: outcome === 'slow-without' }))
  }

  #startStallCheck(): void {
    this.#cancelStallCheck ??= this.#host.clock.after(STALL_CHECK_MS, () => {
      this.#cancelStallCheck = undefined
      this.do(() => this.#checkStalled())
      if (this.connections.slowCount > 0 && !this.#isClosed) this.#startStallCheck()
    })
  }

  #checkStalled(): Effect[] {
    const nowMs = this.#host.clock.nowMs()
    const { resumed, hopeless } = this.connections.checkSlow(nowMs)
    for (const id of resumed) this.perform(this.room.resume(id, nowMs))
    for (const id of hopeless) this.#sendAway(id, CLOSE.tooSlow, 'reads nothing')
    return []
  }

  /** The room has not let it go yet. */
  #sendAway(id: SessionId, reason: CloseReason, detail: string): void {
    const connection = this.connections.get(id)
    this.#leave(id)
    connection?.close(reason, detail)
    this.#host.events.info('a connection was ended', { room: this.room.id, ...reason, detail })
  }

  /** The room has let it go already. */
  #end(id: SessionId, reason: CloseReason, detail: string): void {
    const connection = this.connections.remove(id)
    this.touch()
    this.#host.events.info('a connection was ended', { room: this.room.id, ...reason, detail })
    connection?.close(reason, detail)
  }

  /** [S9] What is in memory is not trusted any more; what was accepted before is in the queue or on disk. */
  #abandon(detail: string): void {
    this.#host.events.warn('a room was abandoned and is loaded anew', { room: this.room.id, detail })
    this.evict(CLOSE.resync)
    this.close()
  }

  /** For what is done in giving up: it goes on, whatever fails. */
  #attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      reportFailure(this.#host, this.room.id, error)
    }
  }
}

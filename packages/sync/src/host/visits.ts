/** Sockets on their way into a room: they wait while it loads, and are let in or refused. */
import { afterAwake } from './after-awake.ts'
import type { Clock } from './clock.ts'
import { generationsOf, type OpenRoom } from './open-room.ts'
import type { Payer } from './payer.ts'
import type { Identity } from '../room/presence.ts'
import { CLOSE, type CloseReason } from '../wire/protocol.ts'
import type { SessionId, SessionOptions } from '../room/room.ts'

/** One socket, as the host sees it. */
export interface Connection {
  /** Several frames to be written as one; the same array again means the same bytes. Returns `queuedBytes`. */
  send(frames: readonly Uint8Array[]): number
  /** `detail` is for the log; the peer gets the reason. */
  close(reason: CloseReason, detail: string): void
  /** Bytes that the peer has not taken yet. */
  queuedBytes(): number
  /** [F4] Without one, what is done for it costs nobody anything. */
  readonly payer?: Payer
}

export interface ConnectOptions extends SessionOptions {
  /** [H3] What the client's copy is of, of the `Generations`; unchecked where it does not say. */
  generation?: string
}

/** A socket's line into its room. */
export interface Visit {
  receive(frame: Uint8Array): void
  /** The person's name or colour has changed: everyone is told. */
  updateIdentity(user: Identity): void
  leave(): void
}

const LOAD_PATIENCE_MS = 10_000
const MAX_WAITING_FRAMES = 2

type VisitState =
  | { phase: 'waiting'; frames: Uint8Array[]; bytes: number }
  | { phase: 'joined'; open: OpenRoom; id: SessionId }
  | { phase: 'gone' }

/** What the host does for those who come. */
export interface House {
  clock: Clock
  maxFrameBytes: number
  isClosing(): boolean
  /** The room, where it is in memory. */
  opened(room: string): OpenRoom | undefined
  load(room: string): Promise<OpenRoom | undefined>
  /** Throws where the room cannot take it in; it is not in it then, and the others are. */
  join(open: OpenRoom, id: SessionId, connection: Connection, options: SessionOptions): void
  receive(open: OpenRoom, id: SessionId, frame: Uint8Array): void
  updateIdentity(open: OpenRoom, id: SessionId, user: Identity): void
  leave(open: OpenRoom, id: SessionId): void
}

export class Visits {
  readonly #house: House
  readonly #waiting = new Map<string, Set<(reason: CloseReason) => void>>()
  #lastSession = 0

  constructor(house: House) {
    this.#house = house
  }

  /** Rooms for which somebody waits. */
  waitingRooms(): Iterable<string> {
    return this.#waiting.keys()
  }

  refuseWaiting(room: string, reason: CloseReason): void {
    for (const refuse of this.#waiting.get(room) ?? []) refuse(reason)
  }

  connect(room: string, connection: Connection, options: ConnectOptions): Visit {
    const house = this.#house
    let state: VisitState = { phase: 'waiting', frames: [], bytes: 0 }
    let callOff: (() => void) | undefined
    let { user } = options
    const stopWaiting = () => {
      callOff?.()
      this.#stopWaiting(room, refuse)
    }
    const refuse = (reason: CloseReason, detail = reason.reason) => {
      if (state.phase !== 'waiting') return
      state = { phase: 'gone' }
      stopWaiting()
      connection.close(reason, detail)
    }
    const admit = (open: OpenRoom | undefined) => {
      if (state.phase !== 'waiting') return
      if (house.isClosing()) return refuse(CLOSE.restarting)
      if (!open) return refuse(CLOSE.notFound)
      const { writers, readers } = generationsOf(open)
      if (options.generation !== undefined && options.generation !== (options.mayWrite ? writers : readers)) {
        return refuse(CLOSE.otherGeneration)
      }
      const id = ++this.#lastSession
      const { payer } = connection
      try {
        house.join(open, id, connection, { ...options, user, ...(payer && { patienceMs: () => payer.patienceMs }) })
      } catch (error) {
        return refuse(CLOSE.notLoaded, String(error))
      }
      stopWaiting()
      const { frames } = state
      state = { phase: 'joined', open, id }
      for (const frame of frames) house.receive(open, id, frame)
    }
    if (house.isClosing()) refuse(CLOSE.restarting)
    else {
      const open = house.opened(room)
      if (open) admit(open)
      else {
        const waiting = this.#waiting.get(room) ?? new Set()
        this.#waiting.set(room, waiting.add(refuse))
        callOff = afterAwake(house.clock, LOAD_PATIENCE_MS, () => refuse(CLOSE.notLoaded, 'loading takes too long'))
        const cannot = (error: unknown) => refuse(CLOSE.notLoaded, String(error))
        house.load(room).then(admit).catch(cannot)
      }
    }
    return {
      receive: (frame) => {
        if (state.phase === 'joined') house.receive(state.open, state.id, frame)
        else if (state.phase === 'waiting') {
          state.frames.push(frame)
          state.bytes += frame.length
          if (state.bytes > MAX_WAITING_FRAMES * house.maxFrameBytes)
            refuse(CLOSE.tooMany, 'sent too much while the room was loading')
        }
      },
      updateIdentity: (changed) => {
        user = changed
        if (state.phase === 'joined') house.updateIdentity(state.open, state.id, changed)
      },
      leave: () => {
        const left = state
        state = { phase: 'gone' }
        if (left.phase === 'waiting') stopWaiting()
        if (left.phase === 'joined') house.leave(left.open, left.id)
      },
    }
  }

  #stopWaiting(room: string, refuse: (reason: CloseReason) => void): void {
    const waiting = this.#waiting.get(room)
    waiting?.delete(refuse)
    if (waiting?.size === 0) this.#waiting.delete(room)
  }
}

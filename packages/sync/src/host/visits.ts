/** Sockets on their way into a room: they wait while it loads, and are let in or refused. */
import type { Identity } from '../room/session.ts'
import { CLOSE, type CloseReason } from '../wire/close.ts'
import { afterAwake } from './after-awake.ts'
import type { Clock } from './clock.ts'
import type { Connection, ConnectOptions, Visit } from './connection.ts'
import type { OpenRoom } from './open-room.ts'
import type { OpenRooms } from './open-rooms.ts'

const LOAD_PATIENCE_MS = 10_000
const MAX_WAITING_FRAMES = 2

export class Visits {
  readonly #rooms: OpenRooms
  readonly #clock: Clock
  readonly #maxWaitingBytes: number
  readonly #waiting = new Map<string, Set<WaitingVisit>>()
  #isClosing = false

  constructor(rooms: OpenRooms, clock: Clock, maxFrameBytes: number) {
    this.#rooms = rooms
    this.#clock = clock
    this.#maxWaitingBytes = MAX_WAITING_FRAMES * maxFrameBytes
  }

  /** Rooms for which somebody waits. */
  waitingRooms(): Iterable<string> {
    return this.#waiting.keys()
  }

  refuseWaiting(room: string, reason: CloseReason): void {
    for (const visit of this.#waiting.get(room) ?? []) visit.refuse(reason)
  }

  /** [C9] From now on everyone who comes is refused. */
  close(): void {
    this.#isClosing = true
  }

  connect(room: string, connection: Connection, options: ConnectOptions): Visit {
    const visit = new WaitingVisit(connection, options, this.#maxWaitingBytes)
    const open = this.#rooms.get(room)
    if (this.#isClosing) visit.refuse(CLOSE.restarting)
    else if (open) visit.admit(open)
    else this.#wait(room, visit)
    return visit
  }

  /** [H2] [H4] */
  #wait(room: string, visit: WaitingVisit): void {
    const waiting = this.#waiting.get(room) ?? new Set()
    this.#waiting.set(room, waiting.add(visit))
    const callOff = afterAwake(this.#clock, LOAD_PATIENCE_MS, () => {
      visit.refuse(CLOSE.notLoaded, 'loading takes too long')
    })
    visit.onceDecided(() => {
      callOff()
      waiting.delete(visit)
      if (waiting.size === 0) this.#waiting.delete(room)
    })
    this.#rooms
      .load(room)
      .then((open) => (this.#isClosing ? visit.refuse(CLOSE.restarting) : visit.admit(open)))
      .catch((error: unknown) => visit.refuse(CLOSE.notLoaded, String(error)))
  }
}

type State =
  | { phase: 'waiting'; frames: Uint8Array[]; bytes: number }
  | { phase: 'joined'; inRoom: Visit }
  | { phase: 'gone' }

/** What it is sent before it is in the room waits, in order; from then on the room has it. */
class WaitingVisit implements Visit {
  readonly #connection: Connection
  readonly #options: ConnectOptions
  readonly #maxBytes: number
  #state: State = { phase: 'waiting', frames: [], bytes: 0 }
  #user: Identity | undefined
  #decided = () => {}

  constructor(connection: Connection, options: ConnectOptions, maxBytes: number) {
    this.#connection = connection
    this.#options = options
    this.#maxBytes = maxBytes
    this.#user = options.user
  }

  /** Called once it does not wait any more. */
  onceDecided(decided: () => void): void {
    this.#decided = decided
  }

  refuse(reason: CloseReason, detail = reason.reason): void {
    if (this.#state.phase !== 'waiting') return
    this.#state = { phase: 'gone' }
    this.#decided()
    this.#connection.close(reason, detail)
  }

  /** Undefined: there is no such room. */
  admit(open: OpenRoom | undefined): void {
    if (this.#state.phase !== 'waiting') return
    if (!open) return this.refuse(CLOSE.notFound)
    // Given up in the moment between its loading and this.
    if (open.isClosed) return this.refuse(CLOSE.resync)
    const { generation, mayWrite } = this.#options
    const { writers, readers } = open.generations
    // [H3] [R3]
    if (generation !== undefined && generation !== (mayWrite ? writers : readers)) {
      return this.refuse(CLOSE.otherGeneration)
    }
    const { payer } = this.#connection
    const options = { ...this.#options, user: this.#user, ...(payer && { patienceMs: () => payer.patienceMs }) }
    const { frames } = this.#state
    let inRoom: Visit
    try {
      inRoom = open.join(this.#connection, options)
    } catch (error) {
      return this.refuse(CLOSE.notLoaded, String(error))
    }
    // What it was sent on joining may have ended it.
    if (this.#isGone()) return inRoom.leave()
    this.#decided()
    this.#state = { phase: 'joined', inRoom }
    for (const frame of frames) inRoom.receive(frame)
  }

  receive(frame: Uint8Array): void {
    if (this.#state.phase === 'joined') this.#state.inRoom.receive(frame)
    else if (this.#state.phase === 'waiting') {
      this.#state.frames.push(frame)
      this.#state.bytes += frame.length
      if (this.#state.bytes > this.#maxBytes) {
        this.refuse(CLOSE.tooMany, 'sent too much while the room was loading')
      }
    }
  }

  updateIdentity(user: Identity): void {
    this.#user = user
    if (this.#state.phase === 'joined') this.#state.inRoom.updateIdentity(user)
  }

  leave(): void {
    const left = this.#state
    this.#state = { phase: 'gone' }
    if (left.phase === 'waiting') this.#decided()
    if (left.phase === 'joined') left.inRoom.leave()
  }

  #isGone(): boolean {
    return this.#state.phase === 'gone'
  }
}

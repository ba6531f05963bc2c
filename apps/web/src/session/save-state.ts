/**
 * What is saved, and what is not: the only source of the words "All changes saved".
 *
 * Every local transaction is numbered. A write frame that goes out is remembered with the number up to which it, and all
 * frames before it on this connection, carry my changes; when the server says that the frame is on disk, everything
 * up to that number is saved. After a (re)connect only the answer to the server's state vector (sync step 2) covers what
 * was made before it, so update frames that overtake it prove nothing, and nothing is called saved before that answer is
 * on disk: this device's copy may hold what the server lacks (PROTOCOL.md D1, D5).
 */
import { Subscribable } from '../ui/subscribable.ts'

export type ConnectionState = 'connecting' | 'online' | 'offline'

export type SaveState =
  | { kind: 'connecting' }
  | { kind: 'saved' }
  | { kind: 'saving'; changes: number }
  /** `unsure`: nothing is known to be unsaved, but this browser keeps no count either. */
  | { kind: 'offline'; changes: number; keptHere: boolean; unsure: boolean }
  | { kind: 'failing'; changes: number; reason: string }
  /** The server lets this connection only read. `changes` were made all the same and exist only here. */
  | { kind: 'reading'; changes: number; reason: string | null }
  | { kind: 'closed'; changes: number; code: number; reason: string }

/** Why the server ended a connection that will come back. */
export interface Interruption {
  code: number
  reason: string
}

interface SentFrame {
  /** Ordinal of the frame on this connection, from 1: what the server's acknowledgement counts. */
  frame: number
  /** All my changes up to this number are saved once the frame is. 0 where the frame proves nothing. */
  covers: number
}

export class SaveTracker {
  /** Changes up to this number are of an earlier visit, or of another tab of this browser. */
  readonly #inherited: number
  #made: number
  #saved = 0
  /** The numbers at which steps (as undo counts them) began: "3 changes" is what a person did, not 3 frames. */
  #steps: number[]
  #sent: SentFrame[] = []
  #frames = 0
  /** [D5] The frame of this connection that answered the server's state vector; a reader is never asked for it (H1). */
  #answer: number | null = null
  /** That answer is on disk. */
  #confirmed = false
  #connection: ConnectionState = 'connecting'
  #everOnline = false
  #unsure: boolean
  #trouble: string | null = null
  #refused: string | null = null
  #closed: { code: number; reason: string } | null = null
  #interruption: Interruption | null = null
  /** The interruption that listeners have heard of. */
  #told: Interruption | null = null
  #keptHere = true
  #state: SaveState = { kind: 'connecting' }
  readonly #changes = new Subscribable()

  /** `inherited`: how many changes this browser still holds that nobody saw saved; null where it cannot know. */
  constructor(inherited: number | null = 0) {
    this.#inherited = inherited ?? 0
    this.#unsure = inherited === null
    this.#made = this.#inherited
    this.#steps = Array.from({ length: this.#inherited }, (_, index) => index + 1)
    this.#publish()
  }

  readonly state = (): SaveState => this.#state

  /** Why the server ended the last connection, until all is saved again or the person has read it. */
  readonly interruption = (): Interruption | null => this.#interruption

  readonly subscribe = this.#changes.subscribe

  /** Changes that are not known to be on the server's disk. */
  get unsaved(): number {
    return this.#made > this.#saved ? Math.max(1, this.#steps.length) : 0
  }

  /** Those of them that were made here, in this tab. */
  get unsavedHere(): number {
    if (this.#made <= Math.max(this.#saved, this.#inherited)) return 0
    return Math.max(1, this.#steps.filter((began) => began > this.#inherited).length)
  }

  /** Whether anything was changed in this tab. */
  get hasChangedHere(): boolean {
    return this.#made > this.#inherited
  }

  /** All changes of this tab so far, saved or not. */
  get made(): number {
    return this.#made
  }

  /** Whether the server has what earlier visits and other tabs had left here. */
  get hasInheritedSaved(): boolean {
    return this.#confirmed && this.#saved >= this.#inherited
  }

  /** A step begins; the transaction that it belongs to is counted by `changed`, just after. */
  stepBegan(): void {
    this.#steps.push(this.#made + 1)
  }

  /** A local transaction changed the document. Call before the frame that carries it is sent. */
  changed(): void {
    this.#made++
    this.#publish()
  }

  /** A socket is opening: nothing that an earlier one sent will be acknowledged any more. */
  opening(): void {
    this.#sent = []
    this.#frames = 0
    this.#answer = null
    this.#confirmed = false
    this.#refused = null
  }

  /** A write frame (sync step 2 or update) goes out. */
  sent(kind: 'step2' | 'update'): void {
    this.#frames++
    if (kind === 'step2') this.#answer ??= this.#frames
    this.#sent.push({ frame: this.#frames, covers: this.#answer === null ? 0 : this.#made })
  }

  /** The server has the first `frames` write frames of this connection on disk. */
  acknowledged(frames: number): void {
    while (this.#sent[0] && this.#sent[0].frame <= frames) {
      this.#saved = Math.max(this.#saved, this.#sent.shift()?.covers ?? 0)
    }
    this.#confirmed ||= this.#answer !== null && this.#answer <= frames
    this.#forgetSavedSteps()
    this.#publish()
  }

  connection(connection: ConnectionState): void {
    this.#connection = connection
    if (connection === 'online') {
      this.#everOnline = true
      this.#closed = null
    } else this.#trouble = null
    this.#publish()
  }

  /** The server cannot store at present (a sentence that says why), or can again (null). */
  storage(trouble: string | null): void {
    this.#trouble = trouble
    this.#publish()
  }

  /** The server did not take a change of a connection that may only read; it never will. */
  refused(sentence: string): void {
    this.#refused = sentence
    this.#publish()
  }

  /** Whether this connection may only read: it was given the document and not asked for its own. */
  get isReading(): boolean {
    return this.#connection === 'online' && this.#answer === null
  }

  /** The server ended the connection, which will be tried again. */
  interrupted(interruption: Interruption): void {
    this.#interruption = interruption
    this.#publish()
  }

  /** The person has read why. */
  interruptionRead(): void {
    this.#interruption = null
    this.#publish()
  }

  /** The server sent this client away for good. */
  closed(code: number, reason: string): void {
    this.#closed = { code, reason }
    this.#interruption = null
    this.#connection = 'offline'
    this.#publish()
  }

  /** The person asked for another try after `closed`. */
  tryingAgain(): void {
    this.#closed = null
    this.#publish()
  }

  /** This browser refuses to keep anything (private window, storage full, data cleared meanwhile). */
  notKeptHere(): void {
    this.#keptHere = false
    this.#publish()
  }

  /** A step is over where the next one begins; the last one may still go on, but all of it so far is saved. */
  #forgetSavedSteps(): void {
    while (this.#steps.length > 0 && (this.#steps[1] ?? this.#made + 1) - 1 <= this.#saved) this.#steps.shift()
  }

  #publish(): void {
    const state = this.#describe()
    if (state.kind === 'saved') this.#unsure = false
    const isSettled = state.kind === 'saved' || (state.kind === 'reading' && state.changes === 0)
    const interruption = isSettled ? null : this.#interruption
    const isNews = JSON.stringify(state) !== JSON.stringify(this.#state)
    if (!isNews && interruption === this.#told) return
    if (isNews) this.#state = state
    this.#interruption = interruption
    this.#told = interruption
    this.#changes.tell()
  }

  #describe(): SaveState {
    const changes = this.unsaved
    if (this.#closed) return { kind: 'closed', changes, ...this.#closed }
    if (this.isReading) return { kind: 'reading', changes: this.#steps.length, reason: this.#refused }
    if (this.#trouble !== null) return { kind: 'failing', changes, reason: this.#trouble }
    if (this.#connection === 'online') {
      if (changes > 0) return { kind: 'saving', changes }
      return { kind: this.#confirmed ? 'saved' : 'connecting' }
    }
    if (this.#connection === 'connecting' && !this.#everOnline && changes === 0) return { kind: 'connecting' }
    return { kind: 'offline', changes, keptHere: this.#keptHere, unsure: this.#unsure }
  }
}

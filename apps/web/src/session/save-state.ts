/**
 * What is saved, and what is not: the only source of the words "All changes saved".
 *
 * Every local transaction is numbered. A write frame that goes out is remembered with the number up to which it, and all
 * frames before it on this connection, carry my changes; when the server says that the frame is on disk, everything
 * up to that number is saved. After a (re)connect only the answer to the server's state vector (sync step 2) covers what
 * was made before it, so update frames that overtake it prove nothing (PROTOCOL.md, durability).
 */
export type Connection = 'connecting' | 'online' | 'offline'

export type SaveState =
  | { kind: 'connecting' }
  | { kind: 'saved' }
  | { kind: 'saving'; changes: number }
  | { kind: 'offline'; changes: number; keptHere: boolean }
  | { kind: 'failing'; changes: number; reason: string }
  | { kind: 'closed'; changes: number; code: number; reason: string }

interface SentFrame {
  /** Ordinal of the frame on this connection, from 1: what the server's acknowledgement counts. */
  frame: number
  /** All my changes up to this number are saved once the frame is. 0 where the frame proves nothing. */
  covers: number
}

export class SaveTracker {
  #made = 0
  #saved = 0
  /** The numbers at which my steps (as undo counts them) began: "3 changes" is what a person did, not 3 frames. */
  #steps: number[] = []
  #sent: SentFrame[] = []
  #frames = 0
  #answered = false
  #connection: Connection = 'connecting'
  #everOnline = false
  #trouble: string | null = null
  #closed: { code: number; reason: string } | null = null
  #keptHere = true
  #state: SaveState = { kind: 'connecting' }
  readonly #listeners = new Set<() => void>()

  /** `unsaved`: how many changes of an earlier visit this browser still holds. */
  constructor(unsaved = 0) {
    this.#made = unsaved
    this.#steps = Array.from({ length: unsaved }, (_, index) => index + 1)
    this.#publish()
  }

  readonly state = (): SaveState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** My changes that are not known to be on the server's disk. */
  get unsaved(): number {
    return this.#made > this.#saved ? Math.max(1, this.#steps.length) : 0
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
    this.#answered = false
  }

  /** A write frame (sync step 2 or update) goes out. */
  sent(kind: 'step2' | 'update'): void {
    this.#answered ||= kind === 'step2'
    this.#sent.push({ frame: ++this.#frames, covers: this.#answered ? this.#made : 0 })
  }

  /** The server has the first `frames` write frames of this connection on disk. */
  acknowledged(frames: number): void {
    while (this.#sent[0] && this.#sent[0].frame <= frames) {
      this.#saved = Math.max(this.#saved, this.#sent.shift()?.covers ?? 0)
    }
    this.#steps = this.#steps.filter((made) => made > this.#saved)
    this.#publish()
  }

  connection(connection: Connection): void {
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

  /** The server sent this client away for good. */
  closed(code: number, reason: string): void {
    this.#closed = { code, reason }
    this.#connection = 'offline'
    this.#publish()
  }

  /** This browser refuses to keep anything (private window, storage full). */
  notKeptHere(): void {
    this.#keptHere = false
    this.#publish()
  }

  #publish(): void {
    const next = this.#describe()
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }

  #describe(): SaveState {
    const changes = this.unsaved
    if (this.#closed) return { kind: 'closed', changes, ...this.#closed }
    if (this.#trouble !== null) return { kind: 'failing', changes, reason: this.#trouble }
    if (this.#connection === 'online') return changes > 0 ? { kind: 'saving', changes } : { kind: 'saved' }
    if (this.#connection === 'connecting' && !this.#everOnline && changes === 0) return { kind: 'connecting' }
    return { kind: 'offline', changes, keptHere: this.#keptHere }
  }
}

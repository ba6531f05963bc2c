/** Who is in a room, and which of them get the same content. */
import type * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import { Audience } from './audience.ts'
import type { Effect } from './effect.ts'
import { type ReaderView, Readers } from './readers.ts'
import type { Pace, Session, SessionId } from './session.ts'

export class Members {
  /** Everyone, or all but the readers while something is hidden from them. */
  readonly everybody: Audience
  readonly readers: Readers
  readonly #sessions = new Map<SessionId, Session>()
  /** Those who are to be sent parcels, until somebody comes, goes or falls behind. */
  readonly #live = new Map<Audience, readonly SessionId[]>()
  /** Since the last transaction. */
  #areReadersOver = false

  /** `measured` is told how large the document is whenever that has come out. */
  constructor(doc: Y.Doc, readerView: ReaderView | undefined, measured: (bytes: number) => void) {
    this.everybody = new Audience(doc, measured)
    this.readers = new Readers(doc, readerView)
  }

  get size(): number {
    return this.#sessions.size
  }

  get ids(): SessionId[] {
    return [...this.#sessions.keys()]
  }

  get(id: SessionId): Session | undefined {
    return this.#sessions.get(id)
  }

  has(id: SessionId): boolean {
    return this.#sessions.has(id)
  }

  all(): Iterable<Session> {
    return this.#sessions.values()
  }

  /** Throws where what readers see of the document cannot be made. */
  add(session: Session): void {
    this.#sessions.set(session.id, session)
    this.#live.clear()
    if (!session.mayWrite) this.readers.welcome()
  }

  /** Whether it was in the room. */
  remove(id: SessionId): boolean {
    if (!this.#sessions.delete(id)) return false
    this.#live.clear()
    return true
  }

  /** [F1] */
  setPace(session: Session, pace: Pace): void {
    session.pace = pace
    this.#live.clear()
  }

  get hasReaders(): boolean {
    for (const { mayWrite } of this.#sessions.values()) if (!mayWrite) return true
    return false
  }

  audiences(): readonly Audience[] {
    const { audience } = this.readers
    return audience ? [this.everybody, audience] : [this.everybody]
  }

  audienceOf({ mayWrite }: Session): Audience {
    return (mayWrite ? undefined : this.readers.audience) ?? this.everybody
  }

  /** Those of an audience who read fast enough. */
  liveIn(audience: Audience): readonly SessionId[] {
    let live = this.#live.get(audience)
    if (!live) {
      live = [...this.#sessions.values()]
        .filter((session) => session.pace.kind === 'live' && this.audienceOf(session) === audience)
        .map(({ id }) => id)
      this.#live.set(audience, live)
    }
    return live
  }

  /**
   * Called while the document tells of a change: readers hear nothing of it until the next flush. `unheard` are the
   * updates that are in the document and in no outbox yet, this one included.
   */
  follow(update: Uint8Array, transaction: Y.Transaction, unheard: () => readonly Uint8Array[]): void {
    const course = this.readers.follow(update, transaction)
    if (course === 'over') this.#areReadersOver = true
    if (course !== 'apart' || !this.hasReaders) return
    this.readers.part(this.everybody.outbox, unheard())
    this.#live.clear()
    for (const { mayWrite, pace } of this.#sessions.values()) {
      // The frames that it missed are those of everybody: it is answered from its state vector.
      if (!mayWrite && pace.kind === 'behind') pace.mark = -1
    }
  }

  /** [R3] Sends away the readers who must begin again since the last transaction; none, as a rule. */
  endReaders(): Effect[] {
    if (!this.#areReadersOver) return []
    this.#areReadersOver = false
    const readers = [...this.#sessions.values()].filter(({ mayWrite }) => !mayWrite)
    for (const { id } of readers) this.#sessions.delete(id)
    this.#live.clear()
    const [reason, detail] = [CLOSE.otherGeneration, 'readers may see something again that was hidden from them']
    return readers.map(({ id }) => ({ type: 'close', session: id, reason, detail }))
  }
}

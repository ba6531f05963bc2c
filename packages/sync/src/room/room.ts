/**
 * One chronology while people are in it: no socket, no clock, no timer, no storage. It is told what happened and says
 * what to do. `RoomHost` is its caller; the rules that it keeps are numbered in PROTOCOL.md.
 *
 * Invariants: an update that changed the document is asked to be appended exactly once, under a seq of its own; a write
 * frame is acknowledged only when everything that it brought is stored; a pending update is neither stored, nor
 * acknowledged, nor given to others; what everyone is to hear waits in the outbox until `flush`, and a session that
 * counts as having heard it has been sent it; a reader is sent nothing that was made before something in it was hidden.
 */
import * as Y from 'yjs'
import { readClientMessage } from '../wire/client-message.ts'
import { CLOSE, type CloseReason, PeerError } from '../wire/close.ts'
import { step1Frame } from '../wire/frames.ts'
import { Delivery } from './delivery.ts'
import { type Effect, sendTo } from './effect.ts'
import { Journal } from './journal.ts'
import { DEFAULT_LIMITS, type RoomLimits } from './limits.ts'
import { countMessage, countWork } from './message-cost.ts'
import { Members } from './members.ts'
import type { RoomOptions } from './room-options.ts'
import { RoomPresence } from './room-presence.ts'
import { SaveReports } from './save-reports.ts'
import { type Identity, newSession, type Session, type SessionId, type SessionOptions } from './session.ts'
import { isReached } from './strict-update.ts'
import type { RoomSummary } from './summary.ts'
import { TimeLimitError } from './time-limit.ts'
import { HalfAppliedError, UpdateApplier } from './update-applier.ts'

export class Room {
  readonly id: string
  readonly #doc: Y.Doc
  readonly #limits: RoomLimits
  readonly #members: Members
  readonly #delivery: Delivery
  readonly #presence: RoomPresence
  readonly #journal: Journal
  readonly #reports: SaveReports
  readonly #updates: UpdateApplier

  /** `doc` holds all that is stored up to `seq`, and becomes the room's own. */
  constructor(
    id: string,
    doc: Y.Doc,
    seq: number,
    { limits = DEFAULT_LIMITS, mayGrow = () => true, bounded, readerView, summarise }: RoomOptions = {},
  ) {
    this.id = id
    this.#doc = doc
    this.#limits = limits
    const { maxDocumentBytes } = limits
    this.#journal = new Journal(doc, seq, { maxDocumentBytes, mayGrow: () => mayGrow(id), summary: summarise?.(doc) })
    this.#members = new Members(doc, readerView, (bytes) => this.#journal.measured(bytes))
    this.#delivery = new Delivery(doc, this.#members)
    this.#presence = new RoomPresence(this.#members)
    this.#reports = new SaveReports(this.#members, seq)
    this.#updates = new UpdateApplier(doc, this.#journal, bounded)
    doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      this.#journal.collect(update, origin, transaction)
      this.#members.follow(update, transaction, () => this.#journal.unnumbered)
    })
  }

  /** To be read only: changes go through `receive` and `edit`. */
  get doc(): Y.Doc {
    return this.#doc
  }

  /** Undefined where nobody keeps one. */
  get summary(): RoomSummary | undefined {
    return this.#journal.summary
  }

  /** Number of the latest update, and of the latest one on disk. */
  get seq(): number {
    return this.#journal.seq
  }

  get storedSeq(): number {
    return this.#reports.storedSeq
  }

  /** [R3] What a copy of a reader must be of, besides the generation. Undefined where readers see all. */
  get readersEpoch(): string | undefined {
    return this.#members.readers.epoch
  }

  get sessionIds(): SessionId[] {
    return this.#members.ids
  }

  get peopleCount(): number {
    return this.#presence.size
  }

  /** [F4] Whose work the last frame made: a pending update that came free was somebody else's. */
  workedFor(sender: SessionId): SessionId {
    return this.#updates.pending.lastApplied ?? sender
  }

  get hasPending(): boolean {
    return !this.#updates.pending.isEmpty
  }

  /** [H1] A new connection: it is asked what it has, and told who is here. */
  join(id: SessionId, options: SessionOptions, nowMs: number): Effect[] {
    if (this.#members.has(id)) throw new Error(`room ${this.id}: session ${id} is in it already`)
    const session = newSession(id, options, this.#limits.maxUpdatesPerSecond, nowMs)
    this.#members.add(session)
    const question = options.mayWrite ? [this.#askFrame()] : []
    const presence = this.#presence.welcomeFrames(nowMs)
    return sendTo(id, [...question, ...presence, ...this.#reports.troubleFrames(session)])
  }

  /** A frame of a session that has joined; one that has left is not heard any more. */
  receive(id: SessionId, frame: Uint8Array, nowMs: number): Effect[] {
    const session = this.#members.get(id)
    if (!session) return []
    const hadPending = this.hasPending
    let isQuestion = false
    this.#updates.pending.lastApplied = undefined
    try {
      if (frame.length > this.#limits.maxFrameBytes) {
        throw new PeerError(CLOSE.frameTooLarge, `a frame of ${frame.length} bytes`)
      }
      const message = readClientMessage(frame)
      isQuestion = message.type === 'step1' || message.type === 'queryPresence'
      countMessage(session, isQuestion, nowMs)
      switch (message.type) {
        case 'step1':
          // [S1]
          return [
            ...sendTo(id, this.#members.audienceOf(session).answer(message.stateVector, nowMs)),
            ...this.#presence.asked(session, message.stateVector, this.#doc.store.clients.size === 0, nowMs),
          ]
        case 'write':
          return this.#write(session, message.update, nowMs, message.kind === 'step2')
        case 'presence':
          return this.#presence.hear(session, message.entries, nowMs)
        case 'queryPresence':
          return sendTo(id, this.#presence.everyoneFrames())
      }
    } catch (error) {
      if (error instanceof TimeLimitError || error instanceof HalfAppliedError) {
        // A pending update may be what broke, and that was sent by another.
        return this.#abandon(hadPending ? undefined : session, error)
      }
      // Nothing has changed: a question that cannot be answered must not take the room away from the others.
      if (isQuestion && !(error instanceof PeerError)) {
        return this.#sendAway(session, CLOSE.notLoaded, String(error), nowMs)
      }
      if (!(error instanceof PeerError)) throw error
      return [...this.#number(session.author), ...this.#sendAway(session, error.close, error.message, nowMs)]
    }
  }

  /** [F2] What a frame took to be dealt with, for the session whose work that was. */
  spent(id: SessionId, ms: number): void {
    const session = this.#members.get(id)
    if (session) countWork(session, ms)
  }

  leave(id: SessionId, nowMs: number): Effect[] {
    if (!this.#members.remove(id)) return []
    this.#updates.pending.drop(id)
    return this.#presence.leave(id, nowMs)
  }

  /** [A7] The person has another name or colour now: the session is asked to say again who it is. */
  updateIdentity(id: SessionId, user: Identity): Effect[] {
    const session = this.#members.get(id)
    if (!session) return []
    session.user = user
    return this.#presence.ask(id)
  }

  /** [S3] How long the outbox may wait for `flush`, in ms; undefined where it is empty. */
  flushDueInMs(nowMs: number): number | undefined {
    return this.#delivery.dueInMs(nowMs)
  }

  /** What everyone is to hear, as one parcel; where readers hear something else, they have one of their own. */
  flush(nowMs: number, options?: { whole: boolean }): Effect[] {
    return this.#delivery.flush(nowMs, options)
  }

  /** What it took to hand the last parcels to all sockets, in ms. */
  flushed(costMs: number): void {
    this.#delivery.flushed(costMs)
  }

  /** What Yjs tidied up while the document was loaded, as an update: not in the log yet. */
  mend(update: Uint8Array): Effect[] {
    this.#journal.collect(update, 'load')
    return this.#number()
  }

  /** A change made by the server itself (renaming from the list, an import). Stored when `storedSeq` reaches `seq`. */
  edit(change: (doc: Y.Doc) => void, author?: string): Effect[] {
    this.#doc.transact(() => change(this.#doc), 'server')
    return this.#number(author)
  }

  /** [D1] Everything up to this seq is on disk. */
  stored(upToSeq: number): Effect[] {
    return this.#reports.stored(upToSeq)
  }

  /** [D4] Storing failed; it will be tried again. */
  storeFailed(sentence: string): Effect[] {
    return this.#reports.failed(sentence)
  }

  /**
   * [F1] The session reads too slowly: after this parcel it gets nothing until `resume`. `alsoLacks`: it did not get
   * the parcel of the moment either.
   */
  stall(id: SessionId, nowMs: number, options?: { alsoLacks: boolean }): Effect[] {
    return this.#delivery.stall(id, nowMs, options)
  }

  /** [F1] It has read. */
  resume(id: SessionId, nowMs: number): Effect[] {
    const session = this.#members.get(id)
    const missed = this.#delivery.resume(id, nowMs)
    if (!session || !missed) return []
    return sendTo(id, [...missed, ...this.#presence.everyoneFrames(), ...this.#reports.catchUpFrames(session)])
  }

  /** Called now and then. */
  tick(nowMs: number): Effect[] {
    this.#members.everybody.forgetUnused(nowMs)
    this.#members.readers.tick(nowMs, this.#members.hasReaders)
    return this.#presence.tick(nowMs)
  }

  /** The whole document for storage at rest, in Yjs' V2 encoding, without what is pending. */
  snapshot(): Uint8Array {
    return Y.encodeStateAsUpdateV2(this.#doc)
  }

  close(): void {
    this.#members.readers.close()
    this.#doc.destroy()
  }

  #write(session: Session, update: Uint8Array, nowMs: number, isAnswer = false): Effect[] {
    // [S7] It is not even read.
    if (!session.mayWrite) return this.#reports.refuseWrite(session)
    const hadPending = this.hasPending
    const needs = this.#updates.apply(update, session)
    const effects = this.#number(session.author)
    for (const { session: id, reason } of this.#updates.pending.takeRefused()) {
      const culprit = this.#members.get(id)
      if (culprit) effects.push(...this.#sendAway(culprit, reason.close, reason.message, nowMs))
    }
    if (hadPending) for (const each of this.#members.all()) each.receipts.settle(this.#doc, this.seq)
    if (!this.#members.has(session.id)) return effects
    const isPending = !isReached(this.#doc, needs)
    session.receipts.add(isPending ? needs : this.seq)
    effects.push(...this.#reports.acknowledge(session))
    if (!isPending) return effects
    if (this.#updates.pending.bytes > this.#limits.maxPendingBytes) {
      const detail = 'its changes build on others that it does not send'
      return [...effects, ...this.#sendAway(session, CLOSE.malformed, detail, nowMs)]
    }
    // [S4] A client whose own copy has something pending gives the same answer for ever.
    if (isAnswer && session.askedAtSeq === this.seq) return effects
    session.askedAtSeq = this.seq
    effects.push(...sendTo(session.id, [this.#askFrame()]))
    return effects
  }

  /** [S9] */
  #abandon(culprit: Session | undefined, error: Error): Effect[] {
    const detail = error.message
    const effects: Effect[] = [{ type: 'abandon', detail, tookTooLong: error instanceof TimeLimitError }]
    if (!culprit) return effects
    this.#members.remove(culprit.id)
    return [{ type: 'close', session: culprit.id, reason: CLOSE.malformed, detail }, ...effects]
  }

  #sendAway(session: Session, reason: CloseReason, detail: string, nowMs: number): Effect[] {
    return [...this.leave(session.id, nowMs), { type: 'close', session: session.id, reason, detail }]
  }

  /** What the last transactions produced goes into the log and to everyone else; readers who must start again are closed. */
  #number(author?: string): Effect[] {
    return [...this.#journal.number(this.#members, author), ...this.#members.endReaders()]
  }

  #askFrame(): Uint8Array {
    return step1Frame(Y.encodeStateVector(this.#doc))
  }
}

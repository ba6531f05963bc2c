/**
 * One chronology while people are in it: no socket, no clock, no timer, no storage. It is told what happened and says
 * what to do. `RoomHost` is its caller; the rules that it keeps are numbered in PROTOCOL.md.
 *
 * Invariants: an update that changed the document is asked to be appended exactly once, under a seq of its own; a write
 * frame is acknowledged only when everything that it brought is stored; what waits for a missing update is neither
 * stored, nor acknowledged, nor given to others; what everyone is to hear waits in the outbox until `flush`, and whoever
 * is counted as having heard it has been sent it; a reader is sent nothing that was made before something in it was
 * hidden.
 */
import * as Y from 'yjs'
import { Allowance } from './allowance.ts'
import type { Mark } from './answers.ts'
import { Audience, isNothing, NOTHING } from './audience.ts'
import { Presence, type Question, type Identity } from './presence.ts'
import {
  CLOSE,
  type CloseReason,
  KEEPALIVE_FRAME,
  MAX_DOCUMENT_BYTES,
  MAX_FRAME_BYTES,
  PeerError,
  type PresenceEntry,
  permissionDeniedFrame,
  presenceFrame,
  readClientMessage,
  refusedFrame,
  savedFrame,
  step1Frame,
  storageFrame,
} from '../wire/protocol.ts'
import { type ReaderView, Readers } from './readers.ts'
import { Receipts } from './receipts.ts'
import type { RoomSummary } from '../storage/storage.ts'
import { isReached, type Needs, readWhole } from './strict-update.ts'
import { refuseDeepTypes } from './type-depth.ts'
import { Waiting } from './pending-updates.ts'

export type SessionId = number

export interface SessionOptions {
  /** False for a reader: its write frames are refused unread, and it is not seen by others. */
  mayWrite: boolean
  /** The client asked for the private messages (`ack=1`). */
  wantsReceipts: boolean
  /** [R7] Written beside its updates in the log. */
  author?: string
  /** [A2] Who it is, written over what it says of itself. */
  user?: Identity
  /** [S9] How long one of its updates may take now, where that is less than the limit of all. */
  patienceMs?: () => number
}

export type Effect =
  /** The same array for all of `to`, so that a transport need prepare it only once. */
  | { type: 'send'; to: readonly SessionId[]; except?: SessionId; frames: readonly Uint8Array[] }
  | { type: 'append'; seq: number; update: Uint8Array; author?: string; summary?: RoomSummary }
  | { type: 'close'; session: SessionId; reason: CloseReason; detail: string }
  /** [S9] The document in memory cannot be trusted any more: everyone leaves, and it is loaded anew. */
  | { type: 'abandon'; detail: string; tookTooLong?: boolean }

export interface RoomLimits {
  maxFrameBytes: number
  maxDocumentBytes: number
  /** What waits for a missing update, at most. */
  maxPendingBytes: number
  /** Per connection; five seconds' worth may come at once. */
  maxUpdatesPerSecond: number
}

export const DEFAULT_LIMITS: RoomLimits = {
  maxFrameBytes: MAX_FRAME_BYTES,
  maxDocumentBytes: MAX_DOCUMENT_BYTES,
  maxPendingBytes: MAX_FRAME_BYTES,
  maxUpdatesPerSecond: 2000,
}

/**
 * Runs work that a hostile update could keep busy for ever, and throws TimeLimitError when it has taken too long, or longer
 * than `limitMs` where that is less; what the work was changing is then in an unknown state.
 */
export type Bounded = <T>(work: () => T, limitMs?: number) => T

export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

class HalfAppliedError extends Error {
  override name = 'HalfAppliedError'
}

/** Below the 30 s after which y-websocket clients forget a colleague, or a silent server. */
const RENEW_EVERY_MS = 27_000
/** y-protocols' clients renew their own state when it is 15 s old, and look every 3 s: by then its clock has grown. */
const RENEWED_WITHIN_MS = 19_000
/** A person's edit has fewer. With each one more, Yjs may have to look at all those before it. */
const BOUNDED_FROM_STRUCTS = 64
/** Work of the server that is nobody's fault; what takes longer counts as so many messages for each ms. */
const FREE_MS = 50
const MESSAGES_PER_MS = 10
/** A question costs the server more than a change: its answer may be the whole document. */
const QUESTION_COST = 25
const READ_ONLY_SENTENCE = 'You can read this chronology but not change it. Your change was not taken.'

type Pace = { kind: 'live' } | { kind: 'behind'; stateVector: Uint8Array; mark: Mark }

interface Session extends SessionOptions {
  id: SessionId
  allowance: Allowance
  receipts: Receipts
  pace: Pace
  /** When it was last told of everyone. */
  renewedMs: number
  /** [S4] Where the log ended when it was last asked for what is missing. */
  askedAtSeq?: number
  /** [A8] It had some of the document when it came, so it was here before; undefined until it has asked. */
  isReturning?: boolean
}

/** Keeps what a list says of a document. The room does not know the names in it. */
export interface SummaryKeeper {
  read(): RoomSummary
  /** Whether a transaction made it another one. Asked for each: it may cost as much as what has changed. */
  follow(transaction: Y.Transaction): boolean
}

export interface RoomOptions {
  limits?: RoomLimits
  /** Without one, updates are stored without a summary. */
  summarise?: (doc: Y.Doc) => SummaryKeeper
  bounded?: Bounded
  /** Without one, readers see all. */
  readerView?: ReaderView
  /** [S8] Whether it may grow, beside its own limit. */
  mayGrow?: (room: string) => boolean
}

export class Room {
  readonly id: string
  readonly #doc: Y.Doc
  readonly #limits: RoomLimits
  readonly #bounded: Bounded
  readonly #mayGrow: (room: string) => boolean
  readonly #sessions = new Map<SessionId, Session>()
  readonly #presence = new Presence()
  /** Everyone, or all but the readers while something is hidden from them. */
  readonly #everybody: Audience
  readonly #readers: Readers
  readonly #waiting: Waiting
  readonly #summary: SummaryKeeper | undefined
  /** Not handed over yet. The first change after loading hands it over in any case. */
  #isSummaryNew = true
  /** What the running transaction gave off, by whom: Yjs itself may tidy up formatting after a peer's update. */
  #given: { update: Uint8Array; origin: unknown }[] = []
  /** Since the last transaction. */
  #areReadersOver = false
  #seq: number
  #storedSeq: number
  #trouble: string | null = null
  /** The document has this many bytes at most; made exact when that nears the limit. Undefined: not measured yet. */
  #sizeAtMost: number | undefined
  /** Those who are to be sent parcels, until somebody comes, goes or falls behind. */
  readonly #live = new Map<Audience, readonly SessionId[]>()
  #everyone: Uint8Array[] | undefined
  #renewDueMs = Infinity

  /** `doc` holds all that is stored up to `seq`, and becomes the room's own. */
  constructor(
    id: string,
    doc: Y.Doc,
    seq: number,
    {
      limits = DEFAULT_LIMITS,
      bounded = (work) => work(),
      readerView,
      summarise,
      mayGrow = () => true,
    }: RoomOptions = {},
  ) {
    this.id = id
    this.#doc = doc
    this.#seq = seq
    this.#storedSeq = seq
    this.#limits = limits
    this.#bounded = bounded
    this.#mayGrow = mayGrow
    this.#everybody = new Audience(doc, (bytes) => (this.#sizeAtMost = bytes))
    this.#readers = new Readers(doc, readerView)
    this.#waiting = new Waiting(doc)
    this.#summary = summarise?.(doc)
    doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      this.#given.push({ update, origin })
      if (this.#summary?.follow(transaction)) this.#isSummaryNew = true
      this.#followWithReaders(update, transaction)
    })
  }

  /** To be read only: changes go through `receive` and `edit`. */
  get doc(): Y.Doc {
    return this.#doc
  }

  /** Undefined where nobody keeps one. */
  get summary(): RoomSummary | undefined {
    return this.#summary?.read()
  }

  /** Number of the latest update, and of the latest one on disk. */
  get seq(): number {
    return this.#seq
  }

  get storedSeq(): number {
    return this.#storedSeq
  }

  /** [R3] What a copy of a reader must be of, besides the generation. Undefined where readers see all. */
  get readersEpoch(): string | undefined {
    return this.#readers.epoch
  }

  get sessionIds(): SessionId[] {
    return [...this.#sessions.keys()]
  }

  get peopleCount(): number {
    return this.#presence.size
  }

  /** [F4] Whose work the last frame made: what had waited for it was somebody else's. */
  workedFor(sender: SessionId): SessionId {
    return this.#waiting.lastApplied ?? sender
  }

  get hasPending(): boolean {
    return !this.#waiting.isEmpty
  }

  /** [H1] A new connection: it is asked what it has, and told who is here. */
  join(id: SessionId, options: SessionOptions, nowMs: number): Effect[] {
    if (this.#sessions.has(id)) throw new Error(`room ${this.id}: session ${id} is in it already`)
    const session: Session = {
      ...options,
      id,
      allowance: new Allowance(this.#limits.maxUpdatesPerSecond, nowMs),
      receipts: new Receipts(),
      pace: { kind: 'live' },
      renewedMs: nowMs,
    }
    this.#sessions.set(id, session)
    this.#live.clear()
    if (!options.mayWrite) this.#readers.welcome()
    this.#renewDueMs = Math.min(this.#renewDueMs, nowMs + RENEW_EVERY_MS)
    const frames: Uint8Array[] = []
    if (options.mayWrite) frames.push(this.#askFrame())
    if (this.#presence.size > 0) frames.push(...this.#everyoneFrames())
    if (options.wantsReceipts && this.#trouble !== null) frames.push(storageFrame(true, this.#trouble))
    return frames.length > 0 ? [{ type: 'send', to: [id], frames }] : []
  }

  /** A frame of a session that has joined; one that has left is not heard any more. */
  receive(id: SessionId, frame: Uint8Array, nowMs: number): Effect[] {
    const session = this.#sessions.get(id)
    if (!session) return []
    const hadPending = this.hasPending
    let isQuestion = false
    this.#waiting.lastApplied = undefined
    try {
      if (frame.length > this.#limits.maxFrameBytes) {
        throw new PeerError(CLOSE.frameTooLarge, `a frame of ${frame.length} bytes`)
      }
      const message = readClientMessage(frame)
      isQuestion = message.type === 'step1' || message.type === 'queryPresence'
      this.#count(session, isQuestion ? QUESTION_COST : 1, nowMs)
      switch (message.type) {
        case 'step1':
          return [
            { type: 'send', to: [id], frames: this.#audienceOf(session).answer(message.stateVector, nowMs) },
            ...this.#welcomeBack(session, message.stateVector, nowMs),
          ]
        case 'write':
          return this.#write(session, message.update, nowMs, message.kind === 'step2')
        case 'presence':
          return this.#hearPresence(session, message.entries, nowMs)
        case 'queryPresence':
          return [{ type: 'send', to: [id], frames: this.#everyoneFrames() }]
      }
    } catch (error) {
      if (error instanceof TimeLimitError || error instanceof HalfAppliedError) {
        // What waited may be what broke, and that was sent by another.
        return this.#abandon(hadPending ? undefined : session, error)
      }
      // Nothing has changed: whoever asks what cannot be answered is not to take the room away from the others.
      if (isQuestion && !(error instanceof PeerError)) {
        return this.#sendAway(session, CLOSE.notLoaded, String(error), nowMs)
      }
      if (!(error instanceof PeerError)) throw error
      return [...this.#takeGiven(session.author), ...this.#sendAway(session, error.close, error.message, nowMs)]
    }
  }

  /** [F2] What a frame took to be dealt with, for the session whose work that was. */
  spent(id: SessionId, ms: number): void {
    if (ms > FREE_MS) this.#sessions.get(id)?.allowance.charge((ms - FREE_MS) * MESSAGES_PER_MS)
  }

  leave(id: SessionId, nowMs: number): Effect[] {
    if (!this.#sessions.delete(id)) return []
    this.#live.clear()
    this.#waiting.drop(id)
    const { news, ask } = this.#presence.leave(id, nowMs)
    this.#tell(news)
    return ask && this.#sessions.has(ask.sessionId)
      ? [{ type: 'send', to: [ask.sessionId], frames: [presenceFrame([ask.entry])] }]
      : []
  }

  /** [A7] The person has another name or colour now: the session is asked to say anew who it is. */
  updateIdentity(id: SessionId, user: Identity): Effect[] {
    const session = this.#sessions.get(id)
    if (!session) return []
    session.user = user
    const entry = this.#presence.ask(id)
    return entry ? [{ type: 'send', to: [id], frames: [presenceFrame([entry])] }] : []
  }

  /** [S3] How long the outbox may wait for `flush`, in ms; undefined where it is empty. */
  flushDueInMs(nowMs: number): number | undefined {
    let dueInMs: number | undefined
    for (const { outbox } of this.#audiences()) {
      const nextMs = outbox.dueInMs(nowMs, this.#sessions.size)
      if (nextMs !== undefined) dueInMs = Math.min(nextMs, dueInMs ?? Infinity)
    }
    return dueInMs
  }

  /** What everyone is to hear, as one parcel; where readers hear something else, they have one of their own. */
  flush(nowMs: number, options?: { whole: boolean }): Effect[] {
    const effects: Effect[] = []
    for (const audience of this.#audiences()) {
      if (audience.outbox.isEmpty) continue
      const { frames, except } = audience.take(nowMs, options)
      const to = this.#liveSessions(audience)
      if (frames.length > 0 && to.length > 0) effects.push({ type: 'send', to, except, frames })
    }
    return effects
  }

  /** What it took to hand the last parcels to all sockets, in ms. */
  flushed(costMs: number): void {
    for (const { outbox } of this.#audiences()) outbox.spent(costMs)
  }

  /** What Yjs tidied up while the document was loaded, as an update: not in the log yet. */
  mend(update: Uint8Array): Effect[] {
    this.#given.push({ update, origin: 'load' })
    return this.#takeGiven()
  }

  /** A change made by the server itself (renaming from the list, an import). Stored when `storedSeq` reaches `seq`. */
  edit(change: (doc: Y.Doc) => void, author?: string): Effect[] {
    this.#doc.transact(() => change(this.#doc), 'server')
    return this.#takeGiven(author)
  }

  /** [D1] Everything up to this seq is on disk. */
  stored(upToSeq: number): Effect[] {
    this.#storedSeq = Math.max(this.#storedSeq, upToSeq)
    const effects: Effect[] = []
    if (this.#trouble !== null) {
      this.#trouble = null
      effects.push(...this.#tellTrouble(storageFrame(false, '')))
    }
    for (const session of this.#sessions.values()) {
      if (session.receipts.areOpen) effects.push(...this.#acknowledge(session))
    }
    return effects
  }

  /** [D4] Storing failed; it will be tried again. */
  storeFailed(sentence: string): Effect[] {
    if (this.#trouble === sentence) return []
    this.#trouble = sentence
    return this.#tellTrouble(storageFrame(true, sentence))
  }

  /**
   * [F1] The session reads too slowly: after this parcel it gets nothing until `resume`. `alsoLacks`: it did not get
   * the parcel of the moment either.
   */
  stall(id: SessionId, nowMs: number, { alsoLacks = false } = {}): Effect[] {
    const session = this.#sessions.get(id)
    if (!session || session.pace.kind === 'behind') return []
    // What the document has already and the outbox still holds would be in its state vector, and never be sent to it.
    const effects = this.flush(nowMs, { whole: true })
    session.pace = alsoLacks
      ? { kind: 'behind', stateVector: NOTHING, mark: -1 }
      : { kind: 'behind', stateVector: Y.encodeStateVector(this.#doc), mark: this.#audienceOf(session).mark }
    this.#live.clear()
    return effects
  }

  resume(id: SessionId, nowMs: number): Effect[] {
    const session = this.#sessions.get(id)
    if (!session || session.pace.kind === 'live') return []
    const { stateVector, mark } = session.pace
    session.pace = { kind: 'live' }
    session.renewedMs = nowMs
    this.#live.clear()
    const frames = this.#audienceOf(session).since(mark, stateVector, nowMs)
    frames.push(...this.#everyoneFrames())
    if (session.wantsReceipts) {
      frames.push(savedFrame(session.receipts.acknowledged), storageFrame(this.#trouble !== null, this.#trouble ?? ''))
    }
    return [{ type: 'send', to: [id], frames }]
  }

  /** Called now and then: [A5] renews presence, and keeps lone clients from thinking that the server is gone. */
  tick(nowMs: number): Effect[] {
    this.#everybody.forgetUnused(nowMs)
    this.#readers.tick(nowMs, this.#hasReaders())
    const effects = this.#askAll(this.#presence.owedQuestions(nowMs))
    if (nowMs < this.#renewDueMs) return effects
    this.#presence.forgetDeparted(nowMs)
    if (this.#presence.takeRenewed()) this.#everyone = undefined
    const to: SessionId[] = []
    let oldestMs = Infinity
    for (const session of this.#sessions.values()) {
      if (session.pace.kind === 'live' && nowMs - session.renewedMs >= RENEWED_WITHIN_MS) {
        session.renewedMs = nowMs
        to.push(session.id)
      }
      oldestMs = Math.min(oldestMs, session.renewedMs)
    }
    this.#renewDueMs = oldestMs + RENEW_EVERY_MS
    if (to.length === 0) return effects
    const frames = this.#presence.size > 0 ? this.#everyoneFrames() : [KEEPALIVE_FRAME]
    return [...effects, { type: 'send', to, frames }]
  }

  /** The whole document for storage at rest, in Yjs' V2 encoding, without what is pending. */
  snapshot(): Uint8Array {
    return Y.encodeStateAsUpdateV2(this.#doc)
  }

  close(): void {
    this.#readers.close()
    this.#doc.destroy()
  }

  /** [F2] Throws PeerError. */
  #count(session: Session, cost: number, nowMs: number): void {
    if (session.allowance.take(cost, nowMs)) return
    throw new PeerError(CLOSE.tooFast, `more than ${this.#limits.maxUpdatesPerSecond} messages a second`)
  }

  #write(session: Session, update: Uint8Array, nowMs: number, isAnswer = false): Effect[] {
    if (!session.mayWrite) {
      const frame = session.wantsReceipts ? refusedFrame(READ_ONLY_SENTENCE) : permissionDeniedFrame(READ_ONLY_SENTENCE)
      return [{ type: 'send', to: [session.id], frames: [frame] }]
    }
    const hadPending = this.hasPending
    const needs = this.#apply(update, session)
    const effects = this.#takeGiven(session.author)
    for (const { session: id, reason } of this.#waiting.takeRefused()) {
      const culprit = this.#sessions.get(id)
      if (culprit) effects.push(...this.#sendAway(culprit, reason.close, reason.message, nowMs))
    }
    if (hadPending) for (const each of this.#sessions.values()) each.receipts.closeGaps(this.#doc, this.#seq)
    if (!this.#sessions.has(session.id)) return effects
    const lacks = !isReached(this.#doc, needs)
    session.receipts.add(lacks ? needs : this.#seq)
    effects.push(...this.#acknowledge(session))
    if (!lacks) return effects
    if (this.#waiting.bytes > this.#limits.maxPendingBytes) {
      const detail = 'its changes build on others that it does not send'
      return [...effects, ...this.#sendAway(session, CLOSE.malformed, detail, nowMs)]
    }
    // A client whose own copy waits for something gives the same answer for ever.
    if (isAnswer && session.askedAtSeq === this.#seq) return effects
    session.askedAtSeq = this.#seq
    effects.push({ type: 'send', to: [session.id], frames: [this.#askFrame()] })
    return effects
  }

  /** Throws PeerError before anything of it is applied; TimeLimitError or HalfAppliedError in the middle. */
  #apply(update: Uint8Array, session: Session): Needs {
    const { needs, structs } = readWhole(update)
    refuseDeepTypes(this.#doc, structs)
    // Who is asked to remove something must be able to.
    if (structs.length > 0) this.#refuseIfFull(update.length)
    const work = () => this.#waiting.apply(update, session.id)
    try {
      if (structs.length >= BOUNDED_FROM_STRUCTS || this.hasPending) this.#bounded(work, session.patienceMs?.())
      else work()
    } catch (cause) {
      if (cause instanceof TimeLimitError) throw cause
      // It read well and broke in the middle: half of it may be in the document.
      throw new HalfAppliedError('the update cannot be applied', { cause })
    }
    return needs
  }

  /** [S9] */
  #abandon(culprit: Session | undefined, error: Error): Effect[] {
    const detail = error.message
    const effects: Effect[] = [{ type: 'abandon', detail, tookTooLong: error instanceof TimeLimitError }]
    if (!culprit) return effects
    this.#sessions.delete(culprit.id)
    return [{ type: 'close', session: culprit.id, reason: CLOSE.malformed, detail }, ...effects]
  }

  #sendAway(session: Session, reason: CloseReason, detail: string, nowMs: number): Effect[] {
    return [...this.leave(session.id, nowMs), { type: 'close', session: session.id, reason, detail }]
  }

  /**
   * Numbers what the last transactions gave off, for the log and for everyone else. What had waited is its own
   * sender's, and everyone else lacks it, also the one whose update it waited for.
   */
  #takeGiven(author?: string): Effect[] {
    const given = this.#given
    this.#given = []
    const effects: Effect[] = given.map(({ update, origin }, index) => {
      const sender = typeof origin === 'number' ? this.#sessions.get(origin) : undefined
      this.#seq++
      if (this.#sizeAtMost !== undefined) this.#sizeAtMost += update.length
      this.#everybody.outbox.addUpdate(update, sender?.id)
      // The document is as it is after the last of them.
      const summary = index === given.length - 1 ? this.#takeNewSummary() : undefined
      return { type: 'append', seq: this.#seq, update, author: sender ? sender.author : author, summary }
    })
    if (this.#areReadersOver) effects.push(...this.#sendReadersAway())
    return effects
  }

  #takeNewSummary(): RoomSummary | undefined {
    const summary = this.#isSummaryNew ? this.summary : undefined
    this.#isSummaryNew = false
    return summary
  }

  /** Called while the document tells of a change: readers hear nothing of it until the next `flush`. */
  #followWithReaders(update: Uint8Array, transaction: Y.Transaction): void {
    const course = this.#readers.follow(update, transaction)
    if (course === 'over') this.#areReadersOver = true
    if (course !== 'apart' || !this.#hasReaders()) return
    const unheard = this.#given.map((given) => given.update)
    this.#readers.part(this.#everybody.outbox, unheard)
    this.#live.clear()
    for (const { mayWrite, pace } of this.#sessions.values()) {
      // The frames that it missed are those of everybody: it is answered from its state vector.
      if (!mayWrite && pace.kind === 'behind') pace.mark = -1
    }
  }

  /** [R3] */
  #sendReadersAway(): Effect[] {
    this.#areReadersOver = false
    const readers = [...this.#sessions.values()].filter(({ mayWrite }) => !mayWrite)
    for (const { id } of readers) this.#sessions.delete(id)
    this.#live.clear()
    const [reason, detail] = [CLOSE.otherGeneration, 'readers may see something again that was hidden from them']
    return readers.map(({ id }) => ({ type: 'close', session: id, reason, detail }))
  }

  #hasReaders(): boolean {
    for (const { mayWrite } of this.#sessions.values()) if (!mayWrite) return true
    return false
  }

  #audiences(): readonly Audience[] {
    const { audience } = this.#readers
    return audience ? [this.#everybody, audience] : [this.#everybody]
  }

  #audienceOf({ mayWrite }: Session): Audience {
    return (mayWrite ? undefined : this.#readers.audience) ?? this.#everybody
  }

  #refuseIfFull(moreBytes: number): void {
    if (!this.#mayGrow(this.id)) throw new PeerError(CLOSE.documentTooLarge, 'its owner has used up their space')
    const { maxDocumentBytes } = this.#limits
    if (this.#sizeAtMost !== undefined && this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    this.#sizeAtMost = Y.encodeStateAsUpdate(this.#doc).length
    if (this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    throw new PeerError(CLOSE.documentTooLarge, `the document has ${this.#sizeAtMost} bytes`)
  }

  /** [A8] With the first question of a session it shows whether it was here before. */
  #welcomeBack(session: Session, stateVector: Uint8Array, nowMs: number): Effect[] {
    if (session.isReturning !== undefined) return []
    session.isReturning = !isNothing(stateVector) || this.#doc.store.clients.size === 0
    return session.isReturning ? this.#askAll(this.#presence.welcomeBack(nowMs)) : []
  }

  #askAll(questions: readonly Question[]): Effect[] {
    return questions
      .filter(({ sessionId }) => this.#sessions.get(sessionId)?.pace.kind === 'live')
      .map(({ sessionId, entry }) => ({ type: 'send', to: [sessionId], frames: [presenceFrame([entry])] }))
  }

  #hearPresence(session: Session, entries: PresenceEntry[], nowMs: number): Effect[] {
    // A reader is not seen; it is not refused either, for every stock client speaks of itself.
    if (!session.mayWrite) return []
    const { user: stamp, isReturning } = session
    const { news, answer, refused } = this.#presence.receive(session.id, entries, { stamp, isReturning, nowMs })
    this.#tell(news)
    const frames = answer.length > 0 ? [presenceFrame(answer)] : []
    if (refused && session.wantsReceipts) frames.push(refusedFrame(refused))
    return frames.length > 0 ? [{ type: 'send', to: [session.id], frames }] : []
  }

  #tell(news: PresenceEntry[]): void {
    if (news.length === 0) return
    this.#everyone = undefined
    for (const { outbox } of this.#audiences()) outbox.addPresence(news)
  }

  #tellTrouble(frame: Uint8Array): Effect[] {
    const to = [...this.#sessions.values()]
      .filter(({ wantsReceipts, pace }) => wantsReceipts && pace.kind === 'live')
      .map(({ id }) => id)
    return to.length > 0 ? [{ type: 'send', to, frames: [frame] }] : []
  }

  #acknowledge({ id, receipts, pace, wantsReceipts }: Session): Effect[] {
    if (!receipts.stored(this.#storedSeq)) return []
    if (pace.kind === 'behind') return [] // `resume` says it
    return wantsReceipts ? [{ type: 'send', to: [id], frames: [savedFrame(receipts.acknowledged)] }] : []
  }

  #askFrame(): Uint8Array {
    return step1Frame(Y.encodeStateVector(this.#doc))
  }

  #everyoneFrames(): Uint8Array[] {
    this.#everyone ??= [presenceFrame(this.#presence.entries())]
    return this.#everyone
  }

  #liveSessions(audience: Audience): readonly SessionId[] {
    let live = this.#live.get(audience)
    if (!live) {
      live = [...this.#sessions.values()]
        .filter((session) => session.pace.kind === 'live' && this.#audienceOf(session) === audience)
        .map(({ id }) => id)
      this.#live.set(audience, live)
    }
    return live
  }
}

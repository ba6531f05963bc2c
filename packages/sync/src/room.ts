/**
 * One chronology while people are in it: no socket, no clock, no timer, no storage. It is told what happened and says
 * what to do. `RoomHost` is its caller; the rules that it keeps are numbered in PROTOCOL.md.
 *
 * Invariants: an update that changed the document is asked to be appended exactly once, under a seq of its own; a write
 * frame is acknowledged only when everything that it brought is stored; what waits for a missing update (Yjs' pending
 * structs) is neither stored, nor acknowledged, nor given to others.
 */
import * as Y from 'yjs'
import { Presence } from './presence.ts'
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
  step2Frame,
  storageFrame,
  updateFrame,
} from './protocol.ts'

export type SessionId = number

export interface SessionOptions {
  /** False for a reader: its write frames are refused unread, and it is not seen by others. */
  mayWrite: boolean
  /** The client asked for the private messages (`ack=1`). */
  wantsReceipts: boolean
  /** Written beside its updates in the log. */
  author?: string
}

export type Effect =
  | { type: 'send'; to: readonly SessionId[]; except?: SessionId; frame: Uint8Array }
  | { type: 'append'; seq: number; update: Uint8Array; author?: string }
  | { type: 'close'; session: SessionId; reason: CloseReason; detail: string }

export interface RoomLimits {
  maxFrameBytes: number
  maxDocumentBytes: number
  /** What waits for a missing update, at most. */
  maxPendingBytes: number
}

export const DEFAULT_LIMITS: RoomLimits = {
  maxFrameBytes: MAX_FRAME_BYTES,
  maxDocumentBytes: MAX_DOCUMENT_BYTES,
  maxPendingBytes: MAX_FRAME_BYTES,
}

/** Well below the 30 s after which y-websocket clients forget a colleague, or a silent server. */
const RENEW_EVERY_MS = 20_000
const READ_ONLY_SENTENCE = 'You can read this chronology but not change it. Your change was not taken.'

/** Clock that each client must have reached for an update to be in the document whole. */
type Needs = Map<number, number>

/** Write frames of one session, in order: the seq at which all that they brought is stored, or what it still lacks. */
interface Receipt {
  frames: number
  due: number | Needs
}

type Pace = { kind: 'live' } | { kind: 'behind'; stateVector: Uint8Array }

interface Session extends SessionOptions {
  id: SessionId
  written: number
  acknowledged: number
  receipts: Receipt[]
  pace: Pace
}

export class Room {
  readonly id: string
  readonly #doc: Y.Doc
  readonly #limits: RoomLimits
  readonly #sessions = new Map<SessionId, Session>()
  readonly #presence = new Presence()
  /** What the running transaction gave off, by whom: Yjs itself may tidy up formatting after a peer's update. */
  #given: { update: Uint8Array; origin: unknown }[] = []
  #seq: number
  #storedSeq: number
  #trouble: string | null = null
  /** The document has this many bytes at most; made exact when that nears the limit. Undefined: not measured yet. */
  #sizeAtMost: number | undefined
  #live: SessionId[] | undefined
  #stateFrame: Uint8Array | undefined
  #presenceFrame: Uint8Array | undefined
  #renewedAtMs: number | undefined

  /** `doc` holds all that is stored up to `seq`, and becomes the room's own. */
  constructor(id: string, doc: Y.Doc, seq: number, limits: RoomLimits = DEFAULT_LIMITS) {
    this.id = id
    this.#doc = doc
    this.#seq = seq
    this.#storedSeq = seq
    this.#limits = limits
    doc.on('update', (update: Uint8Array, origin: unknown) => this.#given.push({ update, origin }))
  }

  /** To be read only: changes go through `receive` and `edit`. */
  get doc(): Y.Doc {
    return this.#doc
  }

  /** Number of the latest update, and of the latest one on disk. */
  get seq(): number {
    return this.#seq
  }

  get storedSeq(): number {
    return this.#storedSeq
  }

  get sessionIds(): SessionId[] {
    return [...this.#sessions.keys()]
  }

  get peopleCount(): number {
    return this.#presence.size
  }

  get hasPending(): boolean {
    const { pendingStructs, pendingDs } = this.#doc.store
    return pendingStructs !== null || pendingDs !== null
  }

  /** [H1] A new connection: it is asked what it has, and told who is here. */
  join(id: SessionId, options: SessionOptions): Effect[] {
    if (this.#sessions.has(id)) throw new Error(`room ${this.id}: session ${id} is in it already`)
    this.#sessions.set(id, { ...options, id, written: 0, acknowledged: 0, receipts: [], pace: { kind: 'live' } })
    this.#live = undefined
    const effects: Effect[] = []
    if (options.mayWrite) effects.push({ type: 'send', to: [id], frame: this.#askFrame() })
    if (this.#presence.size > 0) effects.push({ type: 'send', to: [id], frame: this.#everyoneFrame() })
    if (options.wantsReceipts && this.#trouble !== null) {
      effects.push({ type: 'send', to: [id], frame: storageFrame(true, this.#trouble) })
    }
    return effects
  }

  /** A frame of a session that has joined; one that has left is not heard any more. */
  receive(id: SessionId, frame: Uint8Array, nowMs: number): Effect[] {
    const session = this.#sessions.get(id)
    if (!session) return []
    try {
      if (frame.length > this.#limits.maxFrameBytes) {
        throw new PeerError(CLOSE.frameTooLarge, `a frame of ${frame.length} bytes`)
      }
      const message = readClientMessage(frame)
      switch (message.type) {
        case 'step1':
          return [{ type: 'send', to: [id], frame: this.#answerFrame(message.stateVector) }]
        case 'write':
          return this.#write(session, message.update, nowMs)
        case 'presence':
          return this.#hearPresence(session, message.entries)
        case 'queryPresence':
          return [{ type: 'send', to: [id], frame: this.#everyoneFrame() }]
      }
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      return [...this.#takeGiven(session.author), ...this.#sendAway(session, error.close, error.message, nowMs)]
    }
  }

  leave(id: SessionId, nowMs: number): Effect[] {
    if (!this.#sessions.delete(id)) return []
    this.#live = undefined
    this.#dropOrphanedGap()
    const { news, ask } = this.#presence.leave(id, nowMs)
    const effects = this.#tell(news)
    if (ask && this.#sessions.has(ask.sessionId)) {
      effects.push({ type: 'send', to: [ask.sessionId], frame: presenceFrame([ask.entry]) })
    }
    return effects
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
    for (const session of this.#sessions.values()) effects.push(...this.#acknowledge(session))
    return effects
  }

  /** [D4] Storing failed; it will be tried again. */
  storeFailed(sentence: string): Effect[] {
    if (this.#trouble === sentence) return []
    this.#trouble = sentence
    return this.#tellTrouble(storageFrame(true, sentence))
  }

  /** [F1] The session reads too slowly: it gets nothing until `resume`, then one merged update. */
  stall(id: SessionId): void {
    const session = this.#sessions.get(id)
    if (!session || session.pace.kind === 'behind') return
    session.pace = { kind: 'behind', stateVector: Y.encodeStateVector(this.#doc) }
    this.#live = undefined
  }

  resume(id: SessionId): Effect[] {
    const session = this.#sessions.get(id)
    if (!session || session.pace.kind === 'live') return []
    const { stateVector } = session.pace
    session.pace = { kind: 'live' }
    this.#live = undefined
    const missed = withoutPending(this.#doc, () => Y.encodeStateAsUpdate(this.#doc, stateVector))
    const effects: Effect[] = [
      { type: 'send', to: [id], frame: updateFrame(missed) },
      { type: 'send', to: [id], frame: this.#everyoneFrame() },
    ]
    if (session.wantsReceipts) {
      effects.push({ type: 'send', to: [id], frame: savedFrame(session.acknowledged) })
      effects.push({ type: 'send', to: [id], frame: storageFrame(this.#trouble !== null, this.#trouble ?? '') })
    }
    return effects
  }

  /** Called now and then: renews presence, and keeps lone clients from thinking that the server is gone. */
  tick(nowMs: number): Effect[] {
    this.#renewedAtMs ??= nowMs
    if (nowMs - this.#renewedAtMs < RENEW_EVERY_MS) return []
    this.#renewedAtMs = nowMs
    this.#presence.forgetDeparted(nowMs)
    if (this.#presence.takeRenewed()) this.#presenceFrame = undefined
    const frame = this.#presence.size > 0 ? this.#everyoneFrame() : KEEPALIVE_FRAME
    return [{ type: 'send', to: this.#liveSessions(), frame }]
  }

  /** The whole document for storage at rest, in Yjs' V2 encoding, without what is pending. */
  snapshot(): Uint8Array {
    return withoutPending(this.#doc, () => Y.encodeStateAsUpdateV2(this.#doc))
  }

  close(): void {
    this.#doc.destroy()
  }

  #write(session: Session, update: Uint8Array, nowMs: number): Effect[] {
    if (!session.mayWrite) {
      const frame = session.wantsReceipts ? refusedFrame(READ_ONLY_SENTENCE) : permissionDeniedFrame(READ_ONLY_SENTENCE)
      return [{ type: 'send', to: [session.id], frame }]
    }
    this.#refuseIfFull(update.length)
    const hadPending = this.hasPending
    const needs = applyStrictly(this.#doc, update, session.id)
    session.written++
    // What waited may come free with it, and the sender lacks that as much as everyone else.
    const effects = this.#takeGiven(session.author, hadPending ? undefined : session.id)
    if (hadPending) this.#closeGaps()
    const lacks = !isReached(this.#doc, needs)
    this.#addReceipt(session, lacks ? needs : this.#seq)
    effects.push(...this.#acknowledge(session))
    if (!lacks) return effects
    if (pendingBytes(this.#doc) > this.#limits.maxPendingBytes) {
      return [...effects, ...this.#giveUpGap(session, nowMs)]
    }
    effects.push({ type: 'send', to: [session.id], frame: this.#askFrame() })
    return effects
  }

  #sendAway(session: Session, reason: CloseReason, detail: string, nowMs: number): Effect[] {
    return [...this.leave(session.id, nowMs), { type: 'close', session: session.id, reason, detail }]
  }

  /** [S4] Too much waits for what never comes: it goes, and with it everyone who still counts on it. */
  #giveUpGap(culprit: Session, nowMs: number): Effect[] {
    const others = [...this.#sessions.values()].filter((other) => other !== culprit && hasGap(other))
    this.#dropPending()
    return [
      ...this.#sendAway(culprit, CLOSE.malformed, 'its changes build on others that it does not send', nowMs),
      ...others.flatMap((other) => this.#sendAway(other, CLOSE.resync, 'what it waited for was given up', nowMs)),
    ]
  }

  /** Numbers what the last transaction gave off, for the log and for everyone else. */
  #takeGiven(author?: string, except?: SessionId): Effect[] {
    const given = this.#given
    this.#given = []
    const effects: Effect[] = []
    for (const { update, origin } of given) {
      this.#seq++
      if (this.#sizeAtMost !== undefined) this.#sizeAtMost += update.length
      this.#stateFrame = undefined
      const frame = updateFrame(update)
      effects.push({ type: 'send', to: this.#liveSessions(), except: origin === except ? except : undefined, frame })
      effects.push({ type: 'append', seq: this.#seq, update, author })
    }
    return effects
  }

  #refuseIfFull(moreBytes: number): void {
    const { maxDocumentBytes } = this.#limits
    if (this.#sizeAtMost !== undefined && this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    this.#sizeAtMost = this.#settledState().length
    if (this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    throw new PeerError(CLOSE.documentTooLarge, `the document has ${this.#sizeAtMost} bytes`)
  }

  #hearPresence(session: Session, entries: PresenceEntry[]): Effect[] {
    // A reader is not seen; it is not refused either, for every stock client speaks of itself.
    if (!session.mayWrite) return []
    const { news, answer, refused } = this.#presence.receive(session.id, entries)
    const effects = this.#tell(news)
    if (answer.length > 0) effects.push({ type: 'send', to: [session.id], frame: presenceFrame(answer) })
    if (refused && session.wantsReceipts) effects.push({ type: 'send', to: [session.id], frame: refusedFrame(refused) })
    return effects
  }

  #tell(news: PresenceEntry[]): Effect[] {
    if (news.length === 0) return []
    this.#presenceFrame = undefined
    // The sender hears it too: y-websocket gives up on a server that says nothing for 30 s.
    return [{ type: 'send', to: this.#liveSessions(), frame: presenceFrame(news) }]
  }

  #tellTrouble(frame: Uint8Array): Effect[] {
    const to = [...this.#sessions.values()]
      .filter(({ wantsReceipts, pace }) => wantsReceipts && pace.kind === 'live')
      .map(({ id }) => id)
    return to.length > 0 ? [{ type: 'send', to, frame }] : []
  }

  #addReceipt(session: Session, due: Receipt['due']): void {
    const last = session.receipts.at(-1)
    if (last?.due === due) last.frames = session.written
    else session.receipts.push({ frames: session.written, due })
  }

  #acknowledge(session: Session): Effect[] {
    let frames = session.acknowledged
    for (let next = session.receipts[0]; next; next = session.receipts[0]) {
      if (typeof next.due !== 'number' || next.due > this.#storedSeq) break
      frames = next.frames
      session.receipts.shift()
    }
    if (frames === session.acknowledged) return []
    session.acknowledged = frames
    if (session.pace.kind === 'behind') return [] // `resume` says it
    return session.wantsReceipts ? [{ type: 'send', to: [session.id], frame: savedFrame(frames) }] : []
  }

  /** What waited and is whole now is part of the latest update. */
  #closeGaps(): void {
    for (const session of this.#sessions.values()) {
      for (const receipt of session.receipts) {
        if (typeof receipt.due !== 'number' && isReached(this.#doc, receipt.due)) receipt.due = this.#seq
      }
    }
  }

  /** What waits is worth keeping only while one who can fill the gap is here. */
  #dropOrphanedGap(): void {
    if (this.hasPending && ![...this.#sessions.values()].some(hasGap)) this.#dropPending()
  }

  #dropPending(): void {
    this.#doc.store.pendingStructs = null
    this.#doc.store.pendingDs = null
  }

  #settledState(): Uint8Array {
    return withoutPending(this.#doc, () => Y.encodeStateAsUpdate(this.#doc))
  }

  /** [S2] The whole state is encoded once per change, not once per joiner. */
  #answerFrame(stateVector: Uint8Array): Uint8Array {
    if (stateVector.length === 1 && stateVector[0] === 0) {
      if (!this.#stateFrame) {
        const state = this.#settledState()
        this.#sizeAtMost = state.length
        this.#stateFrame = step2Frame(state)
      }
      return this.#stateFrame
    }
    try {
      return step2Frame(withoutPending(this.#doc, () => Y.encodeStateAsUpdate(this.#doc, stateVector)))
    } catch (cause) {
      throw new PeerError(CLOSE.malformed, 'the state vector cannot be read', { cause })
    }
  }

  #askFrame(): Uint8Array {
    return step1Frame(Y.encodeStateVector(this.#doc))
  }

  #everyoneFrame(): Uint8Array {
    this.#presenceFrame ??= presenceFrame(this.#presence.entries())
    return this.#presenceFrame
  }

  /** One array until somebody comes, goes or falls behind. */
  #liveSessions(): readonly SessionId[] {
    this.#live ??= [...this.#sessions.values()].filter(({ pace }) => pace.kind === 'live').map(({ id }) => id)
    return this.#live
  }
}

function hasGap(session: Session): boolean {
  return session.receipts.some((receipt) => typeof receipt.due !== 'number')
}

function pendingBytes({ store }: Y.Doc): number {
  return (store.pendingStructs?.update.length ?? 0) + (store.pendingDs?.length ?? 0)
}

/**
 * Y.applyUpdate, but only after the whole update has been read once: what Yjs throws in the middle of a transaction
 * would leave half of it applied. V1 only (yjs/yjs#687: a V2 payload can hang the merge). Returns the clocks that the
 * document has reached once all of the update is in it. Throws PeerError.
 */
function applyStrictly(doc: Y.Doc, update: Uint8Array, origin: unknown): Needs {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    const needs: Needs = new Map()
    const need = (client: number, clock: number) => {
      if (clock > (needs.get(client) ?? 0)) needs.set(client, clock)
    }
    for (const struct of structs) {
      if (!(struct instanceof Y.Skip)) need(struct.id.client, struct.id.clock + struct.length)
    }
    for (const [client, deleted] of ds.clients) for (const range of deleted) need(client, range.clock + range.len)
    Y.applyUpdate(doc, update, origin)
    return needs
  } catch (cause) {
    throw new PeerError(CLOSE.malformed, 'the update cannot be read', { cause })
  }
}

function isReached(doc: Y.Doc, needs: Needs): boolean {
  for (const [client, clock] of needs) if (Y.getState(doc.store, client) < clock) return false
  return true
}

/** Yjs' encoders add what is pending to every state that they write; here that is nobody's yet. */
function withoutPending<T>(doc: Y.Doc, encode: () => T): T {
  const { pendingStructs, pendingDs } = doc.store
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
  try {
    return encode()
  } finally {
    doc.store.pendingStructs = pendingStructs
    doc.store.pendingDs = pendingDs
  }
}

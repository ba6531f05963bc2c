/** What the members of a room are told of each other. `Presence` keeps who is here; this tells them. */
import type { PresenceEntry } from '../wire/client-message.ts'
import { KEEPALIVE_FRAME, presenceFrame, refusedFrame } from '../wire/frames.ts'
import { isNothing } from './audience.ts'
import { type Effect, sendTo } from './effect.ts'
import type { Members } from './members.ts'
import { Presence, type Question } from './presence.ts'
import type { Session, SessionId } from './session.ts'

/** [A5] Below the 30 s after which y-websocket clients forget a colleague, or a silent server. */
const RENEW_EVERY_MS = 27_000
/** y-protocols' clients renew their own state when it is 15 s old, and look every 3 s: by then its clock has grown. */
const RENEWED_WITHIN_MS = 19_000

export class RoomPresence {
  readonly #members: Members
  readonly #presence = new Presence()
  #everyone: Uint8Array[] | undefined
  #renewDueMs = Infinity

  constructor(members: Members) {
    this.#members = members
  }

  get size(): number {
    return this.#presence.size
  }

  /** [H1] Who is here, for a new session; nothing where nobody is. */
  welcomeFrames(nowMs: number): readonly Uint8Array[] {
    this.#renewDueMs = Math.min(this.#renewDueMs, nowMs + RENEW_EVERY_MS)
    return this.#presence.size > 0 ? this.everyoneFrames() : []
  }

  /** One frame with everyone, encoded once for all who hear it. */
  everyoneFrames(): readonly Uint8Array[] {
    this.#everyone ??= [presenceFrame(this.#presence.entries())]
    return this.#everyone
  }

  /**
   * [A8] The session asks for the document (sync step 1). With its first question it shows whether it was here before; if
   * so, some are asked to say again that they are here.
   */
  asked(session: Session, stateVector: Uint8Array, isDocumentEmpty: boolean, nowMs: number): Effect[] {
    if (session.isReturning !== undefined) return []
    session.isReturning = !isNothing(stateVector) || isDocumentEmpty
    return session.isReturning ? this.#askAll(this.#presence.welcomeBack(nowMs)) : []
  }

  /** What a session says of itself. Throws PeerError. */
  hear(session: Session, entries: PresenceEntry[], nowMs: number): Effect[] {
    // [A6] A reader is not seen; it is not refused either, for every stock client speaks of itself.
    if (!session.mayWrite) return []
    const { user: stamp, isReturning } = session
    const { news, answer, refused } = this.#presence.receive(session.id, entries, { stamp, isReturning, nowMs })
    this.#tell(news)
    const frames = answer.length > 0 ? [presenceFrame(answer)] : []
    if (refused && session.wantsReceipts) frames.push(refusedFrame(refused))
    return sendTo(session.id, frames)
  }

  /** [A3] [A4] The session is gone. */
  leave(id: SessionId, nowMs: number): Effect[] {
    const { news, ask } = this.#presence.leave(id, nowMs)
    this.#tell(news)
    return ask && this.#members.has(ask.sessionId) ? sendTo(ask.sessionId, [presenceFrame([ask.entry])]) : []
  }

  /** [A7] The session is asked to say again who it is. */
  ask(id: SessionId): Effect[] {
    const entry = this.#presence.ask(id)
    return entry ? sendTo(id, [presenceFrame([entry])]) : []
  }

  /** Called now and then: [A5] renews presence, and keeps lone clients from thinking that the server is gone. */
  tick(nowMs: number): Effect[] {
    const effects = this.#askAll(this.#presence.owedQuestions(nowMs))
    if (nowMs < this.#renewDueMs) return effects
    this.#presence.forgetDeparted(nowMs)
    if (this.#presence.takeRenewed()) this.#everyone = undefined
    const to: SessionId[] = []
    let oldestMs = Infinity
    for (const session of this.#members.all()) {
      if (session.pace.kind === 'live' && nowMs - session.renewedMs >= RENEWED_WITHIN_MS) {
        session.renewedMs = nowMs
        to.push(session.id)
      }
      oldestMs = Math.min(oldestMs, session.renewedMs)
    }
    this.#renewDueMs = oldestMs + RENEW_EVERY_MS
    if (to.length === 0) return effects
    const frames = this.#presence.size > 0 ? this.everyoneFrames() : [KEEPALIVE_FRAME]
    return [...effects, { type: 'send', to, frames }]
  }

  /** [A5] Goes out with the next parcel. */
  #tell(news: PresenceEntry[]): void {
    if (news.length === 0) return
    this.#everyone = undefined
    for (const { outbox } of this.#members.audiences()) outbox.addPresence(news)
  }

  #askAll(questions: readonly Question[]): Effect[] {
    return questions
      .filter(({ sessionId }) => this.#members.get(sessionId)?.pace.kind === 'live')
      .map(({ sessionId, entry }) => ({ type: 'send', to: [sessionId], frames: [presenceFrame([entry])] }))
  }
}

/**
 * Who is in a room, told by the room itself. y-protocols' Awareness is not used on the server: it believes any client
 * about any other, forgets who said what, owns a timer and keeps a row for every visitor there ever was.
 *
 * [A1] A client id belongs to the session that used it first, one id to a session; nobody else can speak for it. Stock
 * clients send every state that they hear back to the server, so foreign ids are normal and are left out in silence.
 */
import { OldClocks } from './old-clocks.ts'
import type { Identity, SessionId } from './session.ts'
import { CLOSE, PeerError } from '../wire/close.ts'
import type { PresenceEntry } from '../wire/client-message.ts'

export const MAX_PRESENCE_BYTES = 2048
const MAX_NAME_LENGTH = 80
const KEPT_KEYS = ['user', 'where', 'cursor', 'selection'] as const
/** As stock editors choose them: a CSS hex colour. */
const COLOR = /^#[\da-f]{3,8}$/i
const DEPARTED_KEPT_MS = 10 * 60_000
const MAX_DEPARTED = 1000

interface Present {
  sessionId: SessionId
  clock: number
  state: string
}

/** What is said with a state, beside it. */
interface Speaker {
  stamp?: Identity
  /** [A8] It has been here before, or somebody of the same name has: others may hold its clock. */
  isReturning?: boolean
  nowMs?: number
}

/** Its own departure, to which y-protocols answers with a higher clock. */
export interface Question {
  sessionId: SessionId
  entry: PresenceEntry
}

export interface PresenceOutcome {
  /** To be told to everyone now. */
  news: PresenceEntry[]
  /** To be told to the sender alone. */
  answer: PresenceEntry[]
  /** A sentence for the sender, where a state was not taken. */
  refused?: string
}

export class Presence {
  #present = new Map<number, Present>()
  #idBySession = new Map<SessionId, number>()
  /** Sessions that announced an id which an older session still holds: asked again when that one leaves. */
  #claims = new Map<number, SessionId>()
  /** Last clocks of clients that left: an echo of theirs is not taken for a newcomer. */
  #departed = new Map<number, { clock: number; atMs: number }>()
  readonly #oldClocks = new OldClocks()
  #renewed = false

  /** Everyone present. */
  entries(): PresenceEntry[] {
    return [...this.#present]
      .filter(([, { state }]) => state !== 'null')
      .map(([clientId, { clock, state }]) => ({ clientId, clock, state }))
  }

  get size(): number {
    return this.#present.size
  }

  /** Rows kept for clients that left. */
  get departedCount(): number {
    return this.#departed.size
  }

  /** What a session says of itself. Throws PeerError where a state is no JSON. */
  receive(
    sessionId: SessionId,
    entries: PresenceEntry[],
    { stamp, isReturning = false, nowMs = 0 }: Speaker = {},
  ): PresenceOutcome {
    const outcome: PresenceOutcome = { news: [], answer: [] }
    for (const entry of entries) this.#receiveOne(sessionId, entry, { stamp, isReturning, nowMs }, outcome)
    return outcome
  }

  /** [A8] A session has been here before: which others to ask to announce themselves again. */
  welcomeBack(nowMs: number): Question[] {
    return this.#questions(this.#oldClocks.forReturning(nowMs), nowMs)
  }

  /** [A8] Called now and then: those that could not be asked at the time. */
  owedQuestions(nowMs: number): Question[] {
    return this.#questions(this.#oldClocks.owed(nowMs), nowMs)
  }

  /** The session is gone: what to tell the others, and whom to ask who they are. */
  leave(sessionId: SessionId, nowMs: number): { news: PresenceEntry[]; ask?: Question } {
    this.#oldClocks.someoneLeft(nowMs)
    for (const [id, claimant] of this.#claims) if (claimant === sessionId) this.#claims.delete(id)
    const clientId = this.#idBySession.get(sessionId)
    if (clientId === undefined) return { news: [] }
    const { clock, state } = this.#present.get(clientId) ?? { clock: 0, state: 'null' }
    this.#present.delete(clientId)
    this.#oldClocks.went(clientId)
    this.#idBySession.delete(sessionId)
    this.#departed.set(clientId, { clock, atMs: nowMs })
    if (this.#departed.size > MAX_DEPARTED) {
      for (const oldest of this.#departed.keys()) {
        this.#departed.delete(oldest)
        break
      }
    }
    const gone = { clientId, clock, state: 'null' }
    const claimant = this.#claims.get(clientId)
    this.#claims.delete(clientId)
    return {
      news: state === 'null' ? [] : [gone],
      ...(claimant !== undefined && { ask: { sessionId: claimant, entry: gone } }),
    }
  }

  /**
   * [A7] The session's stamp has changed: what to ask it, so that it says again who it is. It has to be asked, for the
   * clock of a client id is its client's own: what the server said under the same clock nobody would take, and a higher
   * one would make everyone deaf to what the client says next. To its own departure y-protocols answers with a higher
   * clock.
   */
  ask(sessionId: SessionId): PresenceEntry | undefined {
    const clientId = this.#idBySession.get(sessionId)
    const present = clientId === undefined ? undefined : this.#present.get(clientId)
    if (clientId === undefined || !present || present.state === 'null') return undefined
    return { clientId, clock: present.clock, state: 'null' }
  }

  /** Heartbeats (same state, higher clock) are told in one frame now and then. True when there were any. */
  takeRenewed(): boolean {
    const renewed = this.#renewed
    this.#renewed = false
    return renewed
  }

  forgetDeparted(nowMs: number): void {
    for (const [id, { atMs }] of this.#departed) if (nowMs - atMs > DEPARTED_KEPT_MS) this.#departed.delete(id)
  }

  #questions(clientIds: readonly number[], nowMs: number): Question[] {
    const questions: Question[] = []
    for (const clientId of clientIds) {
      const { sessionId, clock, state } = this.#present.get(clientId) ?? { sessionId: -1, clock: 0, state: 'null' }
      // A client without a state has nothing to repeat.
      if (state === 'null') continue
      this.#oldClocks.wasAsked(clientId, nowMs)
      questions.push({ sessionId, entry: { clientId, clock, state: 'null' } })
    }
    return questions
  }

  #receiveOne(
    sessionId: SessionId,
    { clientId, clock, state }: PresenceEntry,
    { stamp, isReturning, nowMs }: Required<Pick<Speaker, 'isReturning' | 'nowMs'>> & Speaker,
    outcome: PresenceOutcome,
  ): void {
    const own = this.#idBySession.get(sessionId)
    if (own !== undefined && own !== clientId) return
    const known = this.#present.get(clientId)
    if (known && known.sessionId !== sessionId) {
      // A tab that lost its connection may be back before the server noticed that the old one is dead.
      if (own === undefined && state !== 'null') this.#claims.set(clientId, sessionId)
      return
    }
    if (!known && state === 'null') return

    const cleaned = state === 'null' ? 'null' : cleanState(state, stamp)
    if (cleaned === undefined) {
      outcome.refused = `What is told about a person here must be a JSON object of at most ${MAX_PRESENCE_BYTES} bytes.`
      return
    }
    if (!known) {
      const departed = this.#departed.get(clientId)
      if (departed && clock <= departed.clock) {
        // Others would take this clock for old news. The true owner of an id answers its own departure with a higher
        // clock (y-protocols), and an echo of someone who left answers nothing.
        outcome.answer.push({ clientId, clock: departed.clock, state: 'null' })
        return
      }
      this.#departed.delete(clientId)
      this.#idBySession.set(sessionId, clientId)
      this.#present.set(clientId, { sessionId, clock, state: cleaned })
      this.#oldClocks.came(clientId, departed !== undefined, nowMs)
      outcome.news.push({ clientId, clock, state: cleaned })
      if (!departed && isReturning) {
        // The room does not remember it, and others may: they were here before a restart, or for longer than is kept.
        this.#oldClocks.wasAsked(clientId, nowMs)
        outcome.answer.push({ clientId, clock, state: 'null' })
      }
      return
    }
    const isNews = clock > known.clock || (clock === known.clock && cleaned === 'null' && known.state !== 'null')
    if (!isNews) return
    const wasAsked = clock > known.clock && this.#oldClocks.rose(clientId, nowMs)
    known.clock = clock
    if (known.state === cleaned && !wasAsked) {
      this.#renewed = true
      return
    }
    known.state = cleaned
    outcome.news.push({ clientId, clock, state: cleaned })
  }
}

/** [A2] The allowed keys of a state as JSON text, or undefined where it is no object or too large. Throws PeerError. */
function cleanState(text: string, stamp: Identity | undefined): string | undefined {
  // Cheap test first: nobody's presence needs more, whatever its keys.
  if (text.length > 4 * MAX_PRESENCE_BYTES) return undefined
  const state = parse(text)
  if (!isObject(state)) return undefined
  const kept: Record<string, unknown> = {}
  for (const key of KEPT_KEYS) if (state[key] !== undefined) kept[key] = state[key]
  const user = cleanUser(kept.user, stamp)
  if (user) kept.user = user
  else delete kept.user
  const cleaned = JSON.stringify(kept)
  return new TextEncoder().encode(cleaned).length > MAX_PRESENCE_BYTES ? undefined : cleaned
}

/** A name and a colour are a person's own choice, where the server does not know better. */
function cleanUser(claimed: unknown, stamp: Identity | undefined): Record<string, unknown> | undefined {
  const user: Record<string, unknown> = {}
  if (isObject(claimed)) {
    const { name, colour, color } = claimed
    if (typeof name === 'string') user.name = name.slice(0, MAX_NAME_LENGTH)
    if (typeof colour === 'number' && Number.isInteger(colour)) user.colour = colour
    if (typeof color === 'string' && COLOR.test(color)) user.color = color
  }
  Object.assign(user, stamp)
  return Object.keys(user).length > 0 ? user : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PeerError(CLOSE.malformed, 'a presence state is no JSON', { cause })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

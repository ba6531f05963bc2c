/**
 * [A8] Whose clock a returning client may hold already. y-protocols forgets the states of others when its line breaks
 * and keeps their clocks: told the same clock again it does nothing, and sees nobody until each of them has renewed
 * itself. So clients that have not renewed themselves since somebody left are asked to, and what they answer goes to everyone.
 */
import { Allowance } from './allowance.ts'

interface Known {
  /** When its clock has grown last in this room. */
  risenMs: number
  askedMs: number
  /** It has not answered yet. */
  isAsked: boolean
}

/** Of rounds of questions, five at once: each answer goes to everyone. In a crowd a round counts for more. */
const ROUNDS_PER_SECOND = 1
const CROWD = 100
const MAX_COST = 5
/** Sessions that have not answered by then are asked once more in the next round. */
const ANSWERED_WITHIN_MS = 1000

export class OldClocks {
  readonly #known = new Map<number, Known>()
  /** Those who left before this room was loaded hold clocks as well: of people who were here then. */
  #leftMs = -Infinity
  #rounds: Allowance | undefined
  #isOwed = false

  /** `isNew`: nobody has heard this clock of it before. */
  came(clientId: number, isNew: boolean, nowMs: number): void {
    this.#known.set(clientId, { risenMs: isNew ? nowMs : -Infinity, askedMs: -Infinity, isAsked: false })
  }

  /** Its clock has grown. True where it was asked for that: everyone is to hear it. */
  rose(clientId: number, nowMs: number): boolean {
    const known = this.#known.get(clientId)
    if (!known) return false
    const { isAsked } = known
    known.risenMs = nowMs
    known.isAsked = false
    return isAsked
  }

  wasAsked(clientId: number, nowMs: number): void {
    const known = this.#known.get(clientId)
    if (!known) return
    known.askedMs = nowMs
    known.isAsked = true
  }

  went(clientId: number): void {
    this.#known.delete(clientId)
  }

  /** Some session has ended. */
  someoneLeft(nowMs: number): void {
    this.#leftMs = nowMs
  }

  /** Somebody is back: the client ids to be asked now; none where there were too many rounds, and then they are owed. */
  forReturning(nowMs: number): number[] {
    const ids: number[] = []
    for (const [clientId, { risenMs, askedMs, isAsked }] of this.#known) {
      if (risenMs <= this.#leftMs && !(isAsked && nowMs - askedMs < ANSWERED_WITHIN_MS)) ids.push(clientId)
    }
    if (ids.length === 0) return ids
    this.#rounds ??= new Allowance(ROUNDS_PER_SECOND, nowMs)
    this.#isOwed = !this.#rounds.take(Math.min(MAX_COST, Math.max(1, ids.length / CROWD)), nowMs)
    return this.#isOwed ? [] : ids
  }

  /** Called now and then: those for whom it was too soon. */
  owed(nowMs: number): number[] {
    if (!this.#isOwed) return []
    this.#isOwed = false
    return this.forReturning(nowMs)
  }
}

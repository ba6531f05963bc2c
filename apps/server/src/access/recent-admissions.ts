/**
 * Whom the server let in a moment ago, for the time in which it cannot ask its database: a line that breaks while the disk
 * fails must not keep out those who have unsaved work. Nobody is let in by it who was not in before, and a single change of
 * anybody's access ends it, for no change can be made while the database does not answer.
 */
import type { Role } from '@coeval/api'
import type { Standing } from './access.ts'
import type { Principal } from './principal.ts'
import { hashToken } from './tokens.ts'

export interface Admitted {
  who: Principal
  standing: Standing
  role: Role
  /** Changes of anybody's access that had happened when it was decided. */
  changes: number
}

const KEPT_MS = 15 * 60_000
const MAX_KEPT = 20_000

export class RecentAdmissions {
  readonly #nowMs: () => number
  readonly #kept = new Map<string, { admitted: Admitted; untilMs: number }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** `credentials` are the cookie or key as they were sent; kept as a hash. */
  remember(credentials: string, admitted: Admitted): void {
    const key = keyOf(credentials, admitted.standing.chronology)
    this.#kept.delete(key)
    this.#kept.set(key, { admitted, untilMs: Math.min(this.#nowMs() + KEPT_MS, admitted.standing.untilMs) })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break
      this.#kept.delete(oldest)
    }
  }

  find(credentials: string, chronology: string, changes: number): Admitted | undefined {
    const found = this.#kept.get(keyOf(credentials, chronology))
    return found && found.untilMs > this.#nowMs() && found.admitted.changes === changes ? found.admitted : undefined
  }
}

function keyOf(credentials: string, chronology: string): string {
  return hashToken(`${credentials}\n${chronology}`)
}

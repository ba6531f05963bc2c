/**
 * [S9] Runs work that a hostile update could keep busy for ever, and throws TimeLimitError when it has taken too long, or
 * longer than `limitMs` where that is less; what the work was changing is then in an unknown state. The room has no clock,
 * so it is handed this.
 */
export type Bounded = <T>(work: () => T, limitMs?: number) => T

export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

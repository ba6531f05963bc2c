/**
 * Things that failed by a mistake of ours, or because what is stored cannot be read: after a few failures in a row they
 * are left alone for a while, longer each time, instead of being tried again by every page that comes back.
 */

/** So many in a row may be chance: an update that broke a room is not in the one that is loaded again. */
const FREE_FAILURES = 3
const FIRST_PAUSE_MS = 1000
const MAX_PAUSE_MS = 30_000
/** What has gone well for so long has not failed before. */
const FORGET_AFTER_MS = 2 * 60_000

interface Setback {
  failures: number
  lastMs: number
  untilMs: number
}

export class Setbacks {
  readonly #setbacks = new Map<string, Setback>()

  failed(id: string, nowMs: number): void {
    for (const [other, { lastMs }] of this.#setbacks) {
      // In the order of their last failures.
      if (nowMs - lastMs < FORGET_AFTER_MS) break
      this.#setbacks.delete(other)
    }
    const failures = (this.#setbacks.get(id)?.failures ?? 0) + 1
    const pauses = failures - FREE_FAILURES
    const pauseMs = pauses < 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** pauses, MAX_PAUSE_MS)
    this.#setbacks.delete(id)
    this.#setbacks.set(id, { failures, lastMs: nowMs, untilMs: nowMs + pauseMs })
  }

  /** How long it is left alone yet, in ms; 0 where it may be tried. */
  pauseMs(id: string, nowMs: number): number {
    return Math.max(0, (this.#setbacks.get(id)?.untilMs ?? 0) - nowMs)
  }

  forget(id: string): void {
    this.#setbacks.delete(id)
  }
}

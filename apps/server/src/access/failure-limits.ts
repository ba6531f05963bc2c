/**
 * Slows those who guess. Each key has a bucket of tries that refills with time; whoever is right gets the try back, so a
 * class that joins from one address is never slowed.
 */
export interface FailureLimit {
  /** Tries at once. */
  most: number
  /** One more for each so many ms. */
  everyMs: number
}

interface Bucket {
  left: number
  atMs: number
}

/** Above that many keys, those whose buckets are full again are forgotten; and when there are twice as many as then. */
const MANY_KEYS = 10_000

export class FailureLimits {
  readonly #limit: FailureLimit
  readonly #nowMs: () => number
  readonly #buckets = new Map<string, Bucket>()
  #forgetAbove = MANY_KEYS

  constructor(limit: FailureLimit, nowMs: () => number) {
    this.#limit = limit
    this.#nowMs = nowMs
  }

  /** Takes a try: 0, or after how many ms there will be one. */
  take(key: string): number {
    const bucket = this.#at(key)
    const waitMs = this.#waitMs(bucket)
    if (waitMs > 0) return waitMs
    bucket.left--
    if (this.#buckets.size > this.#forgetAbove) this.#forgetFull()
    this.#buckets.set(key, bucket)
    return 0
  }

  /** What `take` would say; takes nothing. */
  waitMs(key: string): number {
    return this.#waitMs(this.#at(key))
  }

  /** Keys that are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** It was none: the try is given back. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key)
    if (bucket) bucket.left = Math.min(this.#limit.most, bucket.left + 1)
  }

  #waitMs({ left }: Bucket): number {
    return left < 1 ? Math.ceil((1 - left) * this.#limit.everyMs) : 0
  }

  #at(key: string): Bucket {
    const nowMs = this.#nowMs()
    const known = this.#buckets.get(key)
    if (!known) return { left: this.#limit.most, atMs: nowMs }
    // A clock that was set back takes nothing away.
    const passedMs = Math.max(0, nowMs - known.atMs)
    known.left = Math.min(this.#limit.most, known.left + passedMs / this.#limit.everyMs)
    known.atMs = nowMs
    return known
  }

  #forgetFull(): void {
    for (const key of this.#buckets.keys()) if (this.#at(key).left >= this.#limit.most) this.#buckets.delete(key)
    this.#forgetAbove = Math.max(MANY_KEYS, 2 * this.#buckets.size)
  }
}

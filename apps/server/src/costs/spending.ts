/** [F4] What one person, or all of one address, have cost the thread that serves sockets, and what they may still cost it. */
export interface SpendingLimits {
  /** Of all that is done for them: so much at once, and so many ms for each second. */
  burstMs: number
  msPerSecond: number
  /** [S9] Of it, what takes long at a time: a person's own edits never do. */
  slowBurstMs: number
  slowMsPerSecond: number
}

/** What takes longer counts as slow. */
const SLOW_ABOVE_MS = 50
/** [S9] An honest update of many parts takes some ms, and on a busy machine more: it gets through on what is always left. */
const MIN_PATIENCE_MS = 250
/** Who has used up everything waits until that part of it is there again, or would be sent away with each frame. */
const BACK_AT_SHARE = 0.25
/** [S9] The first update that had to be stopped may be an accident. From the second on, each wait is twice the last. */
const FREE_STRIKES = 1
const FIRST_WAIT_MS = 10_000
const LONGEST_WAIT_MS = 3_600_000
/** After so long without another they are forgotten. */
const STRIKES_KEPT_MS = 3_600_000

export class Spending {
  readonly #limits: SpendingLimits
  #left: number
  #slowLeft: number
  #atMs: number
  #strikes = 0
  #struckMs = -Infinity
  #backAtMs = -Infinity

  constructor(limits: SpendingLimits, nowMs: number) {
    this.#limits = limits
    this.#left = limits.burstMs
    this.#slowLeft = limits.slowBurstMs
    this.#atMs = nowMs
  }

  spent(ms: number, nowMs: number): void {
    this.#grow(nowMs)
    this.#left -= ms
    if (ms > SLOW_ABOVE_MS) this.#slowLeft -= ms
    if (this.#left > 0) return
    const { burstMs, msPerSecond } = this.#limits
    this.#waitUntil(nowMs + ((burstMs * BACK_AT_SHARE - this.#left) / msPerSecond) * 1000)
  }

  struck(nowMs: number): void {
    if (nowMs - this.#struckMs > STRIKES_KEPT_MS) this.#strikes = 0
    this.#struckMs = nowMs
    const beyond = this.#strikes++ - FREE_STRIKES
    if (beyond >= 0) this.#waitUntil(nowMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** beyond))
  }

  /** 0 where they may go on. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#backAtMs - nowMs)
  }

  patienceMs(nowMs: number): number {
    this.#grow(nowMs)
    return Math.max(MIN_PATIENCE_MS, this.#slowLeft)
  }

  /** Nothing of it is remembered that a new one would not know. */
  isBlank(nowMs: number): boolean {
    this.#grow(nowMs)
    const { burstMs, slowBurstMs } = this.#limits
    const isForgiven = this.#strikes === 0 || nowMs - this.#struckMs > STRIKES_KEPT_MS
    return this.#left >= burstMs && this.#slowLeft >= slowBurstMs && isForgiven && this.waitMs(nowMs) === 0
  }

  #waitUntil(untilMs: number): void {
    this.#backAtMs = Math.max(this.#backAtMs, untilMs)
  }

  #grow(nowMs: number): void {
    const { burstMs, msPerSecond, slowBurstMs, slowMsPerSecond } = this.#limits
    const seconds = Math.max(0, nowMs - this.#atMs) / 1000
    this.#atMs = nowMs
    this.#left = Math.min(burstMs, this.#left + seconds * msPerSecond)
    this.#slowLeft = Math.min(slowBurstMs, this.#slowLeft + seconds * slowMsPerSecond)
  }
}

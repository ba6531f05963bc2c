/** How much a connection may ask of the server: a bucket that fills at a steady rate and holds some seconds' worth. */
const BURST_SECONDS = 5

export class Allowance {
  readonly perSecond: number
  #left: number
  #sinceMs: number

  constructor(perSecond: number, nowMs: number) {
    this.perSecond = perSecond
    this.#left = perSecond * BURST_SECONDS
    this.#sinceMs = nowMs
  }

  /** Whether that much was left. */
  take(amount: number, nowMs: number): boolean {
    const grownMs = Math.max(0, nowMs - this.#sinceMs)
    this.#sinceMs = nowMs
    this.#left = Math.min(this.perSecond * BURST_SECONDS, this.#left + (grownMs * this.perSecond) / 1000)
    if (amount > this.#left) return false
    this.#left -= amount
    return true
  }

  /** For what is done already: it may be more than was left, and then nothing is allowed until that has grown again. */
  charge(amount: number): void {
    this.#left -= amount
  }
}

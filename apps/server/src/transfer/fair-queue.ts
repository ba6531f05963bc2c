/**
 * A queue for work that takes seconds: so much at once, so many in waiting, and turn by turn among those who ask, so that
 * nobody fills it alone. A client that goes away leaves it.
 */
export interface QueueLimits {
  /** At the same time. */
  atOnce: number
  /** Waiting, of all together. */
  mostWaiting: number
  /** Waiting or under way, of one. */
  mostOfOne: number
}

export class QueueFullError extends Error {
  override name = 'QueueFullError'
  readonly whose: 'all' | 'own'

  constructor(whose: 'all' | 'own') {
    super(`the queue is full (${whose})`)
    this.whose = whose
  }
}

interface Waiting {
  start: (slot: number) => void
}

export class FairQueue {
  readonly #limits: QueueLimits
  readonly #freeSlots: number[]
  /** By asker; the asker whose turn is next comes first. */
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #countOf = new Map<string, number>()
  #waitingCount = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
    this.#freeSlots = Array.from({ length: limits.atOnce }, (_, slot) => slot)
  }

  get running(): number {
    return this.#limits.atOnce - this.#freeSlots.length
  }

  get waiting(): number {
    return this.#waitingCount
  }

  /** Throws QueueFullError where this asker would be refused. */
  check(asker: string): void {
    if ((this.#countOf.get(asker) ?? 0) >= this.#limits.mostOfOne) throw new QueueFullError('own')
    if (this.#freeSlots.length === 0 && this.#waitingCount >= this.#limits.mostWaiting) throw new QueueFullError('all')
  }

  /**
   * Does the work when its turn comes, in a slot from 0 to `atOnce` - 1 that is its own meanwhile. Rejects with
   * QueueFullError, with what the work throws, or with the signal's reason while it waits; what is under way is told by
   * the signal itself.
   */
  async run<T>(asker: string, work: (slot: number) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    this.check(asker)
    this.#countOf.set(asker, (this.#countOf.get(asker) ?? 0) + 1)
    try {
      const slot = this.#freeSlots.shift() ?? (await this.#turn(asker, signal))
      try {
        return await work(slot)
      } finally {
        this.#pass(slot)
      }
    } finally {
      const left = (this.#countOf.get(asker) ?? 1) - 1
      if (left === 0) this.#countOf.delete(asker)
      else this.#countOf.set(asker, left)
    }
  }

  #turn(asker: string, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: (slot) => {
          signal?.removeEventListener('abort', leave)
          resolve(slot)
        },
      }
      const leave = () => {
        this.#leave(asker, waiting)
        reject(signal?.reason as Error)
      }
      this.#waiting.set(asker, [...(this.#waiting.get(asker) ?? []), waiting])
      this.#waitingCount++
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  #leave(asker: string, who: Waiting): void {
    const left = (this.#waiting.get(asker) ?? []).filter((other) => other !== who)
    if (left.length === 0) this.#waiting.delete(asker)
    else this.#waiting.set(asker, left)
    this.#waitingCount--
  }

  /** The slot goes to the first of the asker whose turn it is, and that asker to the end. */
  #pass(slot: number): void {
    const next = this.#waiting.entries().next().value
    if (!next) {
      this.#freeSlots.push(slot)
      return
    }
    const [asker, [first, ...rest]] = next
    this.#waiting.delete(asker)
    if (rest.length > 0) this.#waiting.set(asker, rest)
    this.#waitingCount--
    first?.start(slot)
  }
}

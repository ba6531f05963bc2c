/**
 * Where every password is hashed: scrypt takes 32 MB and a tenth of a second of a processor each time, so at most two
 * run at once and the others wait in a queue of bounded length. Two of libuv's four threads stay free for files.
 *
 * Addresses take turns, so that one which sends hundreds delays the others by one hash each. Who has signed in to the
 * account from the same place before waits in a queue of their own, which is served alternately with that of strangers:
 * a flood from many addresses fills the latter only.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

/** On whose behalf a password is hashed. */
export interface Applicant {
  /** As limits count it: those of one address take turns with those of others as if they were one. */
  address: string
  /** Has signed in to this account from the same place before. */
  isKnown?: boolean
  /** Aborted when the client goes away: who waits then leaves the queue. */
  signal?: AbortSignal
  /** Called when the turn has come. What it throws is the answer, and nothing is done. */
  beforeTurn?: () => void
}

export interface PasswordGateOptions {
  atOnce?: number
  /** In each of the two queues. A class of 300 fits that comes in one second. */
  mostWaiting?: number
  nowMs?: () => number
}

interface Waiting {
  applicant: Applicant
  begin: () => void
  end: (reason: unknown) => void
}

const MAX_AT_ONCE = 2
const MAX_WAITING = 400
/** Until one was measured. */
const USUAL_TURN_MS = 150
/** Weight of the latest in the mean. */
const LATEST_SHARE = 0.1

export class PasswordGate {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #nowMs: () => number
  readonly #isInTurn = new AsyncLocalStorage<true>()
  readonly #known = new TurnQueue()
  readonly #strangers = new TurnQueue()
  #running = 0
  #turnMs = USUAL_TURN_MS
  #knownAreNext = true

  constructor({ atOnce, mostWaiting = MAX_WAITING, nowMs = () => performance.now() }: PasswordGateOptions = {}) {
    this.#atOnce = atOnce ?? Math.min(MAX_AT_ONCE, availableParallelism())
    this.#mostWaiting = mostWaiting
    this.#nowMs = nowMs
  }

  /** Who waits now. */
  get waiting(): number {
    return this.#known.size + this.#strangers.size
  }

  /**
   * Work that hashes a password, all of it when its turn has come: what stands around a hash (better-auth's own checks, the
   * database) is not begun for hundreds at once either. Throws Refusal where it was not begun.
   */
  async turn<T>(applicant: Applicant, work: () => Promise<T>): Promise<T> {
    await this.#turnOf(applicant)
    const startMs = this.#nowMs()
    try {
      return await this.#isInTurn.run(true, work)
    } finally {
      this.#turnMs += (this.#nowMs() - startMs - this.#turnMs) * LATEST_SHARE
      this.#running--
      this.#beginNext()
    }
  }

  /** For what hashes: goes on where it is part of a turn, else waits for one. */
  hash<T>(work: () => Promise<T>): Promise<T> {
    return this.#isInTurn.getStore() ? work() : this.turn({ address: '' }, work)
  }

  /** Resolves when it is one of those that run. */
  async #turnOf(applicant: Applicant): Promise<void> {
    const { address, isKnown, signal, beforeTurn } = applicant
    if (signal?.aborted) throw gone()
    if (this.#running < this.#atOnce && this.waiting === 0) {
      beforeTurn?.()
      this.#running++
      return
    }
    const queue = isKnown ? this.#known : this.#strangers
    if (queue.size >= this.#mostWaiting) {
      const last = queue.lastOfTheMany(address)
      if (!last) throw this.#full()
      queue.remove(last)
      last.end(this.#full())
    }
    const { promise, resolve: begin, reject: end } = Promise.withResolvers<void>()
    const waiting: Waiting = { applicant, begin, end }
    queue.add(waiting)
    const leave = () => {
      if (queue.remove(waiting)) end(gone())
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      await promise
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  #beginNext(): void {
    while (this.#running < this.#atOnce) {
      const next = this.#next()
      if (!next) return
      try {
        next.applicant.beforeTurn?.()
      } catch (error) {
        next.end(error)
        continue
      }
      this.#running++
      next.begin()
    }
  }

  #next(): Waiting | undefined {
    const [first, second] = this.#knownAreNext ? [this.#known, this.#strangers] : [this.#strangers, this.#known]
    this.#knownAreNext = !this.#knownAreNext
    return first.shift() ?? second.shift()
  }

  #full(): Refusal {
    const seconds = Math.max(1, Math.ceil((this.waiting * this.#turnMs) / this.#atOnce / 1000))
    return new Refusal(503, 'busy', sentence('passwordGate.busy', { seconds }), { retryAfterS: seconds })
  }
}

function gone(): Refusal {
  return new Refusal(503, 'gone', sentence('passwordGate.gone'))
}

/** First come, first served within an address; the addresses take turns. */
class TurnQueue {
  readonly #byAddress = new Map<string, Set<Waiting>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(waiting: Waiting): void {
    const { address } = waiting.applicant
    const there = this.#byAddress.get(address)
    if (there) there.add(waiting)
    else this.#byAddress.set(address, new Set([waiting]))
    this.#size++
  }

  /** False where it does not wait any more. */
  remove(waiting: Waiting): boolean {
    const { address } = waiting.applicant
    const there = this.#byAddress.get(address)
    if (!there?.delete(waiting)) return false
    if (there.size === 0) this.#byAddress.delete(address)
    this.#size--
    return true
  }

  shift(): Waiting | undefined {
    for (const [address, there] of this.#byAddress) {
      for (const waiting of there) {
        this.remove(waiting)
        if (there.size > 0) {
          this.#byAddress.delete(address)
          this.#byAddress.set(address, there)
        }
        return waiting
      }
    }
    return undefined
  }

  /** The latest of the address that has most waiting, if that has more than this one would have. Looks at all. */
  lastOfTheMany(address: string): Waiting | undefined {
    let most = (this.#byAddress.get(address)?.size ?? 0) + 1
    let many: Set<Waiting> | undefined
    for (const there of this.#byAddress.values()) {
      if (there.size <= most) continue
      most = there.size
      many = there
    }
    return many && [...many].at(-1)
  }
}

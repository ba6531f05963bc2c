/**
 * Keeps what the server said about who I am, and keeps it true: it asks again before the session runs out, when another
 * tab says that somebody signed in or out, and after a failure. Nothing here knows React, the DOM or a real clock.
 */
import type { Me } from '@coeval/api'
import { Subscribable } from '../ui/subscribable.ts'

/** The server's session moves on with each question, so a tab that is open for a whole seminar has to ask. */
const LONGEST_WAIT_MS = 60 * 60_000
/** Where this device's clock is ahead, a session seems to have run out already. */
const SHORTEST_WAIT_MS = 60_000
const RETRY_MS = 10_000

export interface MeDeps {
  ask: () => Promise<Me>
  nowMs: () => number
  /** Runs the action once, later. Returns what cancels it. */
  after: (waitMs: number, action: () => void) => () => void
  /** Tells the other tabs of this browser that they should ask. */
  tellTabs: () => void
}

export class MeKeeper {
  readonly #edges: MeDeps
  readonly #changes = new Subscribable()
  #me: Me | null = null
  #asking: Promise<Me> | null = null
  /** Counts what was set: an answer to an earlier request is outdated. */
  #settings = 0
  #dueAtMs = Infinity
  #cancelTimer: () => void = () => {}

  constructor(edges: MeDeps) {
    this.#edges = edges
  }

  /** Null until the server has answered for the first time. */
  readonly current = (): Me | null => this.#me

  /** Called whenever the answer of `current` is another. Returns the way out. */
  readonly subscribe = this.#changes.subscribe

  /** What is known, else asks: once, however many want it. Rejects where the server does not answer, and goes on trying. */
  load(): Promise<Me> {
    return this.#me ? Promise.resolve(this.#me) : this.refresh()
  }

  /** Asks now. Rejects as `load`. */
  refresh(): Promise<Me> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** What a sign-in, a sign-out or a change of name answered. The other tabs hear of it. */
  set(me: Me): void {
    this.#settings += 1
    const isNews = this.#me !== null && !samePerson(this.#me, me)
    this.#take(me)
    if (isNews) this.#edges.tellTabs()
  }

  /** Another tab said that somebody signed in or out. */
  told(): void {
    if (this.#me || this.#asking) this.#refreshQuietly()
  }

  /** The tab was asleep or offline, and timers with it: asks if it is time. */
  woke(): void {
    if (this.#edges.nowMs() >= this.#dueAtMs) this.#refreshQuietly()
  }

  close(): void {
    this.#cancelTimer()
    this.#changes.clear()
  }

  async #ask(): Promise<Me> {
    const settings = this.#settings
    try {
      const me = await this.#edges.ask()
      if (settings !== this.#settings && this.#me) return this.#me
      this.#take(me)
      return me
    } catch (error) {
      this.#askIn(RETRY_MS)
      throw error
    }
  }

  #take(me: Me): void {
    const before = this.#me
    this.#me = me
    this.#planRenewal(me)
    if (JSON.stringify(before) === JSON.stringify(me)) return
    this.#changes.tell()
  }

  #planRenewal({ session }: Me): void {
    if (!session) {
      this.#cancelTimer()
      this.#dueAtMs = Infinity
      return
    }
    const leftMs = Date.parse(session.expiresAt) - this.#edges.nowMs()
    this.#askIn(Math.max(SHORTEST_WAIT_MS, Math.min(LONGEST_WAIT_MS, leftMs / 2)))
  }

  #askIn(waitMs: number): void {
    this.#cancelTimer()
    this.#dueAtMs = this.#edges.nowMs() + waitMs
    this.#cancelTimer = this.#edges.after(waitMs, () => this.#refreshQuietly())
  }

  #refreshQuietly(): void {
    // A failure has planned the next try.
    this.refresh().catch(() => undefined)
  }
}

function samePerson(a: Me, b: Me): boolean {
  return JSON.stringify(a.person) === JSON.stringify(b.person)
}

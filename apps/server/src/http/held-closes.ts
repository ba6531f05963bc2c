/**
 * [C0] Holds back the goodbye to those who come back although they were told for good. y-websocket up to 3.0 knows no
 * final codes and returns after 100 ms, for ever; for it, a line that stays open costs nothing. Who goes when they are
 * told to go is told at once.
 */
import type { WebSocket } from 'ws'

/** ws' own word for a frame that is too large; it goes out as 4413. */
const FRAME_TOO_LARGE = 1009
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
/** Who has not been sent away for so long begins anew. */
const FORGET_AFTER_MS = 4 * LONGEST_WAIT_MS
/** Goodbyes without waiting. Those without a session or key share one address, perhaps with a whole class. */
const FREE = 1
const FREE_FOR_NOBODY = 20
const MOST_KEPT = 20_000

export interface Comer {
  /** Of the cookie or key, the chronology and the address. */
  key: string
  isNobody: boolean
}

export class HeldCloses {
  readonly #nowMs: () => number
  /** Oldest goodbye first. */
  readonly #sentAway = new Map<string, { times: number; atMs: number }>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Those who are remembered. */
  get size(): number {
    return this.#sentAway.size
  }

  /** Somebody is to be told to go for good: how long that is to wait, in ms. */
  waitMs({ key, isNobody }: Comer): number {
    const nowMs = this.#nowMs()
    const known = this.#sentAway.get(key)
    const times = known && nowMs - known.atMs < FORGET_AFTER_MS ? known.times + 1 : 1
    this.#sentAway.delete(key)
    this.#sentAway.set(key, { times, atMs: nowMs })
    for (const oldest of this.#sentAway.keys()) {
      if (this.#sentAway.size <= MOST_KEPT) break
      this.#sentAway.delete(oldest)
    }
    const beyond = times - (isNobody ? FREE_FOR_NOBODY : FREE)
    return beyond <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (beyond - 1))
  }
}

/** From now on the socket says a final code (44xx) only after `waitMs`, which is asked once; others at once. */
export function holdBackFinalCloses(socket: WebSocket, waitMs: () => number): void {
  const close = socket.close.bind(socket)
  let timer: NodeJS.Timeout | undefined
  socket.close = (code, reason) => {
    if (timer) return
    const ms = isFinal(code) ? waitMs() : 0
    if (ms === 0) return close(code, reason)
    timer = setTimeout(() => close(code, reason), ms).unref()
    socket.once('close', () => clearTimeout(timer))
  }
}

function isFinal(code: number | undefined): boolean {
  return code === FRAME_TOO_LARGE || (code !== undefined && code >= 4400 && code <= 4499)
}

/**
 * [C0] Holds back the goodbye to those who come back although they were told for good. y-websocket up to 3.0 knows no
 * final codes and returns after 100 ms, for ever; for it, a line that stays open costs nothing. Who goes when they are
 * told to go is told at once.
 */
import { CLOSE } from '@coeval/sync'
import type { WebSocket } from 'ws'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
/** Who has not been sent away for so long begins anew. */
const FORGET_AFTER_MS = 4 * LONGEST_WAIT_MS
/**
 * Goodbyes without waiting: a browser has several tabs, and a program several connections. Those without a session or key
 * share one address, perhaps with a whole class.
 */
const FREE = 10
const FREE_FOR_NOBODY = 20
/** For what was in a frame: several tabs may hold the same. */
const FREE_FOR_FRAMES = 5
/** Codes for what was in a frame. */
const OF_FRAMES: readonly number[] = [CLOSE.malformed.code, CLOSE.frameTooLarge.code, CLOSE.documentTooLarge.code]
/** Codes for what was taken away: who was in hears them at once in each tab, and who comes back then is not let in. */
const OF_ACCESS: readonly number[] = [
  CLOSE.noSession.code,
  CLOSE.forbidden.code,
  CLOSE.linkEnded.code,
  CLOSE.removed.code,
  CLOSE.signedOut.code,
  CLOSE.trashed.code,
]
/** A client that knows the protocol has sent a question and who it is, and then what is wrong. Others do not come back. */
const MESSAGES_OF_A_CLIENT = 3
const MAX_KEPT = 20_000

export interface Comer {
  /** Of the cookie or key, the chronology and the address. */
  key: string
  isNobody: boolean
  /** When they asked to be let in, by the clock of `HeldCloses`. */
  arrivedMs: number
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

  /**
   * Somebody is to be told this final code: how long that is to wait, in ms. `messages`: what came of it before. Who asked
   * to be let in before the one before them was sent away has not come back: they wait as long as that one, and no longer.
   */
  waitMs({ key: who, isNobody, arrivedMs }: Comer, code: number = CLOSE.noSession.code, messages = 0): number {
    const isOfFrame = OF_FRAMES.includes(code)
    if (code === CLOSE.malformed.code && messages < MESSAGES_OF_A_CLIENT) return 0
    const key = isOfFrame ? `frame ${who}` : who
    const nowMs = this.#nowMs()
    const known = this.#sentAway.get(key)
    const isBack = known && nowMs - known.atMs < FORGET_AFTER_MS
    const times = isBack ? known.times + (arrivedMs <= known.atMs ? 0 : 1) : 1
    this.#sentAway.delete(key)
    this.#sentAway.set(key, { times, atMs: isBack && times === known.times ? known.atMs : nowMs })
    for (const oldest of this.#sentAway.keys()) {
      if (this.#sentAway.size <= MAX_KEPT) break
      this.#sentAway.delete(oldest)
    }
    const beyond = times - (isNobody ? FREE_FOR_NOBODY : isOfFrame ? FREE_FOR_FRAMES : FREE)
    return beyond <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (beyond - 1))
  }

  /** They are let in: who is sent away later begins anew. What was wrong in their frames stays known. */
  letIn({ key }: Comer): void {
    this.#sentAway.delete(key)
  }
}

/**
 * From now on the socket says a final code (44xx) only after `waitMs`, which is asked once; others at once. So it says what
 * was taken away from a client that `isIn`.
 */
export function holdBackFinalCloses(
  socket: WebSocket,
  isIn: () => boolean,
  waitMs: (code: number, messages: number) => number,
): void {
  const close = socket.close.bind(socket)
  let messages = 0
  socket.on('message', () => messages++)
  let timer: NodeJS.Timeout | undefined
  socket.close = (code, reason) => {
    if (timer) return
    const isHeld = isFinal(code) && !(isIn() && OF_ACCESS.includes(code))
    const ms = isHeld ? waitMs(code, messages) : 0
    if (ms === 0) return close(code, reason)
    timer = setTimeout(() => close(code, reason), ms).unref()
    socket.once('close', () => clearTimeout(timer))
  }
}

function isFinal(code: number | undefined): code is number {
  return code !== undefined && code >= 4400 && code <= 4499
}

/** [F2] What the messages of a session count. */
import { CLOSE, PeerError } from '../wire/close.ts'
import type { Session } from './session.ts'

/** Work of the server that is nobody's fault; what takes longer counts as so many messages for each ms. */
const FREE_MS = 50
const MESSAGES_PER_MS = 10
/** A question costs the server more than a change: its answer may be the whole document. */
const QUESTION_COST = 25

/** A message has come. Throws PeerError where the session has sent too many. */
export function countMessage({ allowance }: Session, isQuestion: boolean, nowMs: number): void {
  if (allowance.take(isQuestion ? QUESTION_COST : 1, nowMs)) return
  throw new PeerError(CLOSE.tooFast, `more than ${allowance.perSecond} messages a second`)
}

/** What a message took to be dealt with, in ms. */
export function countWork({ allowance }: Session, ms: number): void {
  if (ms > FREE_MS) allowance.charge((ms - FREE_MS) * MESSAGES_PER_MS)
}

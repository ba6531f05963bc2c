/** One connection in a room: what the room was told of it, and what it keeps of it. */
import { Allowance } from './allowance.ts'
import type { Mark } from './answers.ts'
import { Receipts } from './receipts.ts'

export type SessionId = number

/** Who a person is, as far as the server knows: written over what a client says of itself under `user`. */
export type Identity = Readonly<Record<string, string | number>>

export interface SessionOptions {
  /** False for a reader: its write frames are refused unread, and it is not seen by others. */
  mayWrite: boolean
  /** The client asked for the private messages (`ack=1`). */
  wantsReceipts: boolean
  /** [R7] Written beside its updates in the log. */
  author?: string
  /** [A2] Who it is, written over what it says of itself. */
  user?: Identity
  /** [S9] How long one of its updates may take now, where that is less than the limit of all. */
  patienceMs?: () => number
}

/** [F1] Whether it is sent what everyone is sent, or reads too slowly, and what it had then. */
export type Pace = { kind: 'live' } | { kind: 'behind'; stateVector: Uint8Array; mark: Mark }

export interface Session extends SessionOptions {
  id: SessionId
  allowance: Allowance
  receipts: Receipts
  pace: Pace
  /** [A5] When it was last told of everyone. */
  renewedMs: number
  /** [S4] Where the log ended when it was last asked for what is missing. */
  askedAtSeq?: number
  /** [A8] It had some of the document when it came, so it was here before; undefined until it has asked. */
  isReturning?: boolean
}

export function newSession(id: SessionId, options: SessionOptions, maxPerSecond: number, nowMs: number): Session {
  return {
    ...options,
    id,
    allowance: new Allowance(maxPerSecond, nowMs),
    receipts: new Receipts(),
    pace: { kind: 'live' },
    renewedMs: nowMs,
  }
}

/** What a room wants done: it does nothing itself. */
import type { CloseReason } from '../wire/close.ts'
import type { SessionId } from './session.ts'
import type { RoomSummary } from './summary.ts'

export type Effect =
  /** The same array for all of `to`, so that a transport need prepare it only once. */
  | { type: 'send'; to: readonly SessionId[]; except?: SessionId; frames: readonly Uint8Array[] }
  | { type: 'append'; seq: number; update: Uint8Array; author?: string; summary?: RoomSummary }
  | { type: 'close'; session: SessionId; reason: CloseReason; detail: string }
  /** [S9] The document in memory cannot be trusted any more: everyone leaves, and it is loaded again. */
  | { type: 'abandon'; detail: string; tookTooLong?: boolean }

/** Frames for one session; nothing where there are none. */
export function sendTo(session: SessionId, frames: readonly Uint8Array[]): Effect[] {
  return frames.length > 0 ? [{ type: 'send', to: [session], frames }] : []
}

/** One socket, as the host sees it, and as the socket sees its room. */
import type { Identity, SessionOptions } from '../room/session.ts'
import type { CloseReason } from '../wire/close.ts'
import type { Payer } from './payer.ts'

export interface Connection {
  /** Several frames to be written as one; the same array again means the same bytes. Returns `queuedBytes`. */
  send(frames: readonly Uint8Array[]): number
  /** `detail` is for the log; the peer gets the reason. */
  close(reason: CloseReason, detail: string): void
  /** Bytes that the peer has not taken yet. */
  queuedBytes(): number
  /** [F4] Without one, what is done for it costs nobody anything. */
  readonly payer?: Payer
}

export interface ConnectOptions extends SessionOptions {
  /** [H3] What the client's copy is of, of the `Generations`; unchecked where it does not say. */
  generation?: string
}

/** A socket's line into its room. */
export interface Visit {
  receive(frame: Uint8Array): void
  /** The person's name or colour has changed: everyone is told. */
  updateIdentity(user: Identity): void
  leave(): void
}

/**
 * [F1] Tells connections that read from those that do not. A connection with much unread gets nothing new until it has read;
 * one that makes no progress, or keeps asking, is cut off.
 */
import type { SessionId } from '../room/session.ts'

export const STALL_ABOVE_BYTES = 1024 * 1024
const RESUME_BELOW_BYTES = 64 * 1024
export const MAX_QUEUED_BYTES = 4 * 1024 * 1024
const PATIENCE_MS = 30_000

/** Bytes unread when it was looked at last, and since when it has been as much. */
interface Stalled {
  queuedBytes: number
  sinceMs: number
}

export class SlowConnections {
  readonly #stalled = new Map<SessionId, Stalled>()

  get size(): number {
    return this.#stalled.size
  }

  has(id: SessionId): boolean {
    return this.#stalled.has(id)
  }

  delete(id: SessionId): void {
    this.#stalled.delete(id)
  }

  /** The connection has just become a slow one. */
  add(id: SessionId, queuedBytes: number, nowMs: number): void {
    this.#stalled.set(id, { queuedBytes, sinceMs: nowMs })
  }

  /** Looks at all: who has read up, and who is to be cut off. */
  check(queuedBytesOf: (id: SessionId) => number, nowMs: number): { resumed: SessionId[]; hopeless: SessionId[] } {
    const resumed: SessionId[] = []
    const hopeless: SessionId[] = []
    for (const [id, stalled] of this.#stalled) {
      const queuedBytes = queuedBytesOf(id)
      if (queuedBytes < RESUME_BELOW_BYTES) {
        this.#stalled.delete(id)
        resumed.push(id)
      } else if (queuedBytes < stalled.queuedBytes) {
        stalled.queuedBytes = queuedBytes
        stalled.sinceMs = nowMs
      } else if (nowMs - stalled.sinceMs > PATIENCE_MS) hopeless.push(id)
    }
    return { resumed, hopeless }
  }
}

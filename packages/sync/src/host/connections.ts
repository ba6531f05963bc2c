/** The connections of one room: who gets what, and who reads too slowly for it. */
import type { SessionId } from '../room/session.ts'
import type { Connection } from './connection.ts'
import { MAX_QUEUED_BYTES, SlowConnections, STALL_ABOVE_BYTES } from './slow-connections.ts'

/**
 * [F1] `slow`: it got this and is to get nothing new until it has read. `slow-without`: it did not get this either.
 * `hopeless`: it asks on without reading.
 */
export type SendOutcome = 'sent' | 'slow' | 'slow-without' | 'hopeless'

export class Connections {
  readonly #byId = new Map<SessionId, Connection>()
  readonly #slow = new SlowConnections()

  get size(): number {
    return this.#byId.size
  }

  get slowCount(): number {
    return this.#slow.size
  }

  get(id: SessionId): Connection | undefined {
    return this.#byId.get(id)
  }

  add(id: SessionId, connection: Connection): void {
    this.#byId.set(id, connection)
  }

  /** Returns the one that is gone, or undefined where there was none. */
  remove(id: SessionId): Connection | undefined {
    const connection = this.#byId.get(id)
    this.#byId.delete(id)
    this.#slow.delete(id)
    return connection
  }

  removeAll(): [SessionId, Connection][] {
    const all = [...this.#byId]
    for (const [id] of all) this.remove(id)
    return all
  }

  /** Bytes that each socket has not taken yet. */
  *queuedBytes(): Generator<number> {
    for (const connection of this.#byId.values()) yield connection.queuedBytes()
  }

  /** `bytes` is the length of all frames together; `toMany`: others are sent the same. */
  send(id: SessionId, frames: readonly Uint8Array[], bytes: number, toMany: boolean): SendOutcome {
    const connection = this.#byId.get(id)
    if (!connection) return 'sent'
    if (this.#slow.size > 0 && this.#slow.has(id)) {
      if (connection.queuedBytes() > MAX_QUEUED_BYTES) return 'hopeless'
      connection.send(frames)
      return 'sent'
    }
    if (toMany && bytes > MAX_QUEUED_BYTES - STALL_ABOVE_BYTES) {
      const queuedBytes = connection.queuedBytes()
      if (queuedBytes > 0 && queuedBytes + bytes > MAX_QUEUED_BYTES) return 'slow-without'
    }
    return connection.send(frames) > STALL_ABOVE_BYTES ? 'slow' : 'sent'
  }

  markSlow(id: SessionId, nowMs: number): void {
    this.#slow.add(id, this.#byId.get(id)?.queuedBytes() ?? 0, nowMs)
  }

  /** Looks at all that are slow: who has read up, and who is to be cut off. */
  checkSlow(nowMs: number): { resumed: SessionId[]; hopeless: SessionId[] } {
    return this.#slow.check((id) => this.#byId.get(id)?.queuedBytes() ?? 0, nowMs)
  }
}

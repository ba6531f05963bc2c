/**
 * [S4] What builds on an update that the server does not have, kept for each session that sent it. Yjs would keep it in
 * the document, in one piece: then nobody could say whose it is when it comes free, nor drop what somebody sent who
 * may not write any more.
 */
import * as Y from 'yjs'
import type { SessionId } from './room.ts'
import { PeerError } from '../wire/protocol.ts'
import { dropPending } from './strict-update.ts'
import { refuseDeepTypes } from './type-depth.ts'

interface Pending {
  /** Yjs V2. */
  update: Uint8Array
  /** By client, the first clock that the document lacks: when it is there, some of the update may be applied. */
  missing: Map<number, number>
}

export class Waiting {
  readonly #doc: Y.Doc
  readonly #pending = new Map<SessionId, Pending>()
  #refused: { session: SessionId; reason: PeerError }[] = []
  /** Whose update was applied last, or is being applied. */
  lastApplied: SessionId | undefined

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0
  }

  get bytes(): number {
    let bytes = 0
    for (const { update } of this.#pending.values()) bytes += update.length
    return bytes
  }

  /** Applies an update (V1), and then what is whole with it, each with the session that sent it as its origin. */
  apply(update: Uint8Array, session: SessionId): void {
    this.lastApplied = session
    Y.applyUpdate(this.#doc, update, session)
    this.#keepRest(session)
    for (let freed = this.#nextFree(); freed !== undefined; freed = this.#nextFree()) {
      const pending = this.#pending.get(freed)
      this.#pending.delete(freed)
      this.lastApplied = freed
      if (pending && this.#mayBeApplied(pending.update, freed)) Y.applyUpdateV2(this.#doc, pending.update, freed)
      this.#keepRest(freed)
    }
  }

  /** Sessions of which something came free that may not be applied: it is given up, and they are to be sent away. */
  takeRefused(): { session: SessionId; reason: PeerError }[] {
    const refused = this.#refused
    this.#refused = []
    return refused
  }

  drop(session: SessionId): void {
    this.#pending.delete(session)
  }

  /** Only now is it known what it builds on. */
  #mayBeApplied(update: Uint8Array, session: SessionId): boolean {
    try {
      refuseDeepTypes(this.#doc, Y.decodeUpdateV2(update).structs)
      return true
    } catch (reason) {
      if (!(reason instanceof PeerError)) throw reason
      this.#refused.push({ session, reason })
      return false
    }
  }

  #nextFree(): SessionId | undefined {
    for (const [session, { missing }] of this.#pending) {
      for (const [client, clock] of missing) if (Y.getState(this.#doc.store, client) > clock) return session
    }
    return undefined
  }

  /** Takes out of the document what Yjs could not apply. */
  #keepRest(session: SessionId): void {
    const { pendingStructs, pendingDs } = this.#doc.store
    if (!pendingStructs && !pendingDs) return
    dropPending(this.#doc)
    const known = this.#pending.get(session)
    const updates = [known?.update, pendingStructs?.update, pendingDs].filter((update) => update instanceof Uint8Array)
    const missing = new Map(known?.missing)
    const lacks = (client: number, clock: number) => missing.set(client, Math.min(clock, missing.get(client) ?? clock))
    for (const [client, clock] of pendingStructs?.missing ?? []) lacks(client, clock)
    if (pendingDs) {
      for (const [client, ranges] of Y.decodeUpdateV2(pendingDs).ds.clients) {
        for (const { clock } of ranges) lacks(client, clock)
      }
    }
    this.#pending.set(session, { update: Y.mergeUpdatesV2(updates), missing })
  }
}

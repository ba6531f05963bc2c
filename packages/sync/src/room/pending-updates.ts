/**
 * [S4] Pending updates: those that build on one which the server does not have, kept for each session that sent them. Yjs
 * would keep them in the document, in one piece: then nobody could say whose an update is when it comes free, nor drop
 * those of a session that may not write any more.
 */
import * as Y from 'yjs'
import type { SessionId } from './session.ts'
import { PeerError } from '../wire/close.ts'
import { dropPending } from './strict-update.ts'
import { refuseDeepTypes } from './type-depth.ts'

interface Pending {
  /** Yjs V2. */
  update: Uint8Array
  /** By client, the first clock that the document lacks: when it is there, some of the update may be applied. */
  lacks: Map<number, number>
}

export class PendingUpdates {
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

  /** Applies an update (V1), and then the pending ones that come free, each with the session that sent it as its origin. */
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

  /** [S6] Sessions whose completed update may not be applied: it is dropped, and they are to be closed. */
  takeRefused(): { session: SessionId; reason: PeerError }[] {
    const refused = this.#refused
    this.#refused = []
    return refused
  }

  /** [R5] What a session sent goes with it. */
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
    for (const [session, { lacks }] of this.#pending) {
      for (const [client, clock] of lacks) if (Y.getState(this.#doc.store, client) > clock) return session
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
    const lacks = new Map(known?.lacks)
    const add = (client: number, clock: number) => lacks.set(client, Math.min(clock, lacks.get(client) ?? clock))
    for (const [client, clock] of pendingStructs?.missing ?? []) add(client, clock)
    if (pendingDs) {
      for (const [client, ranges] of Y.decodeUpdateV2(pendingDs).ds.clients) {
        for (const { clock } of ranges) add(client, clock)
      }
    }
    this.#pending.set(session, { update: Y.mergeUpdatesV2(updates), lacks })
  }
}

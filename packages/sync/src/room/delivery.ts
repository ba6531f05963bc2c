/** What goes out to the members of a room: parcels to sessions that keep up, and later what they missed to those that did not. */
import * as Y from 'yjs'
import { NOTHING } from './audience.ts'
import type { Effect } from './effect.ts'
import type { Members } from './members.ts'
import type { SessionId } from './session.ts'

export class Delivery {
  readonly #doc: Y.Doc
  readonly #members: Members

  constructor(doc: Y.Doc, members: Members) {
    this.#doc = doc
    this.#members = members
  }

  /** [S3] How long the outboxes may wait for `flush`, in ms; undefined where they are empty. */
  dueInMs(nowMs: number): number | undefined {
    let dueInMs: number | undefined
    for (const { outbox } of this.#members.audiences()) {
      const nextMs = outbox.dueInMs(nowMs, this.#members.size)
      if (nextMs !== undefined) dueInMs = Math.min(nextMs, dueInMs ?? Infinity)
    }
    return dueInMs
  }

  /** One parcel for each audience that has something to hear. */
  flush(nowMs: number, options?: { whole: boolean }): Effect[] {
    const effects: Effect[] = []
    for (const audience of this.#members.audiences()) {
      if (audience.outbox.isEmpty) continue
      const { frames, except } = audience.take(nowMs, options)
      const to = this.#members.liveIn(audience)
      if (frames.length > 0 && to.length > 0) effects.push({ type: 'send', to, except, frames })
    }
    return effects
  }

  /** What it took to hand the last parcels to all sockets, in ms. */
  flushed(costMs: number): void {
    for (const { outbox } of this.#members.audiences()) outbox.spent(costMs)
  }

  /**
   * [F1] The session gets nothing after this parcel. `alsoLacks`: it did not get the parcel of the moment either.
   */
  stall(id: SessionId, nowMs: number, { alsoLacks = false } = {}): Effect[] {
    const session = this.#members.get(id)
    if (!session || session.pace.kind === 'behind') return []
    // What the document has already and the outbox still holds would be in its state vector, and never be sent to it.
    const effects = this.flush(nowMs, { whole: true })
    const had = alsoLacks
      ? { stateVector: NOTHING, mark: -1 }
      : { stateVector: Y.encodeStateVector(this.#doc), mark: this.#members.audienceOf(session).mark }
    this.#members.setPace(session, { kind: 'behind', ...had })
    return effects
  }

  /** [F1] The session keeps up again. Returns what it missed of the document; undefined where it missed nothing. */
  resume(id: SessionId, nowMs: number): Uint8Array[] | undefined {
    const session = this.#members.get(id)
    if (!session || session.pace.kind === 'live') return undefined
    const { stateVector, mark } = session.pace
    this.#members.setPace(session, { kind: 'live' })
    session.renewedMs = nowMs
    return this.#members.audienceOf(session).since(mark, stateVector, nowMs)
  }
}

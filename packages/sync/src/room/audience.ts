/**
 * Those in a room who hear the same of the document: what waits for them, and what they are answered. Everyone, or
 * where something is hidden from readers, the writers; `readers.ts` has the other one.
 */
import * as Y from 'yjs'
import { Answers, type Mark } from './answers.ts'
import { Outbox, type Parcel } from './outbox.ts'
import { CLOSE, PeerError } from '../wire/close.ts'
import { step2Frame } from '../wire/frames.ts'

/** The state vector of an empty document. */
export const NOTHING = Uint8Array.of(0)

export function isNothing(stateVector: Uint8Array): boolean {
  return stateVector.length === 1 && stateVector[0] === NOTHING[0]
}

export class Audience {
  readonly outbox = new Outbox()
  readonly #doc: Y.Doc
  readonly #answers = new Answers()
  readonly #measured: (bytes: number) => void

  /** `measured` is told how large the whole state is whenever that has come out. */
  constructor(doc: Y.Doc, measured: (bytes: number) => void = () => {}) {
    this.#doc = doc
    this.#measured = measured
  }

  /** Where the row of frames ends that went to all of them. */
  get mark(): Mark {
    return this.#answers.mark
  }

  /** What is in the outbox, counted as heard. */
  take(nowMs: number, options?: { whole: boolean }): Parcel {
    const parcel = this.outbox.take(nowMs, options)
    for (const frame of parcel.frames.slice(0, parcel.updateFrames)) this.#answers.sent(frame)
    return parcel
  }

  /** [F1] Frames that hold what one lacks who had read up to the mark, and then had what the state vector says. */
  since(mark: Mark, stateVector: Uint8Array, nowMs: number): Uint8Array[] {
    return this.#answers.since(mark) ?? this.answer(stateVector, nowMs)
  }

  /** [S2] Throws PeerError. */
  answer(stateVector: Uint8Array, nowMs: number): Uint8Array[] {
    const encode = () => {
      if (isNothing(stateVector)) {
        const state = Y.encodeStateAsUpdate(this.#doc)
        this.#measured(state.length)
        return step2Frame(state)
      }
      try {
        return step2Frame(Y.encodeStateAsUpdate(this.#doc, stateVector))
      } catch (cause) {
        throw new PeerError(CLOSE.malformed, 'the state vector cannot be read', { cause })
      }
    }
    return this.#answers.answer(stateVector, nowMs, encode, this.outbox.unheard.updates)
  }

  /**
   * Something is hidden that was not: no frame that was made before may go out any more. `unheard`, and what waits in
   * the outbox, is told as it is in the document now, together with all that is deleted.
   */
  resendFromDocument(unheard: readonly Uint8Array[]): void {
    this.#answers.forget()
    const heard = Y.decodeStateVector(Y.encodeStateVector(this.#doc))
    for (const update of [...this.outbox.unheard.updates, ...unheard]) {
      for (const [client, clock] of Y.parseUpdateMeta(update).from) {
        heard.set(client, Math.min(clock, heard.get(client) ?? 0))
      }
    }
    this.outbox.replaceUpdates(Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(heard)))
  }

  forgetUnused(nowMs: number): void {
    this.#answers.forgetUnused(nowMs)
  }
}

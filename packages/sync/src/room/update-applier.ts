/** How an update of a peer comes into the document: read whole, refused or applied, within its time. */
import type * as Y from 'yjs'
import type { Journal } from './journal.ts'
import { PendingUpdates } from './pending-updates.ts'
import type { Session } from './session.ts'
import { type Needs, readWhole } from './strict-update.ts'
import { type Bounded, TimeLimitError } from './time-limit.ts'
import { refuseDeepTypes } from './type-depth.ts'

/** A person's edit has fewer. With each one more, Yjs may have to look at all those before it. */
const BOUNDED_FROM_STRUCTS = 64

/** It read well and broke in the middle: half of it may be in the document. */
export class HalfAppliedError extends Error {
  override name = 'HalfAppliedError'
}

export class UpdateApplier {
  readonly pending: PendingUpdates
  readonly #doc: Y.Doc
  readonly #journal: Journal
  readonly #bounded: Bounded

  constructor(doc: Y.Doc, journal: Journal, bounded: Bounded = (work) => work()) {
    this.pending = new PendingUpdates(doc)
    this.#doc = doc
    this.#journal = journal
    this.#bounded = bounded
  }

  /** [S5] [S6] [S8] Throws PeerError before anything of it is applied; TimeLimitError or HalfAppliedError in the middle. */
  apply(update: Uint8Array, session: Session): Needs {
    const { needs, structs } = readWhole(update)
    refuseDeepTypes(this.#doc, structs)
    // Who is asked to remove something must be able to.
    if (structs.length > 0) this.#journal.refuseIfFull(update.length)
    const work = () => this.pending.apply(update, session.id)
    try {
      // [S9]
      if (structs.length >= BOUNDED_FROM_STRUCTS || !this.pending.isEmpty) this.#bounded(work, session.patienceMs?.())
      else work()
    } catch (cause) {
      if (cause instanceof TimeLimitError) throw cause
      throw new HalfAppliedError('the update cannot be applied', { cause })
    }
    return needs
  }
}

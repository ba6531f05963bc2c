/**
 * What a document has gained: each update under a number of its own, for the log and for everyone else. It also knows how
 * large the document may be at most, and what a list says of it.
 */
import * as Y from 'yjs'
import { CLOSE, PeerError } from '../wire/close.ts'
import type { Effect } from './effect.ts'
import type { Members } from './members.ts'
import type { RoomSummary, SummaryKeeper } from './summary.ts'

interface JournalOptions {
  maxDocumentBytes: number
  /** [S8] Whether it may grow, beside that limit. */
  mayGrow: () => boolean
  summary: SummaryKeeper | undefined
}

export class Journal {
  readonly #doc: Y.Doc
  readonly #options: JournalOptions
  /** What the running transaction gave off, by whom: Yjs itself may tidy up formatting after a peer's update. */
  #unnumbered: { update: Uint8Array; origin: unknown }[] = []
  #seq: number
  /** The document has this many bytes at most; made exact when that nears the limit. Undefined: not measured yet. */
  #sizeAtMost: number | undefined
  /** Not handed over yet. The first change after loading hands it over in any case. */
  #isSummaryNew = true

  /** All that is in `doc` has a number up to `seq`. */
  constructor(doc: Y.Doc, seq: number, options: JournalOptions) {
    this.#doc = doc
    this.#seq = seq
    this.#options = options
  }

  /** Number of the latest update. */
  get seq(): number {
    return this.#seq
  }

  /** Undefined where nobody keeps one. */
  get summary(): RoomSummary | undefined {
    return this.#options.summary?.read()
  }

  /** Updates that are in the document and have no number yet. */
  get unnumbered(): Uint8Array[] {
    return this.#unnumbered.map(({ update }) => update)
  }

  /** An update that the document gave off. `transaction` undefined: nothing in it is news to the summary. */
  collect(update: Uint8Array, origin: unknown, transaction?: Y.Transaction): void {
    this.#unnumbered.push({ update, origin })
    if (transaction && this.#options.summary?.follow(transaction)) this.#isSummaryNew = true
  }

  /**
   * [S3] Numbers what was collected, and puts it into the outbox of everybody. A pending update that has come free is its
   * own sender's [R7], and everyone else lacks it, also the sender of the update that it needed.
   */
  number(members: Members, author?: string): Effect[] {
    const collected = this.#unnumbered
    this.#unnumbered = []
    return collected.map(({ update, origin }, index) => {
      const sender = typeof origin === 'number' ? members.get(origin) : undefined
      this.#seq++
      if (this.#sizeAtMost !== undefined) this.#sizeAtMost += update.length
      members.everybody.outbox.addUpdate(update, sender?.id)
      // The document is as it is after the last of them.
      const summary = index === collected.length - 1 ? this.#takeNewSummary() : undefined
      return { type: 'append', seq: this.#seq, update, author: sender ? sender.author : author, summary }
    })
  }

  /** The whole document has this many bytes now. */
  measured(bytes: number): void {
    this.#sizeAtMost = bytes
  }

  /** [S8] Throws PeerError. */
  refuseIfFull(moreBytes: number): void {
    const { mayGrow, maxDocumentBytes } = this.#options
    if (!mayGrow()) throw new PeerError(CLOSE.documentTooLarge, 'its owner has used up their space')
    if (this.#sizeAtMost !== undefined && this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    this.#sizeAtMost = Y.encodeStateAsUpdate(this.#doc).length
    if (this.#sizeAtMost + moreBytes <= maxDocumentBytes) return
    throw new PeerError(CLOSE.documentTooLarge, `the document has ${this.#sizeAtMost} bytes`)
  }

  #takeNewSummary(): RoomSummary | undefined {
    const summary = this.#isSummaryNew ? this.summary : undefined
    this.#isSummaryNew = false
    return summary
  }
}

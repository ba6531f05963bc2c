/**
 * [R1] What the readers of a room hear where something is hidden from them: a second document that follows the first
 * and in which that is deleted. Yjs gives up what is deleted before it says what has changed, and what comes later for
 * something deleted is given up at once, so nothing hidden is in any byte that is made from it. Deleting makes no
 * structs: its state vector stays that of the first one.
 *
 * While nothing is hidden, or no reader is here, there is none: readers and writers are one audience.
 */
import * as Y from 'yjs'
import { Audience } from './audience.ts'
import type { Outbox } from './outbox.ts'
import { withoutPending } from './strict-update.ts'
import { cutDeepTypes } from './type-depth.ts'

/** What is hidden from readers. The room does not know the names in the document. */
export interface ReaderView {
  /** Whether anything is. */
  isHiding(doc: Y.Doc): boolean
  /** Whether a transaction may have changed what is. Asked for each one: it must cost next to nothing. */
  concerns(transaction: Y.Transaction): boolean
  /** Deletes in `view`, a copy of `doc`, what is. Called in a transaction of the copy. */
  hide(view: Y.Doc, doc: Y.Doc): void
  /** Another text whenever something that was hidden is not so any more: a copy cannot show it again. */
  epoch(doc: Y.Doc): string
}

/** A copy that nobody has needed for so long gives its memory back. */
const FORGET_AFTER_MS = 10_000

export class Readers {
  readonly #doc: Y.Doc
  readonly #view: ReaderView | undefined
  #isHiding = false
  #epoch: string | undefined
  #copy: { doc: Y.Doc; audience: Audience } | undefined
  #neededMs = -Infinity

  constructor(doc: Y.Doc, view: ReaderView | undefined) {
    this.#doc = doc
    this.#view = view
    if (!view) return
    this.#isHiding = view.isHiding(doc)
    this.#epoch = view.epoch(doc)
  }

  /** [R3] Undefined where nothing is ever hidden. */
  get epoch(): string | undefined {
    return this.#epoch
  }

  /** Undefined while readers hear what everyone hears. */
  get audience(): Audience | undefined {
    return this.#copy?.audience
  }

  /** A reader comes. */
  welcome(): void {
    if (this.#isHiding) this.#copy ??= this.#makeCopy()
  }

  /**
   * The document has changed. `apart`: something is hidden now that readers had heard, and those who are here must be
   * told by `part`. `over`: what they have can never show again what may be seen now, and they must begin again.
   */
  follow(update: Uint8Array, transaction: Y.Transaction): 'as before' | 'apart' | 'over' {
    const view = this.#view
    if (!view) return 'as before'
    const isConcerned = view.concerns(transaction)
    if (isConcerned) {
      this.#isHiding = view.isHiding(this.#doc)
      const epoch = view.epoch(this.#doc)
      if (epoch !== this.#epoch) {
        this.#epoch = epoch
        this.close()
        return 'over'
      }
    }
    if (!this.#copy) return isConcerned && this.#isHiding ? 'apart' : 'as before'
    const { doc, audience } = this.#copy
    const isMoreHidden = doc.transact(() => {
      Y.applyUpdate(doc, update)
      return isConcerned && view.hide(doc, this.#doc)
    })
    if (isMoreHidden) audience.resendFromDocument([])
    return 'as before'
  }

  /**
   * [R2] Readers have heard everything but what waits in the outbox of all, and `unheard`: from now on they have an
   * outbox of their own, and the first thing in it is what is deleted for them, with what they have not heard.
   */
  part(outbox: Outbox, unheard: readonly Uint8Array[]): void {
    if (this.#copy) return
    this.#copy = this.#makeCopy()
    this.#copy.audience.resendFromDocument([...outbox.unheard.updates, ...unheard])
    this.#copy.audience.outbox.addPresence(outbox.unheard.presence)
  }

  /** Called now and then. */
  tick(nowMs: number, areHere: boolean): void {
    if (areHere) this.#neededMs = nowMs
    else if (nowMs - this.#neededMs > FORGET_AFTER_MS) this.close()
    this.#copy?.audience.forgetUnused(nowMs)
  }

  close(): void {
    this.#copy?.doc.destroy()
    this.#copy = undefined
  }

  #makeCopy(): { doc: Y.Doc; audience: Audience } {
    const copy = new Y.Doc()
    Y.applyUpdate(
      copy,
      withoutPending(this.#doc, () => Y.encodeStateAsUpdate(this.#doc)),
    )
    cutDeepTypes(copy)
    copy.transact(() => this.#view?.hide(copy, this.#doc))
    const audience = new Audience(copy)
    copy.on('update', (update: Uint8Array) => audience.outbox.addUpdate(update, undefined))
    return { doc: copy, audience }
  }
}

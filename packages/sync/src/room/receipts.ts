/** [D1] [D3] The write frames of one session, in order, and how many of them are on disk. */
import type * as Y from 'yjs'
import { isReached, type Needs } from './strict-update.ts'

export class Receipts {
  #written = 0
  #acknowledged = 0
  /** Up to this frame: the seq at which all that they brought is stored, or, while one is pending [S4], what it needs. */
  #open: { frames: number; due: number | Needs }[] = []

  get acknowledged(): number {
    return this.#acknowledged
  }

  get areOpen(): boolean {
    return this.#open.length > 0
  }

  /** One frame more. */
  add(due: number | Needs): void {
    this.#written++
    const last = this.#open.at(-1)
    if (last?.due === due) last.frames = this.#written
    else this.#open.push({ frames: this.#written, due })
  }

  /** What was pending and is whole now is part of the update of this seq. */
  settle(doc: Y.Doc, seq: number): void {
    for (const receipt of this.#open) {
      if (typeof receipt.due !== 'number' && isReached(doc, receipt.due)) receipt.due = seq
    }
  }

  /** Everything up to this seq is on disk. True when more frames are than were before. */
  stored(upToSeq: number): boolean {
    const before = this.#acknowledged
    for (let next = this.#open[0]; next; next = this.#open[0]) {
      if (typeof next.due !== 'number' || next.due > upToSeq) break
      this.#acknowledged = next.frames
      this.#open.shift()
    }
    return this.#acknowledged > before
  }
}

import type { Box } from './box.ts'

/** One row: what is taken by marks and labels, and by the thin bars under them. A bar may pass under a label. */
export class Row {
  readonly #labels = new Intervals()
  readonly #bars = new Intervals()

  isFree(box: Box): boolean {
    if (!this.#labels.isFree(box.left, box.right) || !this.#bars.isFree(box.barLeft, box.barRight)) return false
    // A duration is as high as its row: nothing passes under it.
    return (
      box.shape !== 'bar' || (this.#bars.isFree(box.left, box.right) && this.#labels.isFree(box.barLeft, box.barRight))
    )
  }

  take(box: Box): void {
    this.#labels.add(box.left, box.right)
    this.#bars.add(box.barLeft, box.barRight)
  }
}

/** Row for a box: the one it had, else the uppermost that is free; -1 if there is none. */
export function freeRow(lane: readonly Row[], box: Box, kept: number | undefined): number {
  if (kept !== undefined && lane[kept]?.isFree(box)) return kept
  return lane.findIndex((row) => row.isFree(box))
}

/** Disjoint intervals on a line, sorted. */
class Intervals {
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  isFree(from: number, to: number): boolean {
    const at = this.#firstEndingAfter(from)
    return at === this.#starts.length || (this.#starts[at] ?? Infinity) >= to
  }

  add(from: number, to: number): void {
    const at = this.#firstEndingAfter(from)
    this.#starts.splice(at, 0, from)
    this.#ends.splice(at, 0, to)
  }

  #firstEndingAfter(x: number): number {
    let low = 0
    let high = this.#ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ends[middle] ?? 0) <= x) low = middle + 1
      else high = middle
    }
    return low
  }
}

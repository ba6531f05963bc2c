/** Where an offset in a text goes when a colleague changes the text: for carets and for input that is still composed. */

import type { Splice } from '@coeval/chronology/ydoc'

export interface TextDelta {
  retain?: number
  delete?: number
  insert?: unknown
}

/**
 * The offset after the delta (as Y.Text events give it). Text inserted exactly at the offset pushes it on only where
 * `side` is 'after': my caret stays before what a colleague types at the same place.
 */
export function mapOffset(offset: number, delta: readonly TextDelta[], side: 'before' | 'after' = 'before'): number {
  let at = 0
  let mapped = offset
  for (const change of delta) {
    if (change.retain !== undefined) at += change.retain
    else if (change.delete !== undefined) {
      mapped -= Math.max(0, Math.min(change.delete, mapped - at))
    } else if (typeof change.insert === 'string') {
      if (at < mapped || (at === mapped && side === 'after')) mapped += change.insert.length
      at += change.insert.length
    }
    if (at > mapped) break
  }
  return mapped
}

/** The same replacement in a text that has changed by the deltas meanwhile. */
export function mapSplice(splice: Splice, deltas: readonly (readonly TextDelta[])[]): Splice {
  let { start, end } = splice
  for (const delta of deltas) {
    const empty = start === end
    start = mapOffset(start, delta, empty ? 'before' : 'after')
    end = empty ? start : Math.max(start, mapOffset(end, delta, 'before'))
  }
  return { start, end, insert: splice.insert }
}

/** Where the change of a delta ends: the place to look at after an undo. */
export function endOfChange(delta: readonly TextDelta[]): number {
  let at = 0
  for (const change of delta) {
    if (change.retain !== undefined) at += change.retain
    else if (typeof change.insert === 'string') at += change.insert.length
  }
  return at
}

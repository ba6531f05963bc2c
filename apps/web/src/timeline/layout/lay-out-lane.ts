/** The events of one lane in its rows, with labels of one width at most. */
import { type Box, boxOf, GAP_PX, labelledFrom, MARK_PX } from './box.ts'
import { cellOf } from './hidden-cells.ts'
import type { Placeable, Placement } from './placement.ts'
import { freeRow, Row } from './row.ts'

const WIDEST_LABEL_PX = 360
/** A label narrower than this says nothing: only the mark is drawn. */
const MIN_LABEL_PX = 30

export interface LayoutOptions {
  level: number
  /** The scale that the level is made for: see `scaleOfLevel`. */
  pxPerMs: number
  /** Rows of each lane. */
  rows: readonly number[]
  windowPx: number
  /** Rows of an earlier layout, kept where they are still free. */
  keep?: ReadonlyMap<string, Placement>
  /** Events that are shown whatever their importance: the selected one, the one with the keyboard focus. */
  pinned?: ReadonlySet<string>
  /** Right edge of what "fit all" shows: labels end before it. Infinity where the window is only a part. */
  edgeMs?: number
}

export interface LaneLayout {
  placed: Placed[]
  hidden: Placeable[]
  cost: number
}

export interface Placed {
  event: Placeable
  box: Box
  row: number
}

/**
 * `members`: most important first. `quota`: how many of them one cell of time may show. Two passes: with labels, then as
 * marks alone.
 */
export function layOutLane(
  members: readonly Placeable[],
  rowCount: number,
  capPx: number,
  quota: number,
  { pxPerMs, windowPx, keep, pinned, edgeMs = Infinity }: LayoutOptions,
): LaneLayout {
  const edgePx = edgeMs * pxPerMs
  const lane = Array.from({ length: rowCount }, () => new Row())
  const placed: Placed[] = []
  const perCell = new Map<number, number>()
  let pending = members
  for (const widest of [capPx, 0]) {
    const next: Placeable[] = []
    for (const event of pending) {
      const cell = cellOf(event.anchorMs, pxPerMs)
      const isPinned = pinned?.has(event.id) ?? false
      if ((perCell.get(cell) ?? 0) >= quota && !isPinned) {
        next.push(event)
        continue
      }
      const toEdge = edgePx - labelledFrom(event) * pxPerMs - MARK_PX - 2 * GAP_PX
      const labelPx = Math.min(event.labelPx, widest, toEdge < MIN_LABEL_PX ? 0 : toEdge)
      const box = boxOf(event, labelPx, pxPerMs, windowPx)
      const kept = keep?.get(event.id)?.row
      let row = freeRow(lane, box, kept)
      // What must be seen is laid over the others rather than left out.
      if (row === -1 && isPinned) row = Math.min(kept ?? 0, rowCount - 1)
      if (row === -1) {
        next.push(event)
        continue
      }
      lane[row]?.take(box)
      perCell.set(cell, (perCell.get(cell) ?? 0) + 1)
      placed.push({ event, box, row })
    }
    pending = next
  }
  widen(placed, pxPerMs, edgePx)
  return { placed, hidden: [...pending], cost: costOf(placed, pending.length) }
}

/** How much is lost to the reader: a hidden event 1, a mark without label 0.4, a label by the share that is cut off. */
function costOf(placed: readonly Placed[], hidden: number): number {
  let cost = hidden
  for (const { event, box } of placed) {
    if (box.labelPx < MIN_LABEL_PX) cost += 0.4
    else cost += 0.25 * Math.max(0, 1 - box.labelPx / Math.min(event.labelPx, 200))
  }
  return cost
}

/** Labels that were cut short get the room up to their right neighbour. */
function widen(placed: readonly Placed[], pxPerMs: number, edgePx: number): void {
  const byRow = new Map<string, Placed[]>()
  for (const one of placed) {
    const key = `${one.event.lane}:${one.row}`
    const row = byRow.get(key)
    if (row) row.push(one)
    else byRow.set(key, [one])
  }
  for (const row of byRow.values()) {
    row.sort((a, b) => a.box.left - b.box.left)
    for (const [index, { event, box }] of row.entries()) {
      const wanted = Math.min(event.labelPx, WIDEST_LABEL_PX)
      if (box.labelPx >= wanted) continue
      const left = box.shape === 'bar' || box.shape === 'wide' ? box.barLeft : event.anchorMs * pxPerMs - MARK_PX / 2
      const room = Math.min(row[index + 1]?.box.left ?? Infinity, edgePx) - left - MARK_PX - 2 * GAP_PX
      const labelPx = Math.min(wanted, room)
      if (labelPx > Math.max(box.labelPx, MIN_LABEL_PX)) {
        box.labelPx = labelPx
        box.right = Math.max(box.right, left + MARK_PX + labelPx + GAP_PX)
      }
    }
  }
}

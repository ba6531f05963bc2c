/**
 * Which events are drawn at a scale, in which row of their lane and with how much of their label; the rest is counted.
 * Pure: no DOM, no clock. One layout covers the whole chronology at one scale level, so that panning never moves an
 * event to another row; the window only chooses which of the placed events are handed to vis-timeline, and that choice
 * is bounded (each drawn item costs about 0.045 ms per frame: 250 of them leave room for 60 frames a second).
 */
import { CELL_PX } from './hidden-cells.ts'
import { LABEL_CAPS_PX } from './scale-for-labels.ts'
import { type LaneLayout, type LayoutOptions, layOutLane, type Placed } from './lay-out-lane.ts'
import type { Layout, Placeable, Placement } from './placement.ts'
import { MAX_SHOWN, OVERSCAN } from './shown-in.ts'

/** What a window of a chronology with more events than that aims at: zooming needs the room for what comes and goes. */
const CROWD_SHOWN = 150
/** In a lane of more events than this, one width is tried: it will not all fit. */
export const MANY_EVENTS = 300
const MANY_CAP_PX = 92

/**
 * Places the events, the important first. Each lane takes the label width at which most can be read: hidden events
 * weigh more than marks without a label, and those more than cut labels.
 */
export function layOut(events: readonly Placeable[], options: LayoutOptions): Layout {
  const { pxPerMs, rows, pinned } = options
  const isPinned = (event: Placeable) => Number(pinned?.has(event.id) ?? false)
  const byLane = rows.map((): Placeable[] => [])
  for (const event of events) byLane[event.lane]?.push(event)
  const quota = cellQuota(events.length, options.windowPx, rows.length)
  const placements = new Map<string, Placement>()
  const hidden: Placeable[] = []
  for (const [lane, unsorted] of byLane.entries()) {
    const members = unsorted.sort(
      (a, b) => isPinned(b) - isPinned(a) || b.importance - a.importance || (a.id < b.id ? -1 : 1),
    )
    const caps = members.length > MANY_EVENTS ? [MANY_CAP_PX] : LABEL_CAPS_PX
    let best: LaneLayout | null = null
    for (const cap of caps) {
      const tried = layOutLane(members, rows[lane] ?? 1, cap, quota, options)
      if (!best || tried.cost < best.cost) best = tried
      if (best.cost === 0) break
    }
    if (!best) continue
    for (const one of best.placed) placements.set(one.event.id, placementOf(one, pxPerMs))
    hidden.push(...best.hidden)
  }
  return { level: options.level, placements, hidden }
}

function placementOf({ event, box, row }: Placed, pxPerMs: number): Placement {
  return {
    id: event.id,
    lane: event.lane,
    row,
    shape: box.shape,
    labelPx: Math.floor(box.labelPx),
    fromMs: Math.min(box.left, box.barLeft) / pxPerMs,
    toMs: Math.max(box.right, box.barRight) / pxPerMs,
    importance: event.importance,
  }
}

/** How many events one lane may show in one cell, so that a window with overscan shows about CROWD_SHOWN. */
function cellQuota(count: number, windowPx: number, lanes: number): number {
  if (count <= MAX_SHOWN) return Infinity
  const cells = (windowPx * (1 + 2 * OVERSCAN)) / CELL_PX + 1
  return Math.max(1, Math.round(CROWD_SHOWN / (cells * Math.max(lanes, 1))))
}

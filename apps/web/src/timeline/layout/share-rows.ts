import { CHIPS_PX, MIN_LANE_PX, ROW_PX } from './lane-size.ts'
import { layOut } from './lay-out.ts'
import type { Placeable } from './placement.ts'
import { rowsPerLane } from './rows-per-lane.ts'

/** The lanes may be this much higher than what is seen: a little scrolling shows more than counts do. */
const OVERFLOW = 1.2
const MAX_ROWS = 16

/** By lane. */
export interface SharedRows {
  rows: readonly number[]
  /** Whether something of the lane has no room when everything is shown, so that it needs room for counts. */
  crowded: readonly boolean[]
}

interface Room {
  laneCount: number
  /** The scale at which everything fits, and the right edge of what is shown then. */
  pxPerMs: number
  edgeMs: number
  windowPx: number
  heightPx: number
}

/** Shares out the rows that there is room for, by what the lanes need when everything is shown. */
export function shareRows(events: readonly Placeable[], room: Room): SharedRows {
  const { laneCount, pxPerMs, edgeMs, windowPx, heightPx } = room
  let shared: SharedRows = { rows: [], crowded: Array.from({ length: laneCount }, () => false) }
  // Twice: the counts of what has no room take room themselves.
  for (let pass = 0; pass < 2; pass++) {
    const chipsPx = shared.crowded.filter(Boolean).length * CHIPS_PX
    const fitting = Math.floor((heightPx * OVERFLOW - chipsPx - laneCount * (MIN_LANE_PX - ROW_PX)) / ROW_PX)
    const budget = Math.max(fitting, laneCount * 2)
    const rows = rowsPerLane(events, laneCount, { pxPerMs, windowPx, budget, most: MAX_ROWS })
    const { hidden } = layOut(events, { level: 0, pxPerMs, rows, windowPx, edgeMs })
    const crowdedLanes = new Set(hidden.map(({ lane }) => lane))
    shared = { rows, crowded: rows.map((_, lane) => crowdedLanes.has(lane)) }
  }
  return shared
}

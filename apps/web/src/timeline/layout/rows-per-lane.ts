import { LABEL_CAPS_PX } from './scale-for-labels.ts'
import { MANY_EVENTS } from './lay-out.ts'
import { layOutLane } from './lay-out-lane.ts'
import type { Placeable } from './placement.ts'

/**
 * Rows for each lane: as many as its events need at the given scale to stand with their labels, within `budget` rows
 * in all; what is short goes to the lanes that need it most. Every lane has at least one.
 */
export function rowsPerLane(
  events: readonly Placeable[],
  laneCount: number,
  options: { pxPerMs: number; windowPx: number; budget: number; most: number },
): number[] {
  const byLane = Array.from({ length: laneCount }, (): Placeable[] => [])
  for (const event of events) byLane[event.lane]?.push(event)
  const need = byLane.map((members) => {
    // Beyond this it is a matter of counting anyway.
    if (members.length > MANY_EVENTS) return options.most
    const sorted = [...members].sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1))
    const cap = LABEL_CAPS_PX[1] ?? 0
    const { placed } = layOutLane(sorted, options.most, cap, Infinity, { level: 0, ...options, rows: [] })
    return placed.reduce((most, { row }) => Math.max(most, row + 1), 1)
  })
  // A second row costs little and spares a small lane its counts.
  const rows = need.map((wanted) => Math.min(wanted, 2))
  for (let left = options.budget - rows.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    let neediest = -1
    let worst = 1
    for (const [lane, wanted] of need.entries()) {
      const ratio = wanted / (rows[lane] ?? 1)
      if (ratio > worst) {
        worst = ratio
        neediest = lane
      }
    }
    if (neediest === -1) break
    rows[neediest] = (rows[neediest] ?? 1) + 1
  }
  return rows
}

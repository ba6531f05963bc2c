import type { Layout } from './placement.ts'

/** Width of the cells in which hidden events are counted. */
export const CELL_PX = 240

export interface Cell {
  lane: number
  index: number
  count: number
  fromMs: number
  toMs: number
}

/** Hidden events counted by lane and time cell. */
export function hiddenCells(layout: Layout, pxPerMs: number): Cell[] {
  const cells = new Map<string, Cell>()
  for (const event of layout.hidden) {
    const index = cellOf(event.anchorMs, pxPerMs)
    const key = `${event.lane}:${index}`
    const cell = cells.get(key)
    if (cell) cell.count++
    else {
      const fromMs = (index * CELL_PX) / pxPerMs
      cells.set(key, { lane: event.lane, index, count: 1, fromMs, toMs: fromMs + CELL_PX / pxPerMs })
    }
  }
  return [...cells.values()]
}

/** Index of the cell that a time falls into. */
export function cellOf(ms: number, pxPerMs: number): number {
  return Math.floor((ms * pxPerMs) / CELL_PX)
}

/** What the layout takes and gives: events with a place in time, and the row, shape and label that each gets. */

export interface Placeable {
  id: string
  lane: number
  startMs: number
  endMs: number
  anchorMs: number
  lasts: boolean
  /** Width of the whole label. */
  labelPx: number
  /** Beyond the end of its bar; 0 where it has none. */
  tailPx?: number
  importance: number
}

/**
 * `mark`: at its anchor; `extent`: mark at the middle of a thin bar; `wide`: the same, but so long that its middle may
 * be out of sight, so mark and label keep to the visible part; `bar`: a duration with the label inside, likewise.
 */
export type Shape = 'mark' | 'extent' | 'wide' | 'bar'

export interface Placement {
  id: string
  lane: number
  row: number
  shape: Shape
  /** Room for the label; 0 draws the mark alone. */
  labelPx: number
  /** All that it covers, in ms at this level, label included: for culling. */
  fromMs: number
  toMs: number
  importance: number
}

export interface Layout {
  level: number
  placements: ReadonlyMap<string, Placement>
  hidden: readonly Placeable[]
}

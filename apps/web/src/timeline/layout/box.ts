/** What an event covers at a scale, in px. */
import type { Placeable, Shape } from './placement.ts'

export const MARK_PX = 18
/** Space between two neighbours in a row. */
export const GAP_PX = 8
/** What shows that a bar goes on, beyond its end. */
export const TAIL_PX = 20
/** A bar or extent shorter than this is drawn as just its mark. */
const MIN_EXTENT_PX = 14
const MIN_BAR_PX = 26
/** Share of the window from which an extent is `wide`. */
const WIDE_SHARE = 0.6

/** What an event covers at a scale: its mark and label, and beneath them the bar of its extent. */
export interface Box {
  left: number
  right: number
  barLeft: number
  barRight: number
  shape: Shape
  labelPx: number
}

export function boxOf(event: Placeable, labelPx: number, pxPerMs: number, windowPx: number): Box {
  const start = event.startMs * pxPerMs
  const end = event.endMs * pxPerMs
  const anchor = event.anchorMs * pxPerMs
  const label = labelPx > 0 ? labelPx + GAP_PX : 0
  const lasts = event.lasts && end - start >= MIN_BAR_PX
  // The label of a wide extent may be anywhere on it.
  if (lasts || (!event.lasts && end - start > windowPx * WIDE_SHARE)) {
    const barRight = lasts ? end + (event.tailPx ?? 0) : end
    return {
      left: start,
      right: Math.max(barRight, start + MARK_PX + label),
      barLeft: start,
      barRight,
      shape: lasts ? 'bar' : 'wide',
      labelPx,
    }
  }
  // Where not even a label fits, the length is left to the tooltip rather than the event left out.
  const extended = !event.lasts && end - start >= MIN_EXTENT_PX && labelPx > 0
  const left = anchor - MARK_PX / 2
  return {
    left,
    right: left + MARK_PX + label,
    barLeft: extended ? start : left,
    barRight: extended ? end : left + MARK_PX,
    shape: extended ? 'extent' : 'mark',
    labelPx,
  }
}

/** Where mark and label begin; a duration carries them at its start. */
export function labelledFrom({ lasts, startMs, anchorMs }: Placeable): number {
  return lasts ? startMs : anchorMs
}

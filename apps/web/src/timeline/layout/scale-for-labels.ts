/** How wide labels are, and the scale at which the last of them can be read. */
import { GAP_PX, labelledFrom, MARK_PX } from './box.ts'
import type { Placeable } from './placement.ts'

/** Widths that all labels of a lane are first given, widest first; whatever room is left is shared out afterwards. */
export const LABEL_CAPS_PX = [230, 160, 112, 76, 44]
/** The last labels take at most this share of a window that shows everything. */
const LABEL_SHARE = 0.28

/**
 * The coarsest scale at which the marks still stand in a window of `windowPx`, each with a readable part of its label:
 * a window that ended with the last mark would cut the last labels. `fromMs` is the window's left edge.
 */
export function scaleForLabels(events: readonly Placeable[], fromMs: number, windowPx: number): number {
  const mostPx = Math.min(LABEL_CAPS_PX[0] ?? 0, windowPx * LABEL_SHARE)
  let pxPerMs = Infinity
  for (const event of events) {
    // However narrow: a window that is being closed has no width left.
    const roomPx = Math.max(windowPx - MARK_PX - 2 * GAP_PX - Math.min(event.labelPx, mostPx), windowPx / 4)
    const startMs = labelledFrom(event)
    if (startMs > fromMs) pxPerMs = Math.min(pxPerMs, roomPx / (startMs - fromMs))
  }
  return pxPerMs
}

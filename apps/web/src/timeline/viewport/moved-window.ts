/** A window moved in the usual ways. Pure; limits are another matter (`windowWithin`). */
import { closestMs } from '../axis/axis-reach.ts'
import type { TimeWindow } from '../axis/time-window.ts'

/** Room that an event is given on either side of its mark when it is brought into view. */
const REVEAL_MARGIN = 0.12

/** Zoomed by a factor (above 1: in) around a time that keeps its place; not closer than can be seen, nor wider than `widestMs`. */
export function zoomed({ fromMs, toMs }: TimeWindow, factor: number, aroundMs: number, widestMs: number): TimeWindow {
  const span = Math.min(Math.max((toMs - fromMs) / factor, closestMs(aroundMs)), widestMs)
  const share = (aroundMs - fromMs) / (toMs - fromMs)
  return { fromMs: aroundMs - span * share, toMs: aroundMs + span * (1 - share) }
}

/** Moved by a share of its width. */
export function panned({ fromMs, toMs }: TimeWindow, share: number): TimeWindow {
  const by = (toMs - fromMs) * share
  return { fromMs: fromMs + by, toMs: toMs + by }
}

/** With the event in its middle; null where the event is in view already: its mark, or a part of a duration. */
export function revealing(
  { fromMs, toMs }: TimeWindow,
  event: { startMs: number; endMs: number; anchorMs: number; lasts: boolean },
): TimeWindow | null {
  const margin = (toMs - fromMs) * REVEAL_MARGIN
  const { anchorMs } = event
  const spans = event.startMs < toMs - margin && event.endMs > fromMs + margin && event.lasts
  if (spans || (anchorMs >= fromMs + margin && anchorMs <= toMs - margin)) return null
  const by = anchorMs - (fromMs + toMs) / 2
  return { fromMs: fromMs + by, toMs: toMs + by }
}

import { FARTHEST_MS } from '../axis/axis-reach.ts'
import type { Placeable } from '../layout/placement.ts'
import { scaleForLabels } from '../layout/scale-for-labels.ts'
import type { TimeWindow } from '../axis/time-window.ts'

const DAY_MS = 86_400_000
const EMPTY_SPAN_MS = 20 * 365 * DAY_MS
const MIN_SPAN_MS = 30 * DAY_MS
/** Room on either side when everything is shown, as a share of the span; the last labels may need more on the right. */
const FIT_MARGIN = { before: 0.03, after: 0.03 }
/** So long a chronology is shown for its last labels, at most. */
const MAX_LENGTHS = 3
/** A little beyond what can be drawn. */
const MAX_MS = FARTHEST_MS * 1.1

/** What a window has to show. */
export interface Content {
  /** From the first to the last known date; null where nothing is dated. */
  span: TimeWindow | null
  events: readonly Placeable[]
}

/** The window in which everything is shown with readable labels; twenty years around `nowMs` where nothing is dated. */
export function fitWindow({ span, events }: Content, widthPx: number, nowMs: number): TimeWindow {
  if (!span) return { fromMs: nowMs - EMPTY_SPAN_MS / 2, toMs: nowMs + EMPTY_SPAN_MS / 2 }
  const length = Math.max(span.toMs - span.fromMs, MIN_SPAN_MS)
  const fromMs = span.fromMs - length * FIT_MARGIN.before
  const toLabels = widthPx / scaleForLabels(events, fromMs, widthPx)
  const toMs = Math.max(span.toMs + length * FIT_MARGIN.after, fromMs + Math.min(toLabels, MAX_LENGTHS * length))
  return { fromMs: Math.max(fromMs, -MAX_MS), toMs: Math.min(toMs, MAX_MS) }
}

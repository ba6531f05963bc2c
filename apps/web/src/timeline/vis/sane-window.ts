/** The window of vis: only we set it, and only to a valid one. */
import type { Timeline } from 'vis-timeline/esnext'
import { internalsOf } from './internals.ts'

/**
 * Lets the window be set once by us: without it vis fits the window to the first items that it is given, and hides
 * itself for a second.
 */
export function claimWindow(timeline: Timeline): void {
  const internals = internalsOf(timeline)
  internals.initialFitDone = true
  internals.initialRangeChangeDone = true
}

/** What a Date holds; vis throws "Invalid start" for anything else. */
const MAX_DATE_MS = 8.64e15

/** Keeps invalid windows from vis, whatever their origin: a pinch without a size gives no window. */
export function keepWindowSane(timeline: Timeline): void {
  const { range } = internalsOf(timeline)
  const apply = range._applyRange
  const isTime = (ms: number | null) => ms === null || Math.abs(Number(ms)) <= MAX_DATE_MS
  range._applyRange = (start, end) => (isTime(start) && isTime(end) ? apply.call(range, start, end) : false)
}

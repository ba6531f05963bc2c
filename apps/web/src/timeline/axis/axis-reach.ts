/**
 * How far the axis reaches, and how its times are handed to vis, which counts in Dates: 271,000 years either way. Where a
 * window asks for more, vis gets the times divided by a power of ten; everywhere else they are UTC ms, as numbers that
 * may lie beyond a Date. Pure.
 */
import type { TimeWindow } from './time-window.ts'

const DAY_MS = 86_400_000
export const YEAR_MS = 365.2425 * DAY_MS

/** 20 billion years: earlier than all there is to date. What lies beyond is marked at the edge, not drawn. */
export const FARTHEST_MS = 20e9 * YEAR_MS

/** Of what a Date holds (8.64e15 ms); vis adds a little on either side of what it is given. */
const MAX_VIS_MS = 8e15

/** The narrowest window: a day. It is wider far away, where numbers of that size cannot tell days apart. */
export const CLOSEST_MS = DAY_MS
const CLOSEST_SHARE = 1e-10

export function closestMs(aroundMs: number): number {
  return Math.max(CLOSEST_MS, Math.abs(aroundMs) * CLOSEST_SHARE)
}

/** The limits of panning: two of its lengths on either side of what there is, as far as the axis reaches. */
export function limitsAround({ fromMs, toMs }: TimeWindow): TimeWindow {
  const length = toMs - fromMs
  const most = FARTHEST_MS * 1.2
  return { fromMs: Math.max(fromMs - 2 * length, -most), toMs: Math.min(toMs + 2 * length, most) }
}

/** By what vis' times are divided, so that it can hold the limits: 1 in all but geological chronologies. */
export function visUnitOf({ fromMs, toMs }: TimeWindow): number {
  const most = Math.max(Math.abs(fromMs), Math.abs(toMs))
  return most <= MAX_VIS_MS ? 1 : 10 ** Math.ceil(Math.log10(most / MAX_VIS_MS))
}

/** A time as vis takes it: whole, and within what a Date holds. */
export function toVisMs(ms: number, unit: number): number {
  return Math.round(Math.min(Math.max(ms / unit, -MAX_VIS_MS * 1.05), MAX_VIS_MS * 1.05))
}

/**
 * The window that is shown where this one is asked for: not closer nor wider than can be seen, within the limits.
 * Null if that is not a window.
 */
export function windowWithin(asked: TimeWindow, limits: TimeWindow, widestMs: number): TimeWindow | null {
  if (!Number.isFinite(asked.fromMs) || !Number.isFinite(asked.toMs) || asked.toMs < asked.fromMs) return null
  const middle = (asked.fromMs + asked.toMs) / 2
  const widest = Math.min(widestMs, limits.toMs - limits.fromMs)
  const span = Math.min(Math.max(asked.toMs - asked.fromMs, closestMs(middle)), widest)
  const kept = span === asked.toMs - asked.fromMs
  const wanted = kept ? asked.fromMs : middle - span / 2
  const fromMs = Math.min(Math.max(wanted, limits.fromMs), limits.toMs - span)
  return { fromMs, toMs: fromMs === asked.fromMs && kept ? asked.toMs : fromMs + span }
}

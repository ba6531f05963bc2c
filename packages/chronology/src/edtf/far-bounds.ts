import { MAX_MS, startOfFarDay } from './calendar.ts'
import { significantYears } from './point.ts'
import { interpretPoint } from './interpret-point.ts'
import type { EdtfDate, EdtfPoint } from './types.ts'

/**
 * First and last instant of one date in UTC ms, where `minMs` and `maxMs` end at the range of `Date`: Y-1200000 is as far
 * away as it is. Finite.
 */
function farBounds({ text, minMs, maxMs }: EdtfPoint): { startMs: number; endMs: number } {
  const near = { startMs: minMs, endMs: maxMs }
  if (Math.abs(minMs) < MAX_MS && Math.abs(maxMs) < MAX_MS) return near
  const interpretation = interpretPoint(text)
  if (interpretation?.kind !== 'long-year') return near
  const [first, last] = significantYears(interpretation.year, interpretation.significant)
  // Its last day: a number of that size is too coarse for "one ms before the next year".
  return { startMs: startOfFarDay(first, 1, 1), endMs: startOfFarDay(last, 12, 31) }
}

/** First and last instant that the text names, leaving open sides out; null where it names none (`../`). */
export function knownBounds(date: EdtfDate): { startMs: number; endMs: number } | null {
  const ends = [date.start, date.end, ...date.members.flatMap((m) => ('text' in m ? [m] : [m.from, m.to]))]
  const points = ends.filter((end) => typeof end === 'object').map(farBounds)
  if (points.length === 0) return null
  return {
    startMs: Math.min(...points.map((point) => point.startMs)),
    endMs: Math.max(...points.map((point) => point.endMs)),
  }
}

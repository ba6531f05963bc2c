/**
 * One date with its bounds. Conventions:
 * - `?`, `~` and `%` do not widen the bounds: how wide "about" is, only the scholar knows.
 * - X stands for any digit: the bounds are those of the earliest and latest real day that fits.
 * - `1950S2` is some year from 1900 to 1999: the bounds are those of its significant digits.
 * - Negative years are astronomical. -196 and -196X are the years -1969 to -1960.
 */
import { daysInMonth, justBefore, MAX_MS, startOfDay, startOfMonth } from './calendar.ts'
import { recognise } from './library.ts'
import { explain } from './problems.ts'
import { partsOf, qualifiedParts, type Interpretation, interpretPoint } from './interpret-point.ts'
import { seasonByCode } from './seasons.ts'
import type { EdtfPoint, Precision } from './types.ts'

export interface ParsedPoint {
  point: EdtfPoint
  interpretation: Interpretation
  level: 0 | 1 | 2
}

/** The date in the text, or a sentence about what is wrong with it. */
export function parsePoint(text: string): ParsedPoint | { problem: string } {
  const interpretation = interpretPoint(text)
  if (!interpretation) return { problem: explain(text) }
  const mixed = /X/.test(text) && /[?~%]/.test(text)
  // The grammar knows X and qualifiers, but not both in one date (199X~), which ISO 8601-2 does not forbid.
  const known = recognise(mixed ? text.replace(/[?~%]/g, '') : text)
  if (!known) return { problem: explain(text) }
  const bounds = boundsOf(interpretation, text)
  if ('problem' in bounds) return bounds
  const [minMs, maxMs] = bounds
  const negative = /^[?~%]?-/.test(text)
  const level = mixed ? 2 : (Math.max(known.level, negative ? 1 : 0) as 0 | 1 | 2)
  const point = { text, precision: precisionOf(interpretation), minMs, maxMs, ...qualityOf(interpretation) }
  return { point, interpretation, level }
}

function boundsOf(interpretation: Interpretation, text: string): [number, number] | { problem: string } {
  switch (interpretation.kind) {
    case 'date':
      return dateBounds(interpretation, text)
    case 'instant': {
      const ms = interpretation.localMs - interpretation.offsetMinutes * 60_000
      const day = text.slice(0, text.indexOf('T'))
      const real = parsePoint(day)
      return 'problem' in real ? real : [ms, ms]
    }
    case 'season': {
      const season = seasonByCode(interpretation.code)
      if (!season) return { problem: explain(text) }
      const from = season.firstMonth
      return [startOfMonth(interpretation.year, from), startOfMonth(interpretation.year, from + season.months) - 1]
    }
    case 'long-year': {
      if (!Number.isSafeInteger(interpretation.year))
        return { problem: `The year in ${text} has too many digits to reckon with.` }
      return yearBounds(...significantYears(interpretation.year, interpretation.significant))
    }
    case 'prefix':
      return yearBounds(...maskedYears(interpretation.negative, interpretation.digits.padEnd(4, 'X')))
  }
}

function yearBounds(first: number, last: number): [number, number] {
  const end = startOfMonth(last + 1, 1)
  return [startOfMonth(first, 1), end === -MAX_MS ? end : justBefore(end)]
}

/** First and last year that agree with `year` in its first digits. */
export function significantYears(year: number, significant?: number): [number, number] {
  const digits = String(Math.abs(year)).length
  // "0950S2" has four digits as written, but a leading zero is not significant.
  if (significant === undefined || significant >= digits) return [year, year]
  const unit = 10 ** (digits - significant)
  const low = Math.floor(Math.abs(year) / unit) * unit
  return year < 0 ? [-(low + unit - 1), -low] : [low, low + unit - 1]
}

/** First and last year that fit the digits. There is no year -0000: it is written 0000. */
export function maskedYears(negative: boolean, digits: string): [number, number] {
  const low = Number(digits.replaceAll('X', '0'))
  const high = Number(digits.replaceAll('X', '9'))
  return negative ? [-high, -Math.max(low, 1)] : [low, high]
}

function dateBounds(
  interpretation: Interpretation & { kind: 'date' },
  text: string,
): [number, number] | { problem: string } {
  const years = matching(interpretation.year.digits, 0, 9999)
  if (interpretation.negative) years.reverse()
  const first = firstDay(interpretation, years, false)
  const last = firstDay(interpretation, [...years].reverse(), true)
  if (first === null || last === null) return { problem: noSuchDay(interpretation, text) }
  return [first, last]
}

/** The first fitting day among the years in this order; backwards, its last instant. */
function firstDay(
  interpretation: Interpretation & { kind: 'date' },
  years: number[],
  backwards: boolean,
): number | null {
  const order = (values: number[]) => (backwards ? values.reverse() : values)
  for (const absolute of years) {
    const year = interpretation.negative ? -absolute : absolute
    if (interpretation.negative && absolute === 0) continue
    for (const month of order(matching(interpretation.month?.digits ?? 'XX', 1, 12))) {
      const day = order(matching(interpretation.day?.digits ?? 'XX', 1, daysInMonth(year, month)))[0]
      if (day !== undefined) return backwards ? startOfDay(year, month, day + 1) - 1 : startOfDay(year, month, day)
    }
  }
  return null
}

/** Numbers from low to high whose digits fit the mask, ascending. */
function matching(mask: string, low: number, high: number): number[] {
  if (!mask.includes('X')) {
    const value = Number(mask)
    return value >= low && value <= high ? [value] : []
  }
  let values = [0]
  for (const char of mask) {
    const digits = char === 'X' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [Number(char)]
    values = values.flatMap((value) => digits.map((digit) => value * 10 + digit))
  }
  return values.filter((value) => value >= low && value <= high)
}

function noSuchDay(interpretation: Interpretation & { kind: 'date' }, text: string): string {
  const { year, month, day } = interpretation
  if (!month || !day || /X/.test(year.digits + month.digits)) return `No day of the calendar fits ${text}.`
  const number = Number(year.digits) * (interpretation.negative ? -1 : 1)
  const days = daysInMonth(number, Number(month.digits))
  const monthText = `${interpretation.negative ? '-' : ''}${year.digits}-${month.digits}`
  return `There is no day ${day.digits} in ${monthText}, which has ${days} days: write ${monthText}-01 to ${monthText}-${days}.`
}

function precisionOf(interpretation: Interpretation): Precision {
  switch (interpretation.kind) {
    case 'instant':
      return 'instant'
    case 'season':
      return 'season'
    case 'prefix':
      return yearPrecision(interpretation.digits.padEnd(4, 'X'))
    case 'long-year': {
      const [first, last] = significantYears(interpretation.year, interpretation.significant)
      const unspecifiedDigits = Math.min(String(Math.abs(last - first)).length, 3)
      return first === last
        ? 'year'
        : yearPrecision('0000'.slice(unspecifiedDigits) + 'XXXX'.slice(4 - unspecifiedDigits))
    }
    case 'date': {
      const ofYear = yearPrecision(interpretation.year.digits)
      if (ofYear !== 'year' || !interpretation.month || interpretation.month.digits.includes('X')) return ofYear
      return !interpretation.day || interpretation.day.digits.includes('X') ? 'month' : 'day'
    }
  }
}

function yearPrecision(digits: string): Precision {
  const known = digits.indexOf('X')
  if (known === -1) return 'year'
  return (['unspecified', 'millennium', 'century', 'decade'] as const)[known] ?? 'unspecified'
}

function qualityOf(interpretation: Interpretation): { approximate: boolean; uncertain: boolean; unspecified: boolean } {
  if (interpretation.kind === 'date') {
    const parts = partsOf(interpretation)
    const { approximate, uncertain } = qualifiedParts(parts)
    const unspecified = parts.some((part) => part.digits.includes('X'))
    return { approximate: approximate.includes(true), uncertain: uncertain.includes(true), unspecified }
  }
  const mark = interpretation.kind === 'prefix' ? interpretation.after : ''
  const approximate =
    mark === '~' || mark === '%' || (interpretation.kind === 'long-year' && interpretation.significant !== undefined)
  return { approximate, uncertain: mark === '?' || mark === '%', unspecified: false }
}

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
import { partsOf, qualifiedParts, type Reading, readPoint } from './reading.ts'
import { seasonByCode } from './seasons.ts'
import type { EdtfPoint, Precision } from './types.ts'

export interface ParsedPoint {
  point: EdtfPoint
  reading: Reading
  level: 0 | 1 | 2
}

/** The date in the text, or a sentence about what is wrong with it. */
export function parsePoint(text: string): ParsedPoint | { problem: string } {
  const reading = readPoint(text)
  if (!reading) return { problem: explain(text) }
  const mixed = /X/.test(text) && /[?~%]/.test(text)
  // The grammar knows X and qualifiers, but not both in one date (199X~), which ISO 8601-2 does not forbid.
  const known = recognise(mixed ? text.replace(/[?~%]/g, '') : text)
  if (!known) return { problem: explain(text) }
  const bounds = boundsOf(reading, text)
  if ('problem' in bounds) return bounds
  const [minMs, maxMs] = bounds
  const negative = /^[?~%]?-/.test(text)
  const level = mixed ? 2 : (Math.max(known.level, negative ? 1 : 0) as 0 | 1 | 2)
  const point = { text, precision: precisionOf(reading), minMs, maxMs, ...qualityOf(reading) }
  return { point, reading, level }
}

function boundsOf(reading: Reading, text: string): [number, number] | { problem: string } {
  switch (reading.kind) {
    case 'date':
      return dateBounds(reading, text)
    case 'instant': {
      const ms = reading.localMs - reading.offsetMinutes * 60_000
      const day = text.slice(0, text.indexOf('T'))
      const real = parsePoint(day)
      return 'problem' in real ? real : [ms, ms]
    }
    case 'season': {
      const season = seasonByCode(reading.code)
      if (!season) return { problem: explain(text) }
      const from = season.firstMonth
      return [startOfMonth(reading.year, from), startOfMonth(reading.year, from + season.months) - 1]
    }
    case 'long-year': {
      if (!Number.isSafeInteger(reading.year))
        return { problem: `The year in ${text} has too many digits to reckon with.` }
      return yearBounds(...significantYears(reading.year, reading.significant))
    }
    case 'prefix':
      return yearBounds(...maskedYears(reading.negative, reading.digits.padEnd(4, 'X')))
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

function dateBounds(reading: Reading & { kind: 'date' }, text: string): [number, number] | { problem: string } {
  const years = matching(reading.year.digits, 0, 9999)
  if (reading.negative) years.reverse()
  const first = firstDay(reading, years, false)
  const last = firstDay(reading, [...years].reverse(), true)
  if (first === null || last === null) return { problem: noSuchDay(reading, text) }
  return [first, last]
}

/** The first fitting day among the years in this order; backwards, its last instant. */
function firstDay(reading: Reading & { kind: 'date' }, years: number[], backwards: boolean): number | null {
  const order = (values: number[]) => (backwards ? values.reverse() : values)
  for (const absolute of years) {
    const year = reading.negative ? -absolute : absolute
    if (reading.negative && absolute === 0) continue
    for (const month of order(matching(reading.month?.digits ?? 'XX', 1, 12))) {
      const day = order(matching(reading.day?.digits ?? 'XX', 1, daysInMonth(year, month)))[0]
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

function noSuchDay(reading: Reading & { kind: 'date' }, text: string): string {
  const { year, month, day } = reading
  if (!month || !day || /X/.test(year.digits + month.digits)) return `No day of the calendar fits ${text}.`
  const number = Number(year.digits) * (reading.negative ? -1 : 1)
  const days = daysInMonth(number, Number(month.digits))
  const monthText = `${reading.negative ? '-' : ''}${year.digits}-${month.digits}`
  return `There is no day ${day.digits} in ${monthText}, which has ${days} days: write ${monthText}-01 to ${monthText}-${days}.`
}

function precisionOf(reading: Reading): Precision {
  switch (reading.kind) {
    case 'instant':
      return 'instant'
    case 'season':
      return 'season'
    case 'prefix':
      return yearPrecision(reading.digits.padEnd(4, 'X'))
    case 'long-year': {
      const [first, last] = significantYears(reading.year, reading.significant)
      const unspecifiedDigits = Math.min(String(Math.abs(last - first)).length, 3)
      return first === last
        ? 'year'
        : yearPrecision('0000'.slice(unspecifiedDigits) + 'XXXX'.slice(4 - unspecifiedDigits))
    }
    case 'date': {
      const ofYear = yearPrecision(reading.year.digits)
      if (ofYear !== 'year' || !reading.month || reading.month.digits.includes('X')) return ofYear
      return !reading.day || reading.day.digits.includes('X') ? 'month' : 'day'
    }
  }
}

function yearPrecision(digits: string): Precision {
  const known = digits.indexOf('X')
  if (known === -1) return 'year'
  return (['unspecified', 'millennium', 'century', 'decade'] as const)[known] ?? 'unspecified'
}

function qualityOf(reading: Reading): { approximate: boolean; uncertain: boolean; unspecified: boolean } {
  if (reading.kind === 'date') {
    const parts = partsOf(reading)
    const { approximate, uncertain } = qualifiedParts(parts)
    const unspecified = parts.some((part) => part.digits.includes('X'))
    return { approximate: approximate.includes(true), uncertain: uncertain.includes(true), unspecified }
  }
  const mark = reading.kind === 'prefix' ? reading.after : ''
  const approximate =
    mark === '~' || mark === '%' || (reading.kind === 'long-year' && reading.significant !== undefined)
  return { approximate, uncertain: mark === '?' || mark === '%', unspecified: false }
}

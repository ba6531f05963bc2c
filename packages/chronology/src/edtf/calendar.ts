/** Proleptic Gregorian calendar in UTC, with astronomical years: year 0 is 1 BCE, -44 is 45 BCE. Months are 1 to 12. */

export const DAY_MS = 86_400_000
/** The last instant that `Date` can carry (ECMA-262, "Time Values and Time Range"); the first is its negative. */
export const MAX_MS = 8.64e15

/** After so many years the calendar begins again, with the same days of the week. */
const CYCLE_YEARS = 400
const CYCLE_MS = 146_097 * DAY_MS

/** First instant of a day, clamped to the range of `Date`. */
export function startOfDay(year: number, month: number, day: number): number {
  return Math.min(Math.max(startOfFarDay(year, month, day), -MAX_MS), MAX_MS)
}

/**
 * First instant of a day of any year, also of one that no `Date` holds: counted from the same day of the years 2000 to
 * 2399. Exact to the ms up to about 285,000 years, then to what a number of that size can tell.
 */
export function startOfFarDay(year: number, month: number, day: number): number {
  const cycle = Math.floor(year / CYCLE_YEARS) - 5
  return Date.UTC(year - cycle * CYCLE_YEARS, month - 1, day) + cycle * CYCLE_MS
}

/** The same day and time in the years 2000 to 2399, which every formatter knows, and how many years lie between. */
export function nearMs(ms: number): { ms: number; years: number } {
  const cycle = Math.floor((ms - Date.UTC(2000, 0)) / CYCLE_MS)
  return { ms: ms - cycle * CYCLE_MS, years: cycle * CYCLE_YEARS }
}

/** First instant of a month; months beyond 12 run into the following years. */
export function startOfMonth(year: number, month: number): number {
  return startOfDay(year, month, 1)
}

/** Last instant before `ms`, except at the ends of the range of `Date`, where nothing can be taken off or added. */
export function justBefore(ms: number): number {
  return Math.abs(ms) === MAX_MS ? ms : ms - 1
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Of any instant, also beyond the range of `Date`. */
export function ymd(ms: number): { year: number; month: number; day: number } {
  const near = nearMs(ms)
  const date = new Date(near.ms)
  return { year: date.getUTCFullYear() + near.years, month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Months since year 0 with the part of the month that has passed, so that differences can be rounded. */
export function monthsSinceZero(ms: number): number {
  const { year, month } = ymd(ms)
  const start = startOfFarDay(year, month, 1)
  return year * 12 + (month - 1) + (ms - start) / (daysInMonth(year, month) * DAY_MS)
}

/** Four digits and a sign: 0044, -0044, and never -0000. */
export function yearText(year: number): string {
  return (year < 0 ? '-' : '') + pad(Math.abs(year), 4)
}

export function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

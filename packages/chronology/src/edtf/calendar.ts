/** Proleptic Gregorian calendar in UTC, with astronomical years: year 0 is 1 BCE, -44 is 45 BCE. Months are 1 to 12. */

export const DAY_MS = 86_400_000
/** The last instant that `Date` can carry (ECMA-262, "Time Values and Time Range"); the first is its negative. */
export const MAX_MS = 8.64e15

/** First instant of a day, clamped to the range of `Date`. `Date.UTC` would read the years 0 to 99 as 1900 to 1999. */
export function startOfDay(year: number, month: number, day: number): number {
  const ms = new Date(0).setUTCFullYear(year, month - 1, day)
  return Number.isNaN(ms) ? Math.sign(year) * MAX_MS : ms
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

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function ymd(ms: number): { year: number; month: number; day: number } {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Months since year 0 with the part of the month that has passed, so that differences can be rounded. */
export function monthsSinceZero(ms: number): number {
  const { year, month } = ymd(ms)
  const start = startOfMonth(year, month)
  return year * 12 + (month - 1) + (ms - start) / (daysInMonth(year, month) * DAY_MS)
}

/** Years since year 0 with the part of the year that has passed. */
export function yearsSinceZero(ms: number): number {
  const { year } = ymd(ms)
  return year + (ms - startOfMonth(year, 1)) / ((isLeap(year) ? 366 : 365) * DAY_MS)
}

/** Four digits and a sign: 0044, -0044, and never -0000. */
export function yearText(year: number): string {
  return (year < 0 ? '-' : '') + pad(Math.abs(year), 4)
}

export function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

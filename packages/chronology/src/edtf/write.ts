import { monthsSinceZero, pad, yearText, ymd } from './calendar.ts'

/**
 * A date in EDTF for an instant in UTC ms, at a precision: 2004-08-28, 2004-08, 2004, 200X. Years of more than four digits
 * have no other precision in EDTF: they are written as Y12004.
 */
export function edtfFromMs(ms: number, precision: 'day' | 'month' | 'year' | 'decade'): string {
  const { year, month, day } = ymd(ms)
  if (Math.abs(year) > 9999) return `Y${year}`
  switch (precision) {
    case 'day':
      return `${yearText(year)}-${pad(month)}-${pad(day)}`
    case 'month':
      return `${yearText(year)}-${pad(month)}`
    case 'year':
      return yearText(year)
    case 'decade':
      return `${year < 0 ? '-' : ''}${pad(Math.floor(Math.abs(year) / 10), 3)}X`
  }
}

/** How far it is between two instants in months or years, rounded to whole units, the same forwards and backwards. */
export function wholeMonths(fromMs: number, toMs: number, monthsInUnit: number): number {
  return roundAway((monthsSinceZero(toMs) - monthsSinceZero(fromMs)) / monthsInUnit)
}

/** `Math.round` sends -1.5 to -1 and 1.5 to 2; moving back must undo moving. */
export function roundAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value))
}

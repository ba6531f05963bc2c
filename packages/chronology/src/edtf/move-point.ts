/** Moving one date by the distance between two instants, in whole units of its own precision. */
import { DAY_MS, pad, startOfDay, yearText, ymd } from './calendar.ts'
import { significantYears } from './point.ts'
import { type InstantText, type Part, type Interpretation, interpretPoint } from './interpret-point.ts'
import { CYCLES } from './seasons.ts'
import { roundAway, wholeMonths } from './write.ts'

/**
 * The date moved, with its qualifiers and X as they were, or null where it cannot be moved (XXXX-12-25, 1X9X, Y17E7) or would
 * leave what EDTF can write. The caller must still parse the result.
 */
export function movePoint(text: string, fromMs: number, toMs: number): string | null {
  const interpretation = interpretPoint(text)
  switch (interpretation?.kind) {
    case undefined:
      return null
    case 'date':
      return moveDate(interpretation, fromMs, toMs)
    case 'instant':
      return moveInstant(interpretation, fromMs, toMs)
    case 'season':
      return moveSeason(interpretation.year, interpretation.code, fromMs, toMs)
    case 'prefix': {
      const years = 10 ** (4 - interpretation.digits.length)
      const moved = movePrefix(interpretation.negative, interpretation.digits, wholeMonths(fromMs, toMs, 12 * years))
      return moved && moved + interpretation.after
    }
    case 'long-year':
      return moveLongYear(interpretation, fromMs, toMs)
  }
}

function moveDate(interpretation: Interpretation & { kind: 'date' }, fromMs: number, toMs: number): string | null {
  const { year, month, day, negative } = interpretation
  const known = /^\d*/.exec(year.digits)?.[0] ?? ''
  if (known === '' || !/^\d*X*$/.test(year.digits)) return null
  if (known.length < 4) {
    const moved = movePrefix(negative, known, wholeMonths(fromMs, toMs, 12 * 10 ** (4 - known.length)))
    return moved && writeDate(interpretation, moved + 'X'.repeat(4 - known.length), month?.digits, day?.digits)
  }
  const number = Number(known) * (negative ? -1 : 1)
  if (!month || month.digits.includes('X')) {
    const moved = number + wholeMonths(fromMs, toMs, 12)
    if (Math.abs(moved) > 9999) return isBare(interpretation) ? `Y${moved}` : null
    return writeDate(interpretation, yearText(moved), month?.digits, day?.digits)
  }
  if (!day || day.digits.includes('X')) {
    const months = number * 12 + Number(month.digits) - 1 + wholeMonths(fromMs, toMs, 1)
    const moved = Math.floor(months / 12)
    return Math.abs(moved) > 9999
      ? null
      : writeDate(interpretation, yearText(moved), pad(months - moved * 12 + 1), day?.digits)
  }
  const days = roundAway((toMs - fromMs) / DAY_MS)
  const moved = ymd(startOfDay(number, Number(month.digits), Number(day.digits)) + days * DAY_MS)
  if (!(Math.abs(moved.year) <= 9999)) return null
  return writeDate(interpretation, yearText(moved.year), pad(moved.month), pad(moved.day))
}

function isBare({ year, month }: Interpretation & { kind: 'date' }): boolean {
  return !month && year.before === '' && year.after === ''
}

function writeDate(
  interpretation: Interpretation & { kind: 'date' },
  year: string,
  month?: string,
  day?: string,
): string {
  const write = (part: Part | undefined, digits: string) => `${part?.before ?? ''}${digits}${part?.after ?? ''}`
  const rest = [
    month === undefined ? [] : write(interpretation.month, month),
    day === undefined ? [] : write(interpretation.day, day),
  ]
  return [write(interpretation.year, year), ...rest.flat()].join('-')
}

/** The leading digits of a year as a count of decades or centuries: ..., -00, 00, 01; so that moving goes through year 0. */
function movePrefix(negative: boolean, digits: string, by: number): string | null {
  const index = (negative ? -Number(digits) - 1 : Number(digits)) + by
  const moved = pad(index < 0 ? -index - 1 : index, digits.length)
  return moved.length > digits.length ? null : (index < 0 ? '-' : '') + moved
}

function moveSeason(year: number, code: number, fromMs: number, toMs: number): string | null {
  const cycle = CYCLES.find((seasons) => seasons.some((season) => season.code === code)) ?? []
  const place = cycle.findIndex((season) => season.code === code)
  const moved = year * cycle.length + place + wholeMonths(fromMs, toMs, 12 / cycle.length)
  const movedYear = Math.floor(moved / cycle.length)
  const season = cycle[moved - movedYear * cycle.length]
  return season && Math.abs(movedYear) <= 9999 ? `${yearText(movedYear)}-${season.code}` : null
}

function moveLongYear(
  interpretation: Interpretation & { kind: 'long-year' },
  fromMs: number,
  toMs: number,
): string | null {
  // An exponent is a round number by nature: Y17E7 has no next year worth writing.
  if (interpretation.exponent) return null
  const [first, last] = significantYears(interpretation.year, interpretation.significant)
  const unit = last - first + 1
  const moved = interpretation.year + unit * wholeMonths(fromMs, toMs, 12 * unit)
  const [movedFirst, movedLast] = significantYears(moved, interpretation.significant)
  // With another number of digits, the same count of significant ones would say another thing.
  if (movedLast - movedFirst !== last - first) return null
  const suffix = interpretation.significant === undefined ? '' : `S${interpretation.significant}`
  if (Math.abs(moved) > 9999) return `Y${moved}${suffix}`
  return `${yearText(moved)}${suffix}`
}

/** Date-times move by whole minutes, seconds or milliseconds, whichever they are written in, and keep their offset. */
function moveInstant(
  interpretation: Interpretation & { kind: 'instant' },
  fromMs: number,
  toMs: number,
): string | null {
  const { seconds, fractionDigits, zone } = interpretation.text
  const unitMs = fractionDigits > 0 ? 10 ** (3 - Math.min(fractionDigits, 3)) : seconds ? 1000 : 60_000
  const moved = new Date(interpretation.localMs + roundAway((toMs - fromMs) / unitMs) * unitMs)
  const { year, month, day } = ymd(moved.getTime())
  if (!(Math.abs(year) <= 9999)) return null
  return `${yearText(year)}-${pad(month)}-${pad(day)}T${timeText(moved, interpretation.text)}${zone}`
}

function timeText(date: Date, { seconds, fractionDigits }: InstantText): string {
  const minutes = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`
  if (!seconds) return minutes
  const fraction = pad(date.getUTCMilliseconds(), 3).padEnd(fractionDigits, '0').slice(0, fractionDigits)
  return `${minutes}:${pad(date.getUTCSeconds())}${fractionDigits > 0 ? `.${fraction}` : ''}`
}

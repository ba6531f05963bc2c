/**
 * What stands in the text of one date, part by part and digit by digit, before anything is reckoned. `interpretPoint` trusts
 * nothing: shape by regular expression here, then the library's grammar, then the calendar (point.ts).
 */

/** Digits of a year, month or day as written, with X for the unspecified ones, and the qualifiers before and after. */
export interface Part {
  digits: string
  before: string
  after: string
}

export type Interpretation =
  | { kind: 'date'; negative: boolean; year: Part; month?: Part; day?: Part }
  | { kind: 'instant'; localMs: number; offsetMinutes: number; text: InstantText }
  | { kind: 'season'; year: number; code: number }
  /** `Y17E7`, `Y171010000S3`, `1950S2`. */
  | { kind: 'long-year'; year: number; long: boolean; exponent: boolean; significant?: number }
  /** `19` and `196`: like 19XX and 196X, as ISO 8601-1 writes them. */
  | { kind: 'prefix'; negative: boolean; digits: string; after: string }

/** The written parts of a date-time that moving keeps. */
export interface InstantText {
  seconds: boolean
  fractionDigits: number
  zone: string
}

const Q = '([?~%]?)'
const DATE = new RegExp(`^${Q}(-?)([0-9X]{4})${Q}(?:-${Q}([0-9X]{2})${Q}(?:-${Q}([0-9X]{2})${Q})?)?$`)
const SEASON = /^(-?\d{4})-(2[1-9]|3\d|4[01])$/
const LONG_YEAR = /^(Y?)(-?\d+)(?:E(\d+))?(?:S(\d))?$/
const PREFIX = /^(-?)(\d{2,3})([?~%]?)$/
const INSTANT = /^(-?)(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+\u2212-]\d\d(?::?\d\d)?)?$/

/** The parts of a date, or null where the text has the shape of none. */
export function interpretPoint(text: string): Interpretation | null {
  const season = SEASON.exec(text)
  if (season) return { kind: 'season', year: Number(season[1]), code: Number(season[2]) }
  const prefix = PREFIX.exec(text)
  if (prefix) return { kind: 'prefix', negative: prefix[1] === '-', digits: prefix[2] ?? '', after: prefix[3] ?? '' }
  return interpretDate(text) ?? interpretLongYear(text) ?? interpretInstant(text)
}

function interpretDate(text: string): Interpretation | null {
  const match = DATE.exec(text)
  if (!match) return null
  // The leading qualifier stands before the sign: ?-0044.
  const [, before = '', sign, year = '', after = '', mb = '', month, ma = '', db = '', day, da = ''] = match
  return {
    kind: 'date',
    negative: sign === '-',
    year: { digits: year, before, after },
    month: month === undefined ? undefined : { digits: month, before: mb, after: ma },
    day: day === undefined ? undefined : { digits: day, before: db, after: da },
  }
}

function interpretLongYear(text: string): Interpretation | null {
  const match = LONG_YEAR.exec(text)
  if (!match) return null
  const [, y, digits, exponent, significant] = match
  if (!y && !significant) return null
  return {
    kind: 'long-year',
    year: Number(`${digits}e${exponent ?? 0}`),
    long: y === 'Y',
    exponent: exponent !== undefined,
    significant: significant === undefined ? undefined : Number(significant),
  }
}

function interpretInstant(text: string): Interpretation | null {
  const match = INSTANT.exec(text)
  if (!match) return null
  const [, sign, year, month, day, hour, minute, second, fraction, zone = ''] = match
  // ISO 8601-1:2019 has no hour 24; the library takes it and rolls over to the next day.
  if (hour === '24') return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year) * (sign ? -1 : 1), Number(month) - 1, Number(day))
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6)
  date.setUTCHours(Number(hour), Number(minute), Number(second ?? 0), ms)
  return {
    kind: 'instant',
    localMs: date.getTime(),
    offsetMinutes: offsetMinutes(zone),
    text: { seconds: second !== undefined, fractionDigits: fraction?.length ?? 0, zone },
  }
}

/** A time without a zone is read as UTC: a chronology must say the same in Tokyo and in New York. */
function offsetMinutes(zone: string): number {
  if (zone === '' || zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone[0] === '+' ? minutes : -minutes
}

/** The parts of a date in order, year first. */
export function partsOf(interpretation: Interpretation & { kind: 'date' }): Part[] {
  return [interpretation.year, interpretation.month, interpretation.day].filter((part) => part !== undefined)
}

export interface Qualified {
  approximate: boolean[]
  uncertain: boolean[]
}

/** Which parts are qualified: a mark after a part holds for it and all to its left, a mark before it for it alone. */
export function qualifiedParts(parts: Part[]): Qualified {
  const has = (marks: string) =>
    parts.map((part, index) => {
      return (
        marks.includes(part.before || ' ') || parts.slice(index).some((later) => marks.includes(later.after || ' '))
      )
    })
  return { approximate: has('~%'), uncertain: has('?%') }
}

/**
 * The one place that touches the `edtf` library. Its grammar decides which strings are dates and on which level; its date
 * objects are not used, because (4.11.1) they roll 2001-02-29 over to 1 March, throw on 2004/2004, read a time without
 * zone as local, give NaN for Y170000002, end a list at the first year of its last run, and take seasons for quarters.
 * Only single dates come here: intervals and sets are taken apart in parse.ts. Bounds are reckoned in point.ts.
 */
import { daysInMonth } from './calendar.ts'
// @ts-expect-error: the package ships no types
import { parse } from 'edtf'

export type LibraryType = 'Date' | 'Year' | 'Season' | 'Century' | 'Decade'

const TYPES: LibraryType[] = ['Date', 'Year', 'Season', 'Century', 'Decade']

const PLAIN_DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/

/** What the grammar makes of one date, or null where it knows no such date. At most MAX_EDTF_LENGTH characters. */
export function recognise(text: string): { type: LibraryType; level: 0 | 1 | 2 } | null {
  // Most dates are of this shape, and the grammar takes a hundred times as long to say so.
  const plain = PLAIN_DATE.exec(text)
  if (plain && isMonth(plain[2]) && isDay(plain)) return { type: 'Date', level: 0 }
  try {
    return parse(text, { level: 2, types: TYPES }) as { type: LibraryType; level: 0 | 1 | 2 }
  } catch {
    // The library throws for everything that it cannot read; the caller has the better sentence.
    return null
  }
}

function isMonth(month = '01'): boolean {
  return month >= '01' && month <= '12'
}

function isDay([, year, month = '01', day = '01']: RegExpExecArray): boolean {
  return day >= '01' && Number(day) <= daysInMonth(Number(year), Number(month))
}

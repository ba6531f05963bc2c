/**
 * The one place that touches the `edtf` library. Its grammar decides which strings are dates and on which level; its date
 * objects are not used, because (4.11.1) they roll 2001-02-29 over to 1 March, throw on 2004/2004, read a time without
 * zone as local, give NaN for Y170000002, end a list at the first year of its last run, and take seasons for quarters.
 * Only single dates come here: intervals and sets are taken apart in parse.ts. Bounds are reckoned in point.ts.
 */
// @ts-expect-error: the package ships no types
import { parse } from 'edtf'

export type LibraryType = 'Date' | 'Year' | 'Season' | 'Century' | 'Decade'

const TYPES: LibraryType[] = ['Date', 'Year', 'Season', 'Century', 'Decade']

/** What the grammar makes of one date, or null where it knows no such date. */
export function recognise(text: string): { type: LibraryType; level: 0 | 1 | 2 } | null {
  try {
    return parse(text, { level: 2, types: TYPES }) as { type: LibraryType; level: 0 | 1 | 2 }
  } catch {
    // The library throws for everything that it cannot read; the caller has the better sentence.
    return null
  }
}

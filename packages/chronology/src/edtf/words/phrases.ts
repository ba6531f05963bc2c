/** What a language must say. Dates with known digits come from `Intl`; everything else from one table per language. */
import type { Season } from '../seasons.ts'

export interface Phrases {
  /** Given to `Intl`. */
  tag: string
  /** Whether `Intl` shortens two days well ("1–31 August"). In Japanese it writes numbers and slashes. */
  shortRanges: boolean
  /** A year of the calendar, 1 or later; `grouped` with thousands separators from 10,000 on. */
  year(year: number, grouped: string): string
  /** 45 BCE: counted backwards from 1. */
  bce(grouped: string): string
  decade(firstYear: number): string
  /** A day and month, or a month, with a year that `Intl` does not name rightly. */
  withYear(monthOrDay: string, year: string): string
  yearUnknown(monthOrDay: string): string
  someYear: string
  someMonth(inYear: string): string
  someDay(inMonthOrYear: string): string
  someMonthBetween(first: string, last: string): string
  someDayBetween(first: string, last: string): string
  /** A day whose month is unknown. */
  dayOfSomeMonth(day: number, year: string): string
  season(season: Season, year: string): string
  time(day: string, time: string): string
  approximately(date: string): string
  /** What follows a date that is qualified as a whole. */
  uncertain: string
  uncertainAndApproximate: string
  /** Said of the parts of a date of which only some are qualified. */
  partly(parts: ('year' | 'month' | 'day')[], uncertain: boolean, approximate: boolean): string
  /** Puts them behind the date. */
  note(texts: string[]): string
  about(year: string, first: string, last: string): string
  range(start: string, end: string): string
  /** An interval without a start or an end. */
  from(start: string, end: 'open' | 'unknown'): string
  /** An interval that went on when the chronology was last brought up to date. */
  openAsOf(start: string, asOf: string): string
  until(end: string, start: 'open' | 'unknown'): string
  noDates(start: 'open' | 'unknown', end: 'open' | 'unknown'): string
  /** Members of a set. */
  orLater(date: string): string
  orEarlier(date: string, isDay: boolean): string
  oneBetween(first: string, last: string): string
  every(first: string, last: string): string
  allFrom(first: string): string
  allUntil(last: string): string
}

/** `a, b and c` in words that follow no grammar of a language. */
export function joined(words: string[], and: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`
}

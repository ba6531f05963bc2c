import { MAX_MS } from '../calendar.ts'
import { parseEdtf } from '../parse.ts'
import type { EdtfDate } from '../types.ts'
import { dateWords } from './format.ts'
import { type Words, wordsFor } from './locale.ts'

/**
 * The outer bounds in words, to the day: "1–31 August 2004", "from 1 January 2004, end open". Date-times to the second. Years
 * beyond the range of `Date` (about ±270,000) are said as years. A text that is no date gives ''.
 */
export function formatBounds(text: string, locale = 'en'): string {
  const result = parseEdtf(text)
  return result.ok ? boundsWords(result.date, wordsFor(locale)) : ''
}

function boundsWords(date: EdtfDate, words: Words): string {
  const { minMs, maxMs, openStart, openEnd } = date
  if (Math.abs(minMs) === MAX_MS || Math.abs(maxMs) === MAX_MS) return dateWords(date, words)
  const side = (ms: number, end: EdtfDate['start']) => {
    return typeof end === 'object' && end.precision === 'instant' ? words.instant(ms) : words.day(ms)
  }
  if (openStart && openEnd) return words.noDates(openStart, openEnd)
  if (openStart) return words.until(side(maxMs, date.end), openStart)
  if (openEnd) return words.from(side(minMs, date.start), openEnd)
  if (
    date.precision !== 'instant' &&
    side(minMs, date.start) === words.day(minMs) &&
    side(maxMs, date.end) === words.day(maxMs)
  ) {
    return words.days(minMs, maxMs)
  }
  const [first, last] = [side(minMs, date.start), side(maxMs, date.end)]
  return first === last ? first : words.range(first, last)
}

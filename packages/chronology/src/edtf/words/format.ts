import { MAX_EDTF_LENGTH } from '../../limits.ts'
import { shownText } from '../../shown-text.ts'
import { asOfMs } from '../as-of.ts'
import { parseEdtf } from '../parse.ts'
import type { EdtfDate, EdtfPoint, EdtfRun } from '../types.ts'
import { type Words, wordsFor } from './locale.ts'
import { pointWords } from './point-words.ts'

/**
 * What the date says, in words: "August 2004", "c. 1997", "from 2004, end open". In UTC, never converted to another calendar;
 * English, Japanese and Russian, other languages in English. A text that is no date comes back as it may be shown:
 * short, and without power over what is around it (`shownText`). What goes on is known as far as `asOf` (EDTF), where one is
 * given that lies after its start: "from 2004, open as of June 2023".
 */
export function formatEdtf(text: string, locale = 'en', asOf?: string): string {
  const result = parseEdtf(text)
  if (result.ok) return dateWords(result.date, wordsFor(locale), asOf)
  return typeof text === 'string' ? shownText(text, MAX_EDTF_LENGTH) : ''
}

export function dateWords(date: EdtfDate, words: Words, asOf?: string): string {
  switch (date.form) {
    case 'point':
      return typeof date.start === 'object' ? pointWords(date.start, words) : date.text
    case 'interval':
      return intervalWords(date, words, asOf)
    case 'one-of':
      return words.or(date.members.map((member) => oneOf(member, words, date.members.length)))
    case 'all-of':
      return words.and(date.members.map((member) => allOf(member, words, date.members.length)))
  }
}

function intervalWords({ start, end }: EdtfDate, words: Words, asOf: string | undefined): string {
  if (typeof start === 'object') {
    const from = pointWords(start, words)
    if (typeof end === 'object') return words.range(from, pointWords(end, words))
    const knownMs = end === 'open' ? asOfMs(asOf) : null
    if (!asOf || knownMs === null || knownMs <= start.minMs) return words.from(from, end)
    return words.openAsOf(from, formatEdtf(asOf, words.tag))
  }
  return typeof end === 'object' ? words.until(pointWords(end, words), start) : words.noDates(start, end)
}

function oneOf(member: EdtfPoint | EdtfRun, words: Words, count: number): string {
  if ('text' in member) return pointWords(member, words)
  const { from, to } = member
  if (from !== 'open' && to !== 'open') {
    const ends = [pointWords(from, words), pointWords(to, words)] as const
    return count === 1 ? words.oneBetween(...ends) : words.range(...ends)
  }
  if (from !== 'open') return words.orLater(pointWords(from, words))
  return to === 'open' ? '' : words.orEarlier(pointWords(to, words), to.precision === 'day')
}

function allOf(member: EdtfPoint | EdtfRun, words: Words, count: number): string {
  if ('text' in member) return pointWords(member, words)
  const { from, to } = member
  if (from !== 'open' && to !== 'open') {
    const ends = [pointWords(from, words), pointWords(to, words)] as const
    return count === 1 ? words.every(...ends) : words.range(...ends)
  }
  if (from !== 'open') return words.allFrom(pointWords(from, words))
  return to === 'open' ? '' : words.allUntil(pointWords(to, words))
}

/** A language's phrases together with its `Intl` formatters, which are slow to make and are made once. Everything in UTC. */
import { ymd } from '../calendar.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'
import type { Phrases } from './phrases.ts'
import { ru } from './ru.ts'

export interface Words extends Phrases {
  /** "28 August 2004", "45 BCE", in any year. */
  day(ms: number): string
  month(ms: number): string
  /** A year by its astronomical number. */
  anyYear(year: number): string
  /** "25 December". */
  dayOfYear(month: number, day: number): string
  monthOfYear(month: number): string
  instant(ms: number): string
  /** "1–31 August 2004": the shortest way to say two days. */
  days(firstMs: number, lastMs: number): string
  or(items: string[]): string
  and(items: string[]): string
}

const cache = new Map<string, Words>()

/** English where the language has no table; `en-US` keeps the American order. */
export function wordsFor(locale: string): Words {
  const language = locale.toLowerCase().split(/[-_]/)[0]
  const american = /^en[-_]us/i.test(locale)
  const phrases = language === 'ja' ? ja : language === 'ru' ? ru : american ? { ...en, tag: 'en-US' } : en
  // One for each table, whatever the languages are called that are asked for.
  const words = cache.get(phrases.tag) ?? makeWords(phrases)
  cache.set(phrases.tag, words)
  return words
}

function makeWords(phrases: Phrases): Words {
  const { tag } = phrases
  const utc = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const
  const day = new Intl.DateTimeFormat(tag, { ...utc, day: 'numeric', month: 'long', year: 'numeric' })
  const month = new Intl.DateTimeFormat(tag, { ...utc, month: 'long', year: 'numeric' })
  const dayOfYear = new Intl.DateTimeFormat(tag, { ...utc, day: 'numeric', month: 'long' })
  const monthOfYear = new Intl.DateTimeFormat(tag, { ...utc, month: 'long' })
  const clock = { ...utc, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const minutes = new Intl.DateTimeFormat(tag, clock)
  const seconds = new Intl.DateTimeFormat(tag, { ...clock, second: '2-digit' })
  const milliseconds = new Intl.DateTimeFormat(tag, { ...clock, second: '2-digit', fractionalSecondDigits: 3 })
  const number = new Intl.NumberFormat(tag, { numberingSystem: 'latn' })
  const or = new Intl.ListFormat(tag, { type: 'disjunction' })
  const and = new Intl.ListFormat(tag, { type: 'conjunction' })
  const grouped = (year: number) => (year > 9999 ? tidy(number.format(year)) : String(year))
  const anyYear = (year: number) => {
    return year > 0 ? phrases.year(year, grouped(year)) : phrases.bce(grouped(1 - year))
  }
  /** Years that `Intl` says as we would: four digits, no era. */
  const plain = (ms: number) => ymd(ms).year >= 1000 && ymd(ms).year <= 9999
  const words: Words = {
    ...phrases,
    anyYear,
    day: (ms) =>
      plain(ms) ? tidy(day.format(ms)) : phrases.withYear(tidy(dayOfYear.format(ms)), anyYear(ymd(ms).year)),
    month: (ms) => {
      return plain(ms) ? tidy(month.format(ms)) : phrases.withYear(tidy(monthOfYear.format(ms)), anyYear(ymd(ms).year))
    },
    dayOfYear: (monthNumber, dayNumber) => tidy(dayOfYear.format(Date.UTC(2000, monthNumber - 1, dayNumber))),
    monthOfYear: (monthNumber) => tidy(monthOfYear.format(Date.UTC(2000, monthNumber - 1, 1))),
    instant: (ms) => {
      const time = ms % 1000 !== 0 ? milliseconds : ms % 60_000 !== 0 ? seconds : minutes
      return phrases.time(words.day(ms), tidy(time.format(ms)))
    },
    days: (firstMs, lastMs) => {
      const [first, last] = [words.day(firstMs), words.day(lastMs)]
      if (first === last) return first
      return plain(firstMs) && plain(lastMs) && phrases.shortRanges
        ? closeDays(tidy(day.formatRange(firstMs, lastMs)))
        : phrases.range(first, last)
    },
    or: (items) => or.format(items),
    and: (items) => and.format(items),
  }
  return words
}

/** "1 – 31 August" in some versions of ICU, "1–31 August" in others. */
function closeDays(range: string): string {
  return range.replace(/^(\d+) – (\d+) /, '$1–$2 ')
}

/** `Intl` sets thin and no-break spaces, differently in each browser; the words are searched and compared. */
function tidy(text: string): string {
  return text.replace(/[\u00a0\u2009\u202f]/g, ' ')
}

/** One date in words, from the digits as written: 20XX is "2000–2099", 2004-XX "some month in 2004". */
import { maskedYears, significantYears } from '../point.ts'
import { partsOf, qualifiedParts, type Interpretation, interpretPoint } from '../interpret-point.ts'
import { seasonByCode } from '../seasons.ts'
import type { EdtfPoint } from '../types.ts'
import type { Words } from './locale.ts'

const PARTS = ['year', 'month', 'day'] as const

export function pointWords(point: EdtfPoint, words: Words): string {
  const interpretation = interpretPoint(point.text)
  switch (interpretation?.kind) {
    case undefined:
      return point.text
    case 'date':
      return qualified(interpretation, dateWords(interpretation, point, words), words)
    case 'instant':
      return words.instant(point.minMs)
    case 'season': {
      const season = seasonByCode(interpretation.code)
      return season ? words.season(season, words.anyYear(interpretation.year)) : point.text
    }
    case 'long-year':
      return longYearWords(interpretation, words)
    case 'prefix': {
      const plain = maskedYearWords(interpretation.negative, interpretation.digits.padEnd(4, 'X'), words)
      return wholeQualified(plain, point.uncertain, point.approximate, words)
    }
  }
}

function longYearWords({ year, significant }: Interpretation & { kind: 'long-year' }, words: Words): string {
  const [first, last] = significantYears(year, significant)
  if (first === last) return words.anyYear(year)
  return words.about(words.anyYear(year), words.anyYear(first), words.anyYear(last))
}

function dateWords(interpretation: Interpretation & { kind: 'date' }, point: EdtfPoint, words: Words): string {
  const { year, month, day, negative } = interpretation
  const anyYear = year.digits === 'XXXX'
  const yearMasked = year.digits.includes('X')
  const yearText = maskedYearWords(negative, year.digits, words)
  if (!month) return yearText
  const monthKnown = !month.digits.includes('X')
  if (!day) {
    if (monthKnown) {
      if (!yearMasked) return words.month(point.minMs)
      return inYear(words.monthOfYear(Number(month.digits)))
    }
    if (month.digits === 'XX' && anyYear) return words.someYear
    if (month.digits === 'XX' || yearMasked) return words.someMonth(yearText)
    return words.someMonthBetween(words.month(point.minMs), words.month(point.maxMs))
  }
  const dayKnown = !day.digits.includes('X')
  if (monthKnown && dayKnown) {
    return yearMasked ? inYear(words.dayOfYear(Number(month.digits), Number(day.digits))) : words.day(point.minMs)
  }
  if (monthKnown && (day.digits === 'XX' || yearMasked)) {
    return words.someDay(yearMasked ? inYear(words.monthOfYear(Number(month.digits))) : words.month(point.minMs))
  }
  if (month.digits === 'XX' && anyYear && !dayKnown) return words.someYear
  if (month.digits === 'XX' && dayKnown) return words.dayOfSomeMonth(Number(day.digits), yearText)
  if (month.digits === 'XX' || yearMasked) return words.someDay(yearText)
  return words.someDayBetween(words.day(point.minMs), words.day(point.maxMs))

  function inYear(monthOrDay: string): string {
    return anyYear ? words.yearUnknown(monthOrDay) : words.withYear(monthOrDay, yearText)
  }
}

/** "1990s" only where it can mean nothing but ten years: 200X is "2000–2009", 20XX "2000–2099". */
function maskedYearWords(negative: boolean, digits: string, words: Words): string {
  if (digits === 'XXXX') return words.someYear
  const [first, last] = maskedYears(negative, digits)
  if (first === last) return words.anyYear(first)
  if (/^\d{3}X$/.test(digits) && first >= 1000 && first % 100 !== 0) return words.decade(first)
  return yearRange(first, last, words)
}

/** "2000–2099", or each year with its era. */
function yearRange(first: number, last: number, words: Words): string {
  const [a, b] = [words.anyYear(first), words.anyYear(last)]
  const plain = first >= 1000 && a.startsWith(String(first)) && b.startsWith(String(last))
  return plain ? b.replace(String(last), `${first}–${last}`) : words.range(a, b)
}

function qualified(interpretation: Interpretation & { kind: 'date' }, plain: string, words: Words): string {
  const { uncertain, approximate } = qualifiedParts(partsOf(interpretation))
  const every = (flags: boolean[]) => flags.every(Boolean)
  const some = (flags: boolean[]) => flags.some(Boolean)
  const whole = wholeQualified(plain, every(uncertain), every(approximate), words)
  const both = uncertain.map((flag, index) => flag && approximate[index] === true)
  const sameParts = both.every((flag, index) => flag === (uncertain[index] || approximate[index]))
  const partly = (flags: boolean[], isUncertain: boolean, isApproximate: boolean) => {
    const names = PARTS.filter((_, index) => flags[index])
    return some(flags) && !every(flags) ? [words.partly(names, isUncertain, isApproximate)] : []
  }
  const notes = sameParts
    ? partly(both, true, true)
    : [...partly(uncertain, true, false), ...partly(approximate, false, true)]
  return notes.length > 0 ? whole + words.note(notes) : whole
}

function wholeQualified(plain: string, uncertain: boolean, approximate: boolean, words: Words): string {
  if (uncertain && approximate) return plain + words.uncertainAndApproximate
  if (uncertain) return plain + words.uncertain
  return approximate ? words.approximately(plain) : plain
}

/** The dates, numbers and proper names in a text, as values that can be compared. For English as this chronology has it. */

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const CARDINALS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth'.split(
    ' ',
  )
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 }

/** The points in time that an EDTF string names: `[2006..2007,2009]` names 2006, 2007 and 2009, `1997~` 1997. */
export function pointsOf(edtf: string): string[] {
  return edtf.match(/\d[\dX]{3}(-\d\d){0,2}/g) ?? []
}

/** Days, months, years and decades in a text, as EDTF: "24 July 1997", "May 2017", "2018", "the 1990s". */
export function datesIn(text: string): string[] {
  const month = (name = '') => String(MONTHS.indexOf(name) + 1).padStart(2, '0')
  const full = [...text.matchAll(new RegExp(`(?:(\\d{1,2}) )?(${MONTHS.join('|')}) (\\d{4})`, 'g'))]
  return [
    ...full.map(([, day, name, year]) => [year, month(name), ...(day ? [day.padStart(2, '0')] : [])].join('-')),
    ...[...text.matchAll(/\b((?:19|20)\d)0s\b/g)].map(([, decade]) => `${decade}X`),
    ...[...text.matchAll(/\b(?:19|20)\d\d\b/g)].map(([year]) => year),
  ]
}

/** Numbers in a text that are no years, in digits or words: "third", "nine", "30 billion", "half a million". "One" is none. */
export function numbersIn(text: string): number[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('at first', '')
      .match(/\b[a-z]+\b|\b\d+(?:,\d{3})*\b/g) ?? []
  return words.flatMap((word, index) => {
    const scale = SCALES[words[index + 1] ?? ''] ?? 1
    if (word === 'half' && words[index + 1] === 'a') return (SCALES[words[index + 2] ?? ''] ?? 1) / 2
    if (/^\d/.test(word)) return /^(19|20)\d\d$/.test(word) ? [] : Number(word.replaceAll(',', '')) * scale
    const value = word === 'thirty' ? 30 : Math.max(CARDINALS.indexOf(word), ORDINALS.indexOf(word))
    return word === 'one' || value < 1 ? [] : value * scale
  })
}

/**
 * Words that a text writes with a capital, without 's. The first word of a sentence counts unless `ordinary` has it in
 * small letters. Months are dates and no names.
 */
export function namesIn(text: string, ordinary: ReadonlySet<string>): string[] {
  return [...text.matchAll(/\b[A-Z][A-Za-z]+/g)].flatMap(({ 0: word, index }) => {
    if (MONTHS.includes(word)) return []
    const isHead = /(^|[.:;?!(“'])\s*$/.test(text.slice(0, index))
    return isHead && ordinary.has(word.toLowerCase()) ? [] : [word]
  })
}

import { joined, type Phrases } from './phrases.ts'

const ORDINALS = ['first', 'second', 'third', 'fourth']
const HEMISPHERES = { north: ' (northern hemisphere)', south: ' (southern hemisphere)' }

function quality(uncertain: boolean, approximate: boolean): string {
  return joined([...(uncertain ? ['uncertain'] : []), ...(approximate ? ['approximate'] : [])], 'and')
}

export const en: Phrases = {
  tag: 'en-GB',
  shortRanges: true,
  year: (year, grouped) => (year > 9999 ? `${grouped} CE` : year < 1000 ? `${year} CE` : String(year)),
  bce: (grouped) => `${grouped} BCE`,
  decade: (year) => `${year}s`,
  withYear: (monthOrDay, year) => `${monthOrDay} ${year}`,
  yearUnknown: (monthOrDay) => `${monthOrDay}, year unknown`,
  someYear: 'year unknown',
  someMonth: (year) => `some month in ${year}`,
  someDay: (when) => `some day in ${when}`,
  someMonthBetween: (first, last) => `some month from ${first} to ${last}`,
  someDayBetween: (first, last) => `some day from ${first} to ${last}`,
  dayOfSomeMonth: (day, year) => `day ${day} of some month in ${year}`,
  season: ({ name, number = 1, hemisphere }, year) => {
    if (name === 'quarter' || name === 'third' || name === 'half') return `${ORDINALS[number - 1]} ${name} of ${year}`
    return `${name} ${year}${hemisphere ? HEMISPHERES[hemisphere] : ''}`
  },
  time: (day, time) => `${day}, ${time} UTC`,
  approximately: (date) => `c. ${date}`,
  uncertain: ' (uncertain)',
  uncertainAndApproximate: ' (uncertain and approximate)',
  partly: (parts, uncertain, approximate) => `${joined(parts, 'and')} ${quality(uncertain, approximate)}`,
  note: (texts) => ` (${texts.join('; ')})`,
  about: (year, first, last) => `about ${year} (from ${first} to ${last})`,
  range: (start, end) => `${start} – ${end}`,
  from: (start, end) => `from ${start}, end ${end}`,
  openAsOf: (start, asOf) => `from ${start}, open as of ${asOf}`,
  until: (end, start) => `until ${end}, start ${start}`,
  noDates: (start, end) => (start === end ? `start and end ${start}` : `start ${start}, end ${end}`),
  orLater: (date) => `${date} or later`,
  orEarlier: (date, isDay) => (isDay ? `on or before ${date}` : `before or in ${date}`),
  oneBetween: (first, last) => `between ${first} and ${last}`,
  every: (first, last) => `all from ${first} to ${last}`,
  allFrom: (first) => `all from ${first} on`,
  allUntil: (last) => `all until ${last}`,
}

import { joined, type Phrases } from './phrases.ts'

/** Dates from `Intl` are nominative; the phrases are built with colons, so that no date needs another case. */
const NAMES = { spring: 'весна', summer: 'лето', autumn: 'осень', winter: 'зима' }
const HEMISPHERES = { north: ' (Северное полушарие)', south: ' (Южное полушарие)' }
const PARTS = { year: 'год', month: 'месяц', day: 'день' }
const STATES = { open: 'открыт', unknown: 'неизвестен' }
const START = { open: 'открыто', unknown: 'неизвестно' }

function quality(uncertain: boolean, approximate: boolean): string {
  return joined([...(uncertain ? ['под вопросом'] : []), ...(approximate ? ['приблизительно'] : [])], 'и')
}

export const ru: Phrases = {
  tag: 'ru-RU',
  shortRanges: true,
  year: (year, grouped) => (year > 9999 ? `${grouped} г. н. э.` : year < 1000 ? `${year} г. н. э.` : `${year} г.`),
  bce: (grouped) => `${grouped} г. до н. э.`,
  decade: (year) => `${year}-е годы`,
  withYear: (monthOrDay, year) => `${monthOrDay} ${year}`,
  yearUnknown: (monthOrDay) => `${monthOrDay}, год неизвестен`,
  someYear: 'год неизвестен',
  someMonth: (year) => `${year}, месяц неизвестен`,
  someDay: (when) => `${when}, день неизвестен`,
  someMonthBetween: (first, last) => `один из месяцев: ${first} – ${last}`,
  someDayBetween: (first, last) => `один из дней: ${first} – ${last}`,
  dayOfSomeMonth: (day, year) => `${day}-е число, месяц неизвестен, ${year}`,
  season: ({ name, number = 1, hemisphere }, year) => {
    if (name === 'quarter') return `${number}-й квартал ${year}`
    if (name === 'third') return `${number}-я треть ${year}`
    if (name === 'half') return `${number}-е полугодие ${year}`
    return `${NAMES[name]} ${year}${hemisphere ? HEMISPHERES[hemisphere] : ''}`
  },
  time: (day, time) => `${day}, ${time} UTC`,
  approximately: (date) => `ок. ${date}`,
  uncertain: ' (под вопросом)',
  uncertainAndApproximate: ' (под вопросом и приблизительно)',
  partly: (parts, uncertain, approximate) => {
    const names = parts.map((part) => PARTS[part])
    return `${joined(names, 'и')}: ${quality(uncertain, approximate)}`
  },
  note: (texts) => ` (${texts.join('; ')})`,
  about: (year, first, last) => `около ${year} (${first} – ${last})`,
  range: (start, end) => `${start} – ${end}`,
  from: (start, end) => `начало: ${start}, конец ${STATES[end]}`,
  openAsOf: (start, asOf) => `начало: ${start}, конец открыт (по состоянию на ${asOf})`,
  until: (end, start) => `конец: ${end}, начало ${START[start]}`,
  noDates: (start, end) => `начало ${START[start]}, конец ${STATES[end]}`,
  orLater: (date) => `${date} или позже`,
  orEarlier: (date) => `${date} или раньше`,
  oneBetween: (first, last) => `в промежутке: ${first} – ${last}`,
  every: (first, last) => `все: ${first} – ${last}`,
  allFrom: (first) => `все, начиная с: ${first}`,
  allUntil: (last) => `все, заканчивая: ${last}`,
}

/** Sentences for what people write when it is no EDTF: what is wrong and what to write. English, as all checks are. */

type Hint = [shape: RegExp, sentence: (match: RegExpExecArray) => string]

const p2 = (digits = '') => digits.padStart(2, '0')

const HINTS: Hint[] = [
  [/^$/, () => 'Write a date, such as 2004-08-28, 2004-08, 2004, 199X or 2004/2009.'],
  [/^(?:c\.?|ca\.?|circa|about|around)\s*(\d{4}(?:-\d\d){0,2})$/i, ([, date]) => `For "about ${date}" write ${date}~.`],
  [/^(open|now|present|today)$/i, ([word]) => `"${word}" is no date: for an open end write .. as in 2004/...`],
  [/^(unknown|undated|n\.?d\.?)$/i, () => 'Leave the date empty if it is unknown, or write XXXX for an unknown year.'],
  [/^(\d{4})(\d\d)(\d\d)$/, ([, y, m, d]) => `Write hyphens between year, month and day: ${y}-${m}-${d}.`],
  [/^\+(\d{4}.*)$/, ([, rest]) => `Write ${rest} without a plus sign.`],
  [/^(-?)0+(\d{4})$/, ([, sign, y]) => `Write the year with four digits: ${sign}${y}.`],
  [/^(-?)([1-9]\d{4,14})$/, ([, sign, digits]) => withoutHyphens(sign, digits)],
  [/^(-?[1-9]\d{4,})$/, ([year]) => `A year of more than four digits begins with Y: Y${year}.`],
  [/^Y(-?)(\d{1,4})$/, ([, sign, y]) => `Y is for years of five digits and more: write ${sign}${y?.padStart(4, '0')}.`],
  [/^-0000(-|$)/, () => 'There is no year -0000: 1 BCE is 0000, 2 BCE is -0001.'],
  [/^-?\d{4}-00/, () => 'There is no month 00: where the month is unknown, write XX.'],
  [
    /^-?\d{4}-(1[3-9]|20|4[2-9]|[5-9]\d)\b/,
    ([, m]) => `There is no month ${m}: months are 01 to 12, seasons 21 to 41.`,
  ],
  [/^-?\d{4}-(\d\d)-(00|3[2-9]|[4-9]\d)$/, ([, , d]) => `There is no day ${d}: days are 01 to 31, or XX if unknown.`],
  [/^(-?\d{4})-(0[469]|11)-31/, ([, y, m]) => `There is no day 31 in ${y}-${m}, which has 30 days.`],
  [/^(-?\d{4})-02-(3[01])/, ([, y, d]) => `There is no day ${d} in ${y}-02.`],
  [
    /^-?\d{4}-(2[1-9]|3\d|4[01])[?~%]$/,
    () => 'A season takes no ?, ~ or %: write its months, as in 2001-06~/2001-08~.',
  ],
  [/^[\dX]{4}-(2[1-9]|3\d|4[01])$/, () => 'A season needs a year of four digits without X, as in 2001-21.'],
  [
    /^(-?\d{4})[-./](\d{1,2})[-./](\d{1,2})$/,
    ([, y, m, d]) => `Write month and day with two digits: ${y}-${p2(m)}-${p2(d)}.`,
  ],
  [/^(-?\d{4})[-./](\d{1,2})$/, ([, y, m]) => `Write the month with two digits: ${y}-${p2(m)}.`],
  [/^(.*[\dX])[uU]+$|^\d+u/, () => 'Write X for a digit that is unknown, as in 199X.'],
  [/^[\d-]*x[\dx-]*$/, ([text]) => `Write X as a capital: ${text.toUpperCase()}.`],
  [/T24/, () => 'There is no hour 24: write the next day with T00:00:00.'],
  [/T\d\d:\d\d:60/, () => 'Seconds go from 00 to 59.'],
  [/T/, () => 'Write a time as 2004-08-28T10:00:00Z, with hours, minutes and an offset, and without ?, ~ or %.'],
  [/\?~|~\?/, () => 'For both uncertain and approximate write % in place of ?~.'],
  [/^(\d{1,2})\s+\p{L}+\s+\d{4}$/u, () => 'Write the year first and the month as a number, as in 2004-08-28.'],
]

/** Five digits and more are more often a date without its hyphens than a year so far away. */
function withoutHyphens(sign = '', digits = ''): string {
  const [, y, m = '', d = ''] =
    /^([12]\d{3})(0[1-9]|1[0-2])(\d{0,2})$/.exec(digits) ?? /^([12]\d{3})([1-9])(\d{0,2})$/.exec(digits) ?? []
  const isDay = d === '' || (Number(d) >= 1 && Number(d) <= 31)
  const meant = sign === '' && y && isDay ? [y, p2(m), ...(d === '' ? [] : [p2(d)])].join('-') : null
  const far = farAway(Number(digits) * (sign ? -1 : 1))
  if (meant === null) return `A year of more than four digits begins with Y: Y${sign}${digits} is ${far}.`
  return `Write hyphens between year, month and day: ${meant}. For the year ${digits}, ${far}, write Y${digits}.`
}

/** How far a year lies from the ones that most chronologies are about, to two figures. */
function farAway(year: number): string {
  const distance = Number(Math.abs(year - 2000).toPrecision(2))
  const [unit, word] = distance >= 1e9 ? [1e9, ' billion'] : distance >= 1e6 ? [1e6, ' million'] : [1, '']
  const direction = year < 2000 ? 'ago' : 'from now'
  return `about ${(distance / unit).toLocaleString('en')}${word} years ${direction}`
}

/** One sentence for a text that is not a date. */
export function explain(text: string): string {
  for (const [shape, sentence] of HINTS) {
    const match = shape.exec(text)
    if (match) return sentence(match)
  }
  return `"${text}" is not a date in EDTF: write 2004-08-28, 2004-08, 2004, 199X, 2004~, 2004/2009 or 2004/..`
}

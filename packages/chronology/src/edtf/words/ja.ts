import type { Phrases } from './phrases.ts'

const NAMES = { spring: '春', summer: '夏', autumn: '秋', winter: '冬' }
const HEMISPHERES = { north: '（北半球）', south: '（南半球）' }
const PARTS = { year: '年', month: '月', day: '日' }

function quality(uncertain: boolean, approximate: boolean): string {
  return [...(uncertain ? ['不確か'] : []), ...(approximate ? ['おおよそ'] : [])].join('・')
}

export const ja: Phrases = {
  tag: 'ja-JP',
  shortRanges: false,
  year: (year, grouped) => (year > 9999 ? `西暦${grouped}年` : year < 1000 ? `西暦${year}年` : `${year}年`),
  bce: (grouped) => `紀元前${grouped}年`,
  decade: (year) => `${year}年代`,
  withYear: (monthOrDay, year) => `${year}${monthOrDay}`,
  yearUnknown: (monthOrDay) => `${monthOrDay}（年不明）`,
  someYear: '年不明',
  someMonth: (year) => `${year}のいずれかの月`,
  someDay: (when) => `${when}のいずれかの日`,
  someMonthBetween: (first, last) => `${first}から${last}までのいずれかの月`,
  someDayBetween: (first, last) => `${first}から${last}までのいずれかの日`,
  dayOfSomeMonth: (day, year) => `${year}のいずれかの月の${day}日`,
  season: ({ name, number = 1, hemisphere }, year) => {
    if (name === 'quarter') return `${year}第${number}四半期`
    if (name === 'third') return `${year}の第${number}三分期（4か月）`
    if (name === 'half') return `${year}${number === 1 ? '上' : '下'}半期`
    return `${year}${NAMES[name]}${hemisphere ? HEMISPHERES[hemisphere] : ''}`
  },
  time: (day, time) => `${day} ${time}（UTC）`,
  approximately: (date) => `${date}頃`,
  uncertain: '（不確か）',
  uncertainAndApproximate: '（不確か・おおよそ）',
  partly: (parts, uncertain, approximate) => {
    return `${parts.map((part) => PARTS[part]).join('・')}は${quality(uncertain, approximate)}`
  },
  note: (texts) => `（${texts.join('、')}）`,
  about: (year, first, last) => `${year}頃（${first}～${last}）`,
  range: (start, end) => `${start}～${end}`,
  from: (start, end) => `${start}から（${end === 'open' ? '終わりは未定' : '終わりは不明'}）`,
  openAsOf: (start, asOf) => `${start}から（${asOf}現在、終わりは未定）`,
  until: (end, start) => `${end}まで（${start === 'open' ? '始まりは限定なし' : '始まりは不明'}）`,
  noDates: (start, end) => {
    return `始まりは${start === 'open' ? '限定なし' : '不明'}、終わりは${end === 'open' ? '未定' : '不明'}`
  },
  orLater: (date) => `${date}以降`,
  orEarlier: (date) => `${date}以前`,
  oneBetween: (first, last) => `${first}から${last}までのいずれか`,
  every: (first, last) => `${first}から${last}までのすべて`,
  allFrom: (first) => `${first}以降のすべて`,
  allUntil: (last) => `${last}までのすべて`,
}

import { expect, test } from 'vitest'
import { formatBounds, formatEdtf } from '../index.ts'

test.each([
  ['2004-08-28', '28 August 2004', '2004年8月28日', '28 августа 2004 г.'],
  ['2004-08', 'August 2004', '2004年8月', 'август 2004 г.'],
  ['2004', '2004', '2004年', '2004 г.'],
  ['199X', '1990s', '1990年代', '1990-е годы'],
  ['200X', '2000–2009', '2000–2009年', '2000–2009 г.'],
  ['20XX', '2000–2099', '2000–2099年', '2000–2099 г.'],
  ['19', '1900–1999', '1900–1999年', '1900–1999 г.'],
  ['196', '1960s', '1960年代', '1960-е годы'],
  ['2004-XX', 'some month in 2004', '2004年のいずれかの月', '2004 г., месяц неизвестен'],
  ['1985-04-XX', 'some day in April 1985', '1985年4月のいずれかの日', 'апрель 1985 г., день неизвестен'],
  ['1997~', 'c. 1997', '1997年頃', 'ок. 1997 г.'],
  ['2002-04?', 'April 2002 (uncertain)', '2002年4月（不確か）', 'апрель 2002 г. (под вопросом)'],
  ['2004/2009', '2004 – 2009', '2004年～2009年', '2004 г. – 2009 г.'],
  ['2004/..', 'from 2004, end open', '2004年から（終わりは未定）', 'начало: 2004 г., конец открыт'],
  ['/2009', 'until 2009, start unknown', '2009年まで（始まりは不明）', 'конец: 2009 г., начало неизвестно'],
  ['[2004..2023]', 'between 2004 and 2023', '2004年から2023年までのいずれか', 'в промежутке: 2004 г. – 2023 г.'],
  ['[1667,1668]', '1667 or 1668', '1667年または1668年', '1667 г. или 1668 г.'],
  ['[..2023]', 'before or in 2023', '2023年以前', '2023 г. или раньше'],
  ['[2006..]', '2006 or later', '2006年以降', '2006 г. или позже'],
  ['2001-22', 'summer 2001', '2001年夏', 'лето 2001 г.'],
  ['2001-33', 'first quarter of 2001', '2001年第1四半期', '1-й квартал 2001 г.'],
  ['-0044', '45 BCE', '紀元前45年', '45 г. до н. э.'],
  ['-0044-03-15', '15 March 45 BCE', '紀元前45年3月15日', '15 марта 45 г. до н. э.'],
  ['0079-08-24', '24 August 79 CE', '西暦79年8月24日', '24 августа 79 г. н. э.'],
  ['Y170000002', '170,000,002 CE', '西暦170,000,002年', '170 000 002 г. н. э.'],
  ['XXXX-12-25', '25 December, year unknown', '12月25日（年不明）', '25 декабря, год неизвестен'],
  [
    '2004-08-28T10:00:00+06:00',
    '28 August 2004, 04:00 UTC',
    '2004年8月28日 04:00（UTC）',
    '28 августа 2004 г., 04:00 UTC',
  ],
])('%s is said in English, Japanese and Russian', (text, en, ja, ru) => {
  expect([formatEdtf(text, 'en'), formatEdtf(text, 'ja-JP'), formatEdtf(text, 'ru')]).toEqual([en, ja, ru])
})

test.each([
  ['0000', '1 BCE'],
  ['-196X', '1970 BCE – 1961 BCE'],
  ['00XX', '1 BCE – 99 CE'],
  ['2004%', '2004 (uncertain and approximate)'],
  ['2004?-06-11', '11 June 2004 (year uncertain)'],
  ['2004-06~-11', '11 June 2004 (year and month approximate)'],
  ['?2004-06-~11', '11 June 2004 (year uncertain; day approximate)'],
  ['2004-06-11%', '11 June 2004 (uncertain and approximate)'],
  ['1985-XX-XX', 'some day in 1985'],
  ['1560-XX-25', 'day 25 of some month in 1560'],
  ['1984-1X', 'some month from October 1984 to December 1984'],
  ['2004-06-1X', 'some day from 10 June 2004 to 19 June 2004'],
  ['15XX-12-25', '25 December 1500–1599'],
  ['1950S2', 'about 1950 (from 1900 to 1999)'],
  ['{2017,2018}', '2017 and 2018'],
  ['{2004..2010}', 'all from 2004 to 2010'],
  ['{1984..}', 'all from 1984 on'],
  ['[1667,1668,1670..1672]', '1667, 1668 or 1670 – 1672'],
  ['[..2017-05-01]', 'on or before 1 May 2017'],
  ['2004-08/2023', 'August 2004 – 2023'],
  ['2004~/2006?', 'c. 2004 – 2006 (uncertain)'],
  ['/', 'start and end unknown'],
  ['2001-30', 'summer 2001 (southern hemisphere)'],
  ['1985-04-12T23:20:30', '12 April 1985, 23:20:30 UTC'],
])('%s says %s', (text, words) => {
  expect(formatEdtf(text)).toBe(words)
})

test('what goes on is known as far as the chronology speaks', () => {
  expect(formatEdtf('2004/..', 'en', '2023-06')).toBe('from 2004, open as of June 2023')
  expect(formatEdtf('2004/..', 'ja', '2023-06')).toBe('2004年から（2023年6月現在、終わりは未定）')
  expect(formatEdtf('2004/..', 'ru', '2023-06')).toBe('начало: 2004 г., конец открыт (по состоянию на июнь 2023 г.)')
})

test.each([
  ['2024/..', '2023-06'],
  ['2004/..', 'soon'],
  ['2004/..', '2023/..'],
  ['2004/..', ''],
])('%s as of “%s” is only open: nothing is known of it later', (text, asOf) => {
  expect(formatEdtf(text, 'en', asOf)).toBe(formatEdtf(text))
})

test('an end that is unknown, or known, is not said to be open as of a date', () => {
  expect(formatEdtf('2004/', 'en', '2023-06')).toBe('from 2004, end unknown')
  expect(formatEdtf('2004/2009', 'en', '2023-06')).toBe('2004 – 2009')
})

test('a text that is no date comes back as it is, and has no bounds', () => {
  expect([formatEdtf('soon'), formatEdtf(''), formatBounds('soon'), formatBounds('')]).toEqual(['soon', '', '', ''])
})

test('a language without a table speaks English, and American English keeps its order', () => {
  expect(formatEdtf('2004-08-28', 'de')).toBe('28 August 2004')
  expect(formatEdtf('2004-08-28', 'en-US')).toBe('August 28, 2004')
})

test.each([
  ['2004-08', '1–31 August 2004'],
  ['2004', '1 January – 31 December 2004'],
  ['2004-08-28', '28 August 2004'],
  ['2004-08-28/2004-08-28', '28 August 2004'],
  ['2004-08/2023', '1 August 2004 – 31 December 2023'],
  ['2004/..', 'from 1 January 2004, end open'],
  ['/2009-05', 'until 31 May 2009, start unknown'],
  ['[..2023]', 'until 31 December 2023, start open'],
  ['2001-24', '1 December 2001 – 28 February 2002'],
  ['-0044', '1 January 45 BCE – 31 December 45 BCE'],
  ['Y170000002', '170,000,002 CE'],
  ['2004-08-28T10:00Z', '28 August 2004, 10:00 UTC'],
  ['2004-08-28T10:00Z/2004-08-29', '28 August 2004, 10:00 UTC – 29 August 2004'],
])('the bounds of %s are %s', (text, words) => {
  expect(formatBounds(text)).toBe(words)
})

test('bounds are short in every language', () => {
  expect(formatBounds('2004-08', 'ja')).toBe('2004年8月1日～2004年8月31日')
  expect(formatBounds('2004-08', 'ru')).toBe('1–31 августа 2004 г.')
})

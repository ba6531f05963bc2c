import { expect, test } from 'vitest'
import { datesInWords, endsBeforeItBegins } from './dates-in-words.ts'
import { claimInWords } from '../claims/fact-name.tsx'

const AS_OF = '2023-06'

test.each([
  [{ date: '2004' }, '2004'],
  [{ date: '2004/..' }, 'from 2004, open as of June 2023'],
  [{ date: '2004', endDate: '2009' }, '2004 – 2009'],
  [{ date: '', endDate: '2009' }, '… – 2009'],
  [{ date: '2003', endDate: '2004/..' }, '2003 – from 2004, open as of June 2023'],
  [{ date: 'soon' }, 'soon'],
  [{ date: '' }, 'No date'],
])('%j in words', (dates, words) => {
  expect(datesInWords(dates, AS_OF)).toBe(words)
})

test('a claim that goes on is open as of the same date as the event', () => {
  const about = { type: 'event' as const, id: 'e', field: 'date' }
  expect(claimInWords({ about, value: '2003/..' }, AS_OF)).toBe('from 2003, open as of June 2023')
  expect(claimInWords({ about, value: '2003/..' }, undefined)).toBe('from 2003, end open')
})

test('an end is before its beginning only where it cannot be after it', () => {
  expect(endsBeforeItBegins({ date: '2004', endDate: '2003' })).toBe(true)
  expect(endsBeforeItBegins({ date: '2004-05', endDate: '2004' })).toBe(false)
})

import { expect, test } from 'vitest'
import { axisFormat } from './axis-format.ts'
import { dayOf, windowOf } from '../viewport/time-address.ts'

const utc = (year: number, month = 0, day = 1) => new Date(0).setUTCFullYear(year, month, day)

test('years stand as years, before the common era counted from 1', () => {
  const { minor } = axisFormat('en', (year) => `${year} BCE`)
  expect(minor(utc(2004), 'year')).toBe('2004')
  expect(minor(utc(-43), 'year')).toBe('44 BCE')
  expect(minor(utc(0), 'year')).toBe('1 BCE')
})

test('labels are in UTC and in the language', () => {
  const english = axisFormat('en', String)
  expect(english.major(utc(2004, 7, 31) + 86_399_000, 'day')).toBe('August 2004')
  expect(axisFormat('ru', String).minor(utc(2004, 7), 'month')).toContain('авг')
})

test('a window survives the address, far years too', () => {
  for (const [from, to] of [
    ['1988-12-24', '2028-01-30'],
    ['-000043-03-15', '0014-08-19'],
  ]) {
    const window = windowOf({ from, to })
    expect([dayOf(window?.fromMs ?? 0), dayOf(window?.toMs ?? 0)]).toEqual([from, to])
  }
})

test('what is no window is left out of account', () => {
  expect(windowOf({ from: '2004-01-01' })).toBeNull()
  expect(windowOf({ from: 'yesterday', to: '2004-01-01' })).toBeNull()
  expect(windowOf({ from: '2005-01-01', to: '2004-01-01' })).toBeNull()
})

import { expect, test } from 'vitest'
import { ordinalWithNumber } from './ordinal.ts'

const third = { value: 3, status: 'inferred', series: 'informal' }

test.each([
  ['4', { ...third, value: 4 }],
  ['0', { ...third, value: 0 }],
  ['', undefined],
  ['fourth', third],
  ['-2', third],
  ['1.5', third],
])('the number after %j was typed: %o', (text, ordinal) => {
  expect(ordinalWithNumber(third, text)).toEqual(ordinal)
})

test('a first number is stated; what is no number makes none', () => {
  expect(ordinalWithNumber(undefined, '0')).toEqual({ value: 0, status: 'stated' })
  expect(ordinalWithNumber(undefined, 'first')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { pastAsOf } from './use-as-of.ts'

const NOW_MS = Date.UTC(2024, 0)

test.each([
  ['2023-06', '2023-06'],
  ['2024', undefined],
  ['2030-01', undefined],
  ['soon', undefined],
  ['2020/..', undefined],
  [undefined, undefined],
])('a chronology as of %s speaks up to %s', (asOf, past) => {
  expect(pastAsOf(asOf, NOW_MS)).toBe(past)
})

import { TimeLimitError } from '@coeval/sync'
import { expect, test } from 'vitest'
import { boundedTo } from './bounded.ts'

const bounded = boundedTo(100)

test('work that ends gives its result, or its own error', () => {
  class Mine extends Error {}
  expect(bounded(() => 7)).toBe(7)
  expect(() =>
    bounded(() => {
      throw new Mine('no')
    }),
  ).toThrow(Mine)
})

test('work that does not end is stopped, and the next goes on', () => {
  expect(() =>
    bounded(() => {
      for (;;);
    }),
  ).toThrow(TimeLimitError)
  expect(bounded(() => 'still here')).toBe('still here')
})

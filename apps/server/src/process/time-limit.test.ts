import { TimeLimitError } from '@coeval/sync'
import { expect, test } from 'vitest'
import { boundedTo } from './time-limit.ts'

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

test('less time may be given, and never more', () => {
  const startMs = performance.now()
  const forLonger = (limitMs: number) => () => bounded(() => waitBusily(startMs + 100_000), limitMs)
  expect(forLonger(5)).toThrow('5 ms')
  expect(forLonger(0)).toThrow('1 ms')
  expect(forLonger(60_000)).toThrow('100 ms')
})

test('work that does not end is stopped, and the next goes on', () => {
  expect(() =>
    bounded(() => {
      for (;;);
    }),
  ).toThrow(TimeLimitError)
  expect(bounded(() => 'still here')).toBe('still here')
})

function waitBusily(untilMs: number): void {
  while (performance.now() < untilMs);
}

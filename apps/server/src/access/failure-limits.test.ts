import { beforeEach, expect, test } from 'vitest'
import { FailureLimits } from './failure-limits.ts'

let nowMs: number
let limits: FailureLimits

beforeEach(() => {
  nowMs = 1_000_000
  limits = new FailureLimits({ most: 3, everyMs: 1000 }, () => nowMs)
})

test('so many tries at once, then one for each while, and the others are told how long to wait', () => {
  expect([1, 2, 3].map(() => limits.take('ada'))).toEqual([0, 0, 0])
  expect(limits.take('ada')).toBe(1000)
  nowMs += 400
  expect(limits.take('ada')).toBe(600)
  nowMs += 600
  expect(limits.take('ada')).toBe(0)
  expect(limits.take('ada')).toBe(1000)
})

test('one key takes nothing from another', () => {
  for (let n = 0; n < 10; n++) limits.take('ada')
  expect(limits.take('ben')).toBe(0)
})

test('whoever is right gives the try back, and has never more than there were', () => {
  for (let n = 0; n < 100; n++) {
    expect(limits.take('ada')).toBe(0)
    limits.giveBack('ada')
  }
  limits.giveBack('ada')
  limits.giveBack('nobody yet')
  expect([1, 2, 3, 4].map(() => limits.take('ada'))).toEqual([0, 0, 0, 1000])
})

test('a long time brings back no more than there were', () => {
  for (let n = 0; n < 3; n++) limits.take('ada')
  nowMs += 3_600_000
  expect([1, 2, 3, 4].map(() => limits.take('ada'))).toEqual([0, 0, 0, 1000])
})

test('a clock that is set back locks nobody out', () => {
  for (let n = 0; n < 3; n++) limits.take('ada')
  nowMs -= 3_600_000
  expect(limits.take('ada')).toBe(1000)
  nowMs += 1000
  expect(limits.take('ada')).toBe(0)
})

test('those who have long stopped are forgotten', () => {
  for (let n = 0; n < 10_001; n++) limits.take(`address ${n}`)
  nowMs += 3000
  limits.take('one more')
  limits.take('and another')
  expect(limits.size).toBeLessThan(10)
})

test('one who is still slowed is not forgotten for the many', () => {
  for (let n = 0; n < 4; n++) limits.take('ada')
  for (let n = 0; n < 20_002; n++) limits.take(`address ${n}`)
  expect(limits.take('ada')).toBeGreaterThan(0)
})

import { expect, test } from 'vitest'
import { disputeType, isContested } from './dispute-type.ts'

test.each([
  [undefined, 'dispute', true],
  ['dispute', 'dispute', true],
  ['gap', 'gap', false],
  ['caution', 'caution', false],
  ['quarrel', 'dispute', true],
])('a dispute of type %s is a %s; its claims compete: %s', (type, known, competes) => {
  expect(disputeType({ type } as object)).toBe(known)
  expect(isContested({ type } as object)).toBe(competes)
})

test('claims that belong to no dispute compete', () => {
  expect(isContested(undefined)).toBe(true)
})

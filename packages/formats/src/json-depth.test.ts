import { expect, test } from 'vitest'
import { findTooDeep } from './json-depth.ts'

test('brackets and braces count, and those that are closed do not', () => {
  expect(findTooDeep('[{"a":[]}]', 3)).toBe(-1)
  expect(findTooDeep('[{"a":[]}]', 2)).toBe(6)
  expect(findTooDeep('[],'.repeat(10_000), 1)).toBe(-1)
})

test('what stands in a text counts for nothing, with whatever before its end', () => {
  expect(findTooDeep(`["${'['.repeat(100)}"]`, 1)).toBe(-1)
  expect(findTooDeep(String.raw`["\"[[[", "\\", "[[["]`, 1)).toBe(-1)
  expect(findTooDeep(String.raw`["\\" [[`, 2)).toBe(7)
  expect(findTooDeep('"[[[', 0)).toBe(-1)
})

test('a text of backslashes is walked over once', () => {
  // Quadratic in the number of quotes, were each to look back over all backslashes before it.
  const text = `"${'\\"'.repeat(2_000_000)}`
  expect(findTooDeep(text, 1)).toBe(-1)
  expect(findTooDeep(`"${'\\\\'.repeat(2_000_000)}" [[`, 1)).toBe(4_000_004)
})

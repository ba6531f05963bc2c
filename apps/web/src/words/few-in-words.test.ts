// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { fewInWords } from './few-in-words.ts'

test('a few are named, and of a hundred thousand the first with the number of the others', () => {
  expect(fewInWords(['a', 'b'], (id) => id)).toBe('a, b')
  const named: string[] = []
  const words = fewInWords(
    Array.from({ length: 100_000 }, (_, index) => `p${index}`),
    (id) => {
      named.push(id)
      return id
    },
  )
  expect(words).toMatch(/^p0, p1, .*, p19 and 99,980 more$/)
  expect(named).toHaveLength(20)
})

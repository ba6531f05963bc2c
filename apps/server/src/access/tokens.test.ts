import { expect, test } from 'vitest'
import { hashToken, newToken } from './tokens.ts'

test('a token is 192 random bits that an address need not escape, and no two are the same', () => {
  const tokens = Array.from({ length: 1000 }, newToken)
  expect(new Set(tokens).size).toBe(1000)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/)
  // Each place has each of the 64 characters about as often.
  const counts = new Map<string, number>()
  for (const letter of tokens.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  expect(counts.size).toBe(64)
  expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThan(2)
})

test('a hash tells nothing of its token, and another token has another', () => {
  const token = newToken()
  expect(hashToken(token)).toBe(hashToken(token))
  expect(hashToken(token)).not.toContain(token.slice(0, 8))
  expect(hashToken(`${token.slice(0, -1)}.`)).not.toBe(hashToken(token))
})

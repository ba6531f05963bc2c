import { expect, test } from 'vitest'
import { BoundedCache } from './bounded-cache.ts'

test('a cache is bounded by the number of its entries, and the oldest go first', () => {
  const cache = new BoundedCache<number>({ maxEntries: 3, maxCharacters: 1000 })
  for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) cache.set(key, index)
  expect(cache.size).toBe(3)
  expect(cache.get('a')).toBeUndefined()
  expect(cache.get('d')).toBe(3)
})

test('a cache is bounded by the characters of its keys, however few they are', () => {
  const cache = new BoundedCache<number>({ maxEntries: 1000, maxCharacters: 10_000 })
  for (let index = 0; index < 100; index++) cache.set(`${index} ${'x'.repeat(990)}`, index)
  expect(cache.characters).toBeLessThanOrEqual(10_000)
  expect(cache.get(`99 ${'x'.repeat(990)}`)).toBe(99)
})

test('a key that would fill the cache by itself is not kept', () => {
  const cache = new BoundedCache<number>({ maxEntries: 10, maxCharacters: 1000 })
  cache.set('small', 1)
  expect(cache.set('x'.repeat(5000), 2)).toBe(2)
  expect([cache.size, cache.characters]).toEqual([1, 5])
})

test('a key that is set again counts once', () => {
  const cache = new BoundedCache<number>({ maxEntries: 10, maxCharacters: 1000 })
  for (let times = 0; times < 500; times++) cache.set('again', times)
  expect([cache.size, cache.characters, cache.get('again')]).toEqual([1, 5, 499])
})

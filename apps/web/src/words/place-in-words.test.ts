import { expect, test } from 'vitest'
import { placeInWords } from './place-in-words.ts'

test.each([
  [{ name: 'Akasaka Palace', city: 'Tokyo', country: 'Japan' }, 'Akasaka Palace, Tokyo, Japan'],
  [{ name: 'Tokyo, Japan', city: 'Tokyo', country: 'Japan' }, 'Tokyo, Japan'],
  [{ name: 'Astana' }, 'Astana'],
  [{ name: '', city: 'Astana', country: 'Kazakhstan' }, 'Astana, Kazakhstan'],
])('%j in words', (place, words) => {
  expect(placeInWords(place)).toBe(words)
})

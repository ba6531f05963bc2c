import { expect, test } from 'vitest'
import { KeptFiles } from './kept-files.ts'

function makeKept(maxBytes: number): KeptFiles<string> {
  return new KeptFiles<string>({ maxBytes, forgetAfterMs: 60_000 })
}

test('a file is good for the update that it was made at, and a later one takes its place', () => {
  const kept = makeKept(1000)
  kept.put('json caj', 4, 'four', 10)
  expect([kept.get('json caj', 4), kept.get('json caj', 5), kept.get('json other', 4)]).toEqual([
    'four',
    undefined,
    undefined,
  ])
  kept.put('json caj', 5, 'five', 20)
  kept.put('json caj', 4, 'late', 10)
  expect([kept.get('json caj', 5), kept.bytes]).toEqual(['five', 20])
})

test('what was used longest ago goes first, and what is very large is not kept', () => {
  const kept = makeKept(100)
  kept.put('a', 1, 'a', 40)
  kept.put('b', 1, 'b', 40)
  kept.get('a', 1)
  kept.put('c', 1, 'c', 40)
  expect([kept.get('a', 1), kept.get('b', 1), kept.get('c', 1), kept.bytes]).toEqual(['a', undefined, 'c', 80])
  kept.put('large', 1, 'large', 51)
  expect([kept.get('large', 1), kept.bytes]).toEqual([undefined, 80])
  kept.clear()
  expect([kept.get('a', 1), kept.bytes]).toEqual([undefined, 0])
})

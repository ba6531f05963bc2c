import type { Claim, Dispute, FactRef } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { countReadings, groupReadings } from './group-claims.ts'
import { countReadingsByEvent } from './count-claims.ts'

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

test.each([1, 2, 3, 4])('seed %i: the list counts as many claims of each event as its panel shows', (seed) => {
  const next = random(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!
  const fact = (): FactRef => ({
    type: pick(['event', 'event', 'track'] as const),
    id: pick(['a', 'b', 'c', 'd']),
    field: pick(['date', 'title', 'place']),
  })
  const disputes = new Map<string, Dispute>(
    ['q', 'r', 's'].map((id) => [id, { id, title: id, about: [fact(), fact()].slice(Math.floor(next() * 3)) }]),
  )
  const claims = Array.from(
    { length: 12 },
    (_, index): Claim => ({
      id: `k${index}`,
      about: fact(),
      value: 'x',
      dispute: pick([undefined, 'q', 'r', 's', 'gone']),
    }),
  )
  const counts = countReadingsByEvent(claims, disputes)
  for (const event of ['a', 'b', 'c', 'd', 'e']) {
    expect(counts.get(event) ?? 0).toBe(countReadings(groupReadings(event, claims, disputes)))
  }
})

/** Whatever stands in a document, reading it throws nothing and loses no event. */
import { expect, test } from 'vitest'
import { canonicalJson } from '../canonical-json.ts'
import { formatEdtf } from '../edtf/index.ts'
import { readChronology, readEntries, readMeta } from './index.ts'
import { hostileDocument } from './testing/index.ts'

const DOCUMENTS = Number(process.env.COEVAL_DOCUMENTS ?? 30)
const FIRST_SEED = Number(process.env.COEVAL_SEED ?? 1)

test(`${DOCUMENTS} hostile documents are read whole, from seed ${FIRST_SEED}`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + DOCUMENTS; seed++) {
    const { doc, events, oddities } = hostileDocument(drawFrom(seed))
    const where = `seed ${seed}: ${oddities.join(', ')}`
    const chronology = at(where, () => readChronology(doc))
    expect(new Set(chronology.events.map(({ id }) => id)), where).toEqual(events)
    at(where, () => readMeta(doc))
    at(where, () => JSON.stringify(canonicalJson(chronology)))
    for (const { date } of readEntries(doc, 'events').values()) {
      if (typeof date === 'string') at(where, () => formatEdtf(date, 'en'))
    }
    doc.destroy()
  }
})

function at<T>(where: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw new Error(`${where}: ${String(cause)}`, { cause })
  }
}

/** mulberry32, as in the tests of the other packages, which this one does not import. */
function drawFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (probability: number) => next() < probability,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
  }
}

import { expect, test } from 'vitest'
import { drawSpan, edtfFromMs, parseEdtf, setEdtfEnd, shiftEdtf } from './index.ts'

const at = (text: string) => Date.parse(text)
const shift = (text: string, from: string, to: string) => shiftEdtf(text, at(from), at(to))

test.each([
  ['2004-08', '2004-08-01', '2004-08-22', '2004-09'],
  ['2004-08', '2004-08-01', '2004-08-12', '2004-08'],
  ['2004', '2004-06-01', '2005-05-01', '2005'],
  ['2004-06~', '2004-06-01', '2005-06-01', '2005-06~'],
  ['?2004-06-~11', '2004-06-01', '2004-07-01', '?2004-07-~11'],
  ['2004-02-28', '2004-02-28', '2004-03-01', '2004-03-01'],
  ['2004-02-29', '2004-02-29', '2005-02-28', '2005-02-28'],
  ['2004-12', '2004-12-01', '2005-01-01', '2005-01'],
  ['1985-04-XX', '1985-04-01', '1985-06-01', '1985-06-XX'],
  ['2004-XX', '2004-01-01', '2006-01-01', '2006-XX'],
  ['199X~', '1990-01-01', '2003-01-01', '200X~'],
  ['19XX', '1900-01-01', '1990-01-01', '20XX'],
  ['196', '1960-01-01', '1971-01-01', '197'],
  ['2001-24', '2001-01-01', '2001-04-01', '2002-21'],
  ['2001-31', '2001-01-01', '2001-10-01', '2001-30'],
  ['2001-39', '2001-01-01', '2001-05-01', '2002-37'],
  ['2001-40', '2001-07-01', '2001-01-01', '2000-41'],
  ['1950S2', '1900-01-01', '2000-01-01', '2050S2'],
  ['0002', '0010-01-01', '0005-01-01', '-0003'],
  ['-0001', '0000-01-01', '0001-01-01', '0000'],
  ['000X', '0010-01-01', '0000-01-01', '-000X'],
  ['9999', '2000-01-01', '2001-01-01', 'Y10000'],
  ['Y10000', '2001-01-01', '2000-01-01', '9999'],
  ['2004-08-28T10:00:00+06:00', '2004-01-01', '2004-01-02', '2004-08-29T10:00:00+06:00'],
  ['2004-08-28T23:30', '2004-01-01T00:00:00Z', '2004-01-01T01:00:10Z', '2004-08-29T00:30'],
  ['2004-08/2023', '2004-08-01', '2004-11-01', '2004-11/2023'],
  ['2004-08/..', '2004-08-01', '2004-11-01', '2004-11/..'],
  ['/2009', '2009-01-01', '2011-01-01', '/2011'],
  ['{2017, 2018..2019}', '2017-01-01', '2018-01-01', '{2018, 2019..2020}'],
  ['[..2017-05-01]', '2017-05-01', '2017-05-04', '[..2017-05-04]'],
])('%s dragged from %s to %s is %s', (text, from, to, moved) => {
  expect(shift(text, from, to)).toBe(moved)
})

test('what has no place of its own, or would leave what EDTF writes, is not moved', () => {
  for (const text of ['', 'soon', '/', '../..', 'XXXX-12-25', '1X9X', 'Y17E7', '9999-12-31', '99XX', '9999?']) {
    expect(shift(text, '2000-01-01', '2200-01-01'), text).toBeNull()
  }
  // Moved each at its own precision, the day would pass the year.
  expect(shift('2004-08-28/2004', '2004-01-01', '2004-05-30')).toBeNull()
  expect(shiftEdtf('2004', Number.NaN, 0)).toBeNull()
})

test.each([
  ['2004', 'end', '2007-01-01', '2004/2006'],
  ['2004', 'end', '2005-02-01', '2004'],
  ['2004-08', 'start', '2004-06-03', '2004-06/2004-08'],
  ['2004-08-28', 'end', '2004-08-31', '2004-08-28/2004-08-30'],
  ['2004/2009~', 'end', '2012-01-01', '2004/2011~'],
  ['2004-08/2009', 'start', '2004-03-02', '2004-03/2009'],
  ['2004-08/2009', 'start', '2009-10-01', '2009-10/2009'],
  ['2004/..', 'end', '2010-01-01', '2004/2009'],
  ['2004/..', 'start', '2001-01-01', '2001/..'],
  ['/2009-05', 'start', '2008-02-10', '2008-02/2009-05'],
  ['2004/2009', 'end', '2005-01-01', '2004/2004'],
] as const)('%s with its %s pulled to %s is %s', (text, edge, to, resized) => {
  expect(setEdtfEnd(text, edge, at(to))).toBe(resized)
})

test('an edge cannot pass the other, and sets and seasons have no edges', () => {
  expect(setEdtfEnd('2004/2009', 'end', at('2001-01-01'))).toBeNull()
  expect(setEdtfEnd('2004', 'end', at('2001-01-01'))).toBeNull()
  expect(setEdtfEnd('2004', 'start', at('2007-01-01'))).toBeNull()
  expect(setEdtfEnd('[2004,2006]', 'end', at('2009-01-01'))).toBeNull()
  expect(setEdtfEnd('2001-21', 'end', at('2009-01-01'))).toBeNull()
  expect(setEdtfEnd('/', 'end', at('2009-01-01'))).toBeNull()
})

/** mulberry32: small, seeded, good enough to draw test cases. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function makeDate(next: () => number): string {
  const below = (count: number) => Math.floor(next() * count)
  const pick = <T>(items: T[]) => items[below(items.length)] as T
  const p2 = (value: number) => String(value).padStart(2, '0')
  const mark = () => pick(['', '', '', '?', '~', '%'])
  const sign = () => pick(['', '', '', '-'])
  const year = () => `${sign()}${String(300 + below(2200)).padStart(4, '0')}`
  const month = () => `${year()}-${p2(1 + below(12))}`
  const day = () => `${year()}-${p2(1 + below(12))}-${p2(1 + below(28))}`
  const plain = pick([year, month, day, () => `${sign()}${100 + below(150)}X`, () => `${sign()}${p2(3 + below(20))}XX`])
  const point = () => plain() + mark()
  const forward = (make: () => string) => {
    const [a, b] = [make(), make()]
    const [x, y] = [parseEdtf(a), parseEdtf(b)]
    return x.ok && y.ok && x.date.minMs <= y.date.minMs ? ([a, b] as const) : ([b, a] as const)
  }
  return pick([
    point,
    point,
    () => `${year()}-XX${mark()}`,
    () => `${month()}-XX`,
    () => `${year()}-${21 + below(21)}`,
    () =>
      `${day()}T${p2(below(24))}:${p2(below(60))}${pick(['', ':07', ':07.250'])}${pick(['', 'Z', '+06:00', '-04'])}`,
    () => `${year()}S${1 + below(3)}`,
    () => `Y${10_000 + below(90_000)}`,
    () => forward(point).join('/'),
    () => `${point()}/${pick(['..', ''])}`,
    () => `${pick(['..', ''])}/${point()}`,
    () => pick(['[]', '{}']).replace(/^(.)/, `$1${forward(plain).join('..')}, ${plain()}`),
  ])()
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

test.each(SEEDS)('seed %i: moving there and back gives the same text, and all that comes out is a date', (seed) => {
  const next = random(seed)
  let moves = 0
  for (let round = 0; round < 400; round += 1) {
    const text = makeDate(next)
    const about = `seed ${seed}, round ${round}, ${text}`
    const parsed = parseEdtf(text)
    if (!parsed.ok) throw new Error(`${about}: ${parsed.problem}`)
    const fromMs = Math.floor(next() * 4e13 - 2e13)
    const toMs = fromMs + Math.floor((next() - 0.5) * 10 ** (8 + Math.floor(next() * 6)))
    const moved = shiftEdtf(text, fromMs, toMs)
    if (moved !== null) {
      expect(parseEdtf(moved).ok, `${about} -> ${moved}`).toBe(true)
      expect(shiftEdtf(moved, toMs, fromMs), `${about} -> ${moved} -> back`).toBe(text)
      if (moved !== text) moves += 1
    }
    const resized = setEdtfEnd(text, next() < 0.5 ? 'start' : 'end', toMs)
    if (resized !== null) expect(parseEdtf(resized).ok, `${about} resized ${resized}`).toBe(true)
    const span = drawSpan(text)
    if (!span) throw new Error(`${about} is not drawn`)
    expect(Number.isFinite(span.startMs) && Number.isFinite(span.endMs) && span.startMs <= span.endMs, about).toBe(true)
    expect(span.startMs >= parsed.date.minMs && span.endMs <= parsed.date.maxMs, about).toBe(true)
  }
  expect(moves).toBeGreaterThan(100)
})

test.each(SEEDS)('seed %i: an instant lies within the date written for it at each precision', (seed) => {
  const next = random(seed)
  for (let round = 0; round < 200; round += 1) {
    const ms = Math.floor((next() - 0.5) * 6e14)
    for (const precision of ['day', 'month', 'year', 'decade'] as const) {
      const text = edtfFromMs(ms, precision)
      const parsed = parseEdtf(text)
      if (!parsed.ok) throw new Error(`seed ${seed}, ${ms}, ${text}: ${parsed.problem}`)
      const { minMs, maxMs } = parsed.date
      expect(minMs <= ms && ms <= maxMs, `seed ${seed}, ${ms}, ${text}`).toBe(true)
    }
  }
})

import { startOfFarDay } from '@coeval/chronology/edtf'
import { expect, test } from 'vitest'
import { axisFormat } from './axis-format.ts'
import { closestMs, FARTHEST_MS, limitsAround, toVisMs, visUnitOf, windowWithin, YEAR_MS } from './axis-reach.ts'
import { axisTicks, type LongAxisWords } from './long-axis.ts'
import { dayOf, windowOf } from '../viewport/time-address.ts'
import { yearWords } from '../../words/year-words.ts'

const PX_PER_LETTER = 7.2

const words: LongAxisWords = {
  ...yearWords('en', {
    bce: (year) => `${year} BCE`,
    ce: (year) => `${year} CE`,
    million: (count) => `${count} million years`,
    billion: (count) => `${count} billion years`,
    eras: {
      one: { bce: 'BCE', ce: 'CE' },
      thousand: { bce: 'thousand years BCE', ce: 'thousand years CE' },
      million: { bce: 'million years BCE', ce: 'million years CE' },
      billion: { bce: 'billion years BCE', ce: 'billion years CE' },
    },
  }),
  format: axisFormat('en', (year) => `${year} BCE`),
  labelPx: (text) => text.length * PX_PER_LETTER,
}

const years = (from: number, to: number) => ({ fromMs: startOfFarDay(from, 1, 1), toMs: startOfFarDay(to, 1, 1) })
const labels = (from: number, to: number, widthPx = 1270) =>
  axisTicks(years(from, to), widthPx, words).map(({ minor }) => minor)

test('far years are said as people count them', () => {
  expect(labels(-10_500, 2100)).toContain('10,000 BCE')
  expect(labels(-10_500, 2100)).toContain('1 CE')
  expect(labels(-130_000, 2100)).toContain('120,000 BCE')
  expect(labels(-1_250_000, 2100)).toContain('1.2 million years BCE')
  expect(labels(-4_600_000_000, 2100)).toContain('4 billion years BCE')
  expect(labels(500, 20_500)).toContain('20,000 CE')
  expect(labels(500, 5_500)).toContain('2000')
})

test('where there is little room, unit and era stand above', () => {
  const ticks = axisTicks(years(-310_000, 60_000), 268, words)
  expect(ticks.map(({ minor }) => minor)).toEqual(['300', '250', '200', '150', '100', '50', '0', '50'])
  expect(ticks[0]?.major).toBe('thousand years BCE')
})

for (const widthPx of [200, 268, 500, 600, 1270]) {
  test(`at ${widthPx} px there are labels enough, and none too many, from a year to 20 billion`, () => {
    for (let span = 1; span < 4e10; span *= 1.7) {
      for (const first of [-span, -span / 2, -span * 0.9, 1]) {
        const ticks = axisTicks(years(Math.round(first), Math.round(first + span) + 1), widthPx, words)
        const said = `${Math.round(first)} and ${span} years on: ${ticks.map(({ minor }) => minor).join(' · ')}`
        expect(ticks.length, said).toBeGreaterThanOrEqual(widthPx >= 500 ? 4 : 2)
        expect(ticks.length, said).toBeLessThanOrEqual(16)
      }
    }
  })
}

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

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}: any window is shown within its limits, with labels that keep apart`, () => {
    const next = random(seed)
    const far = () => (next() - 0.5) * 10 ** (next() * 26)
    for (let round = 0; round < 2000; round++) {
      const [a, b] = [far(), far()].sort((x, y) => x - y) as [number, number]
      const within = (ms: number) => Math.min(Math.max(ms, -FARTHEST_MS), FARTHEST_MS)
      const limits = limitsAround({ fromMs: within(a), toMs: within(b) + 30 * 86_400_000 })
      const unit = visUnitOf(limits)
      for (const ms of [limits.fromMs, limits.toMs, a, b]) expect(Math.abs(toVisMs(ms, unit))).toBeLessThan(8.64e15)
      const shown = windowWithin({ fromMs: far(), toMs: far() }, limits, (limits.toMs - limits.fromMs) / 2)
      if (!shown) continue
      const hair = Math.abs(limits.toMs) * 1e-9 + 1
      expect(shown.fromMs).toBeGreaterThanOrEqual(limits.fromMs - hair)
      expect(shown.toMs).toBeLessThanOrEqual(limits.toMs + hair)
      expect(shown.toMs - shown.fromMs).toBeGreaterThan(0)
      const widthPx = 200 + next() * 2000
      const ticks = axisTicks(shown, widthPx, words)
      expect(ticks.length).toBeLessThanOrEqual(40)
      for (const [index, tick] of ticks.entries()) {
        expect(tick.x).toBeGreaterThanOrEqual(0)
        expect(tick.x).toBeLessThanOrEqual(widthPx)
        const after = ticks[index + 1]
        if (after) expect(after.x - tick.x).toBeGreaterThan(words.labelPx(tick.minor))
        expect(tick.minor).not.toMatch(/NaN|Invalid|undefined/)
      }
      expect(dayOf(shown.fromMs)).toMatch(/^[+-]?\d{4,12}-\d\d-\d\d$/)
    }
  })
}

test('no window is no window', () => {
  const limits = limitsAround({ fromMs: -1e15, toMs: 1e12 })
  for (const [fromMs, toMs] of [
    [NaN, 1],
    [1, NaN],
    [-Infinity, Infinity],
    [2, 1],
  ] as const)
    expect(windowWithin({ fromMs, toMs }, limits, Infinity)).toBeNull()
  const closest = windowWithin({ fromMs: 5, toMs: 5 }, limits, Infinity)
  expect((closest?.toMs ?? 0) - (closest?.fromMs ?? 0)).toBe(closestMs(5))
})

test('vis counts in ms where it can, and in a power of ten of them where it must', () => {
  expect(visUnitOf({ fromMs: -50_000 * YEAR_MS, toMs: 0 })).toBe(1)
  expect(visUnitOf({ fromMs: -500_000 * YEAR_MS, toMs: 0 })).toBe(10)
  expect(visUnitOf(limitsAround({ fromMs: -FARTHEST_MS, toMs: FARTHEST_MS }))).toBe(100_000)
})

test('a window of a million years survives the address', () => {
  const window = years(-1_200_000, 300_000)
  const address = { from: dayOf(window.fromMs), to: dayOf(window.toMs) }
  expect(address).toEqual({ from: '-1200000-01-01', to: '+300000-01-01' })
  expect(windowOf(address)).toEqual(window)
})

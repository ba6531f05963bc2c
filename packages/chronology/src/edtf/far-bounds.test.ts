import { expect, test } from 'vitest'
import { compareEdtf, drawSpan, edtfFromMs, nearMs, parseEdtf, shiftEdtf, startOfFarDay, ymd } from './index.ts'

const YEAR_MS = 365.2425 * 86_400_000

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

function someDate(next: () => number): string {
  const figures = Math.floor(next() * 17) + 1
  const year = Math.floor(next() * 10 ** figures) * (next() < 0.6 ? -1 : 1)
  const long = Math.abs(year) > 9999 ? `Y${year}` : (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0')
  const odd = [
    '',
    '..',
    '/',
    '2004-08-28T10:00:00.123Z',
    '../2004',
    'Y1E12',
    'Y-17E7',
    'Y1E308',
    'Y3388E2S3',
    'NaN',
    'Y-0',
  ]
  const kind = next()
  if (kind < 0.15) return odd[Math.floor(next() * odd.length)] ?? ''
  if (kind < 0.3) return `${long}/${someDate(next)}`
  return kind < 0.4 ? `${long}/..` : long
}

test('beyond a Date the calendar goes on as within it', () => {
  for (const year of [-1_200_000, -300_000, -271_822, -1, 0, 1, 2004, 275_761, 4_540_000_000]) {
    // Days are exact up to 290 million years; after that a number of that size does not tell them apart.
    expect(ymd(startOfFarDay(year, 3, 15))).toMatchObject(year > 3e8 ? { year, month: 3 } : { year, month: 3, day: 15 })
    expect(startOfFarDay(year, 1, 1) / YEAR_MS - (year - 1970)).toBeCloseTo(0, -1)
  }
  expect(startOfFarDay(2004, 8, 28)).toBe(Date.UTC(2004, 7, 28))
  expect(startOfFarDay(-43, 3, 15)).toBe(Date.parse('-000043-03-15T00:00:00Z'))
  expect(nearMs(Date.UTC(2404, 1, 29)).ms).toBe(Date.UTC(2004, 1, 29))
})

test('a year that no Date holds is drawn where it is', () => {
  const span = drawSpan('Y-300000')
  expect(ymd(span?.startMs ?? 0)).toEqual({ year: -300_000, month: 1, day: 1 })
  expect(ymd(span?.endMs ?? 0)).toEqual({ year: -300_000, month: 12, day: 31 })
  expect(drawSpan('Y-1200000')?.startMs).toBeLessThan(span?.startMs ?? 0)
  expect(drawSpan('Y-300000/2004')?.endMs).toBe(Date.UTC(2005, 0) - 1)
})

test('far years move as near ones do', () => {
  const [from, to] = [startOfFarDay(-300_000, 1, 1), startOfFarDay(-299_990, 1, 1)]
  expect(shiftEdtf('Y-300000', from, to)).toBe('Y-299990')
  expect(edtfFromMs(to, 'day')).toBe('Y-299990')
})

test('far years sort by what they say and not by their text', () => {
  const sorted = ['Y-9999999999999', 'Y-1E12', 'Y-1200000', 'Y-300000', '-0044', '2004', 'Y300000', 'Y1E12', 'Y1E308']
  expect([...sorted].reverse().sort(compareEdtf)).toEqual(sorted)
})

for (const seed of [1, 2, 3]) {
  test(`seed ${seed}: any dates have one order, and are drawn at finite times or not at all`, () => {
    const next = random(seed)
    const texts = Array.from({ length: 120 }, () => someDate(next))
    for (const text of texts) {
      const span = drawSpan(text, next() < 0.3 ? someDate(next) : undefined)
      if (span) expect([Number.isFinite(span.startMs), span.startMs <= span.endMs + 1e11], text).toEqual([true, true])
      for (const other of texts) expect(compareEdtf(text, other) + compareEdtf(other, text), `${text} ${other}`).toBe(0)
    }
    const sorted = [...texts].sort(compareEdtf)
    for (const [index, text] of sorted.entries())
      for (const later of sorted.slice(index))
        expect(compareEdtf(text, later), `${text} ${later}`).toBeLessThanOrEqual(0)
  })
}

test('figures without hyphens are taken for a date first, and the year is said to be as far away as it is', () => {
  const problem = (text: string) => {
    const result = parseEdtf(text)
    return result.ok ? '' : result.problem
  }
  expect(problem('2004082')).toBe(
    'Write hyphens between year, month and day: 2004-08-02. For the year 2004082, about 2 million years from now, write Y2004082.',
  )
  expect(problem('200408')).toContain(': 2004-08. For')
  expect(problem('2004828')).toContain(': 2004-08-28. For')
  expect(problem('-48000')).toBe('A year of more than four digits begins with Y: Y-48000 is about 50,000 years ago.')
  expect(problem('98765')).toContain('Y98765')
})

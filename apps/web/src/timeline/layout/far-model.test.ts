import { type ChronologyEvent, EMPTY_RICH_TEXT } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { FARTHEST_MS } from '../axis/axis-reach.ts'
import { layOut } from './lay-out.ts'
import { projectTimeline } from './project-timeline.ts'

const NOW_MS = Date.UTC(2024, 0)

function project(dates: { date: string; endDate?: string; kind?: string }[]) {
  const lists = { tracks: [], themes: [], participants: [], concerns: [], documents: [], citations: [] }
  const events = dates.map(
    (given, index): ChronologyEvent => ({
      id: `e${index}`,
      title: `Event ${index}`,
      kind: 'meeting',
      commentary: EMPTY_RICH_TEXT,
      ...lists,
      ...given,
    }),
  )
  return projectTimeline({ events, tracks: [], hiddenTracks: new Set(), nowMs: NOW_MS, labelPx: () => 80 })
}

test('what lies beyond the axis is set aside in its order, and draws nothing else out', () => {
  const model = project([
    { date: 'Y1E12' },
    { date: 'Y-1E12' },
    { date: 'Y-9E12' },
    { date: '2004' },
    { date: '2004/..' },
  ])
  expect(model.beyond.before.map(({ id }) => id)).toEqual(['e2', 'e1'])
  expect(model.beyond.after.map(({ id }) => id)).toEqual(['e0'])
  expect(model.events.map(({ id }) => id)).toEqual(['e4', 'e3'])
  expect(model.span?.toMs).toBeLessThan(NOW_MS)
  expect(model.events[0]?.endMs).toBe(NOW_MS)
})

test('what lasts from beyond the axis is drawn up to its end, and "all" is what is known within', () => {
  const { events, span } = project([{ date: 'Y-1E12/2004' }, { date: '1990' }])
  const lasting = events.find(({ id }) => id === 'e0')
  expect(lasting?.mark).toMatchObject({ cutStart: true, cutEnd: false, startMs: -FARTHEST_MS })
  expect(span?.fromMs).toBe(Date.UTC(1990, 0))
})

test('where everything lies beyond, nothing is left out of the count', () => {
  const { events, beyond, span } = project([{ date: 'Y-1E12' }, { date: 'Y1E12' }, { date: 'Y-1E12/Y1E12' }])
  expect([events.length, beyond.before.length, beyond.after.length, span]).toEqual([1, 1, 1, null])
})

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

for (const seed of [1, 2, 3, 4]) {
  test(`seed ${seed}: of any events, what is drawn, counted, set aside and undated is all of them`, () => {
    const next = random(seed)
    const year = () => {
      const value = Math.floor(next() * 10 ** Math.floor(next() * 15)) * (next() < 0.6 ? -1 : 1)
      return Math.abs(value) > 9999 ? `Y${value}` : (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(4, '0')
    }
    const odd = [
      '',
      'soon',
      '..',
      '/2009',
      '[1667,1668,1670..1672]',
      '2004-08-28T10:00:00.123Z',
      'Y1E308',
      'XXXX',
      '2005/2004',
    ]
    const dates = Array.from({ length: 400 }, () => ({
      date: next() < 0.2 ? (odd[Math.floor(next() * odd.length)] ?? '') : next() < 0.3 ? `${year()}/${year()}` : year(),
      endDate: next() < 0.1 ? year() : undefined,
      kind: next() < 0.05 ? 'era' : 'meeting',
    }))
    const model = project(dates)
    const undated = model.lanes.reduce((sum, lane) => sum + lane.undated.length, 0)
    const { before, after } = model.beyond
    expect(model.events.length + model.eras.length + before.length + after.length + undated).toBe(dates.length)
    for (const { startMs, endMs, anchorMs } of model.events) {
      for (const ms of [startMs, endMs, anchorMs]) expect(Math.abs(ms)).toBeLessThanOrEqual(FARTHEST_MS)
      expect(startMs).toBeLessThanOrEqual(endMs)
    }
    for (const pxPerMs of [1000 / (2 * FARTHEST_MS), 1e-12, 1e-6]) {
      const { placements, hidden } = layOut(model.events, { level: 0, pxPerMs, rows: [6], windowPx: 1000 })
      expect(placements.size + hidden.length).toBe(model.events.length)
      for (const { fromMs, toMs } of placements.values()) expect(Number.isFinite(fromMs + toMs)).toBe(true)
    }
  })
}

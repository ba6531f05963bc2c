import { describe, expect, test } from 'vitest'
import { MARK_PX } from './box.ts'
import { CELL_PX, hiddenCells } from './hidden-cells.ts'
import { scaleForLabels } from './scale-for-labels.ts'
import { layOut } from './lay-out.ts'
import type { Placeable } from './placement.ts'
import { rowsPerLane } from './rows-per-lane.ts'
import { levelOf, scaleOfLevel } from './scale-level.ts'
import { MAX_SHOWN, shownIn } from './shown-in.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
const WINDOW_PX = 1_200

function makeEvent(event: Partial<Placeable> & { id: string }): Placeable {
  const startMs = event.startMs ?? 0
  const endMs = event.endMs ?? startMs + DAY_MS
  return {
    lane: 0,
    startMs,
    endMs,
    anchorMs: (startMs + endMs) / 2,
    lasts: false,
    labelPx: 120,
    importance: 1,
    ...event,
  }
}

/** Events over thirty years, of all lengths. The same for the same seed (a linear congruential generator). */
function makeEvents(count: number, lanes: number, seed: number): Placeable[] {
  let state = seed
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: count }, (_, index) => {
    const startMs = random() * 30 * YEAR_MS
    const lasts = random() < 0.2
    const endMs =
      startMs + (lasts ? random() * 3 * YEAR_MS : ([DAY_MS, 30 * DAY_MS, YEAR_MS][Math.floor(random() * 3)] ?? DAY_MS))
    return makeEvent({
      id: `e${index}`,
      lane: Math.floor(random() * lanes),
      startMs,
      endMs,
      anchorMs: lasts ? startMs : (startMs + endMs) / 2,
      lasts,
      labelPx: 40 + Math.floor(random() * 300),
      importance: random() * 5,
    })
  })
}

const FIT = WINDOW_PX / (33 * YEAR_MS)

describe('layOut', () => {
  test.each([1, 2, 3])('every event is placed or counted, and no two labels of a row overlap (seed %i)', (seed) => {
    const events = makeEvents(600, 4, seed)
    for (const level of [0, 3, 6]) {
      const pxPerMs = scaleOfLevel(level, FIT)
      const layout = layOut(events, { level, pxPerMs, rows: [3, 3, 3, 3], windowPx: WINDOW_PX })
      expect(layout.placements.size + layout.hidden.length).toBe(events.length)
      const byRow = new Map<string, { left: number; right: number }[]>()
      for (const event of events) {
        const placement = layout.placements.get(event.id)
        if (!placement) continue
        const fromStart = placement.shape === 'bar' || placement.shape === 'wide'
        const left = fromStart ? event.startMs * pxPerMs : event.anchorMs * pxPerMs - MARK_PX / 2
        const right = left + MARK_PX + placement.labelPx
        const key = `${placement.lane}:${placement.row}`
        byRow.set(key, [...(byRow.get(key) ?? []), { left, right }])
      }
      for (const row of byRow.values()) {
        row.sort((a, b) => a.left - b.left)
        for (let index = 1; index < row.length; index++) {
          expect(row[index]?.left ?? 0).toBeGreaterThanOrEqual((row[index - 1]?.right ?? 0) - 0.001)
        }
      }
    }
  })

  test('a few events that crowd get shorter labels before any is hidden', () => {
    const events = Array.from({ length: 8 }, (_, index) =>
      makeEvent({ id: `e${index}`, startMs: index * 20 * DAY_MS, labelPx: 220 }),
    )
    const layout = layOut(events, { level: 0, pxPerMs: 2.6 / DAY_MS, rows: [2], windowPx: WINDOW_PX })
    expect(layout.hidden).toEqual([])
    for (const { labelPx } of layout.placements.values()) expect(labelPx).toBeGreaterThan(30)
  })

  test('with no room the less important is counted', () => {
    const events = [makeEvent({ id: 'lesser', importance: 1 }), makeEvent({ id: 'greater', importance: 2 })]
    const layout = layOut(events, { level: 0, pxPerMs: FIT, rows: [1], windowPx: WINDOW_PX })
    expect([...layout.placements.keys()]).toEqual(['greater'])
    expect(layout.hidden.map((event) => event.id)).toEqual(['lesser'])
  })

  test('a pinned event is placed where there is no room', () => {
    const events = [makeEvent({ id: 'pinned', importance: 0 }), makeEvent({ id: 'greater', importance: 9 })]
    const layout = layOut(events, {
      level: 0,
      pxPerMs: FIT,
      rows: [1],
      windowPx: WINDOW_PX,
      pinned: new Set(['pinned']),
    })
    expect(layout.placements.has('pinned')).toBe(true)
  })

  test('events keep the row of the layout before where it is free', () => {
    const events = [makeEvent({ id: 'a', importance: 2 }), makeEvent({ id: 'b', importance: 1 })]
    const options = { level: 0, pxPerMs: FIT, rows: [2], windowPx: WINDOW_PX }
    const before = layOut(events, options)
    expect(before.placements.get('b')?.row).toBe(1)
    const after = layOut([makeEvent({ id: 'b' })], { ...options, keep: before.placements })
    expect(after.placements.get('b')?.row).toBe(1)
  })

  test('a duration is a bar when it is long enough to see, and an imprecise date a mark on its extent', () => {
    const events = [
      makeEvent({ id: 'lasting', lasts: true, endMs: YEAR_MS, anchorMs: 0 }),
      makeEvent({ id: 'year', lane: 1, endMs: YEAR_MS }),
      makeEvent({ id: 'day', lane: 2 }),
    ]
    const shapes = (pxPerMs: number) =>
      [...layOut(events, { level: 0, pxPerMs, rows: [1, 1, 1], windowPx: WINDOW_PX }).placements.values()].map(
        (p) => p.shape,
      )
    expect(shapes(100 / YEAR_MS)).toEqual(['bar', 'extent', 'mark'])
    expect(shapes(2 / YEAR_MS)).toEqual(['mark', 'mark', 'mark'])
    expect(shapes(1_000 / YEAR_MS)).toEqual(['bar', 'wide', 'mark'])
  })
})

describe('shownIn', () => {
  test('a window never asks for more than the budget, and shows what is pinned', () => {
    const events = makeEvents(20_000, 9, 7)
    const layout = layOut(events, { level: 0, pxPerMs: FIT, rows: Array(9).fill(16), windowPx: WINDOW_PX })
    const pinned = new Set([events.find((event) => layout.placements.has(event.id))?.id ?? ''])
    const shown = shownIn(layout, { fromMs: 0, toMs: 33 * YEAR_MS }, pinned)
    expect(shown.length).toBeLessThanOrEqual(MAX_SHOWN)
    expect(shown.some((placement) => pinned.has(placement.id))).toBe(true)
  })

  test('panning at one scale never moves an event to another row', () => {
    const events = makeEvents(2_000, 5, 11)
    const pxPerMs = scaleOfLevel(5, FIT)
    const layout = layOut(events, { level: 5, pxPerMs, rows: [3, 3, 3, 3, 3], windowPx: WINDOW_PX })
    const span = WINDOW_PX / pxPerMs
    const rows = new Map<string, number>()
    for (let fromMs = 0; fromMs < 30 * YEAR_MS; fromMs += span / 10) {
      for (const { id, row } of shownIn(layout, { fromMs, toMs: fromMs + span })) {
        expect(rows.get(id) ?? row).toBe(row)
        rows.set(id, row)
      }
    }
    expect(rows.size).toBeGreaterThan(100)
  })
})

test('hidden events are all counted, each in the cell and lane of its mark', () => {
  const events = makeEvents(3_000, 3, 5)
  const layout = layOut(events, { level: 0, pxPerMs: FIT, rows: [2, 2, 2], windowPx: WINDOW_PX })
  const cells = hiddenCells(layout, FIT)
  expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(layout.hidden.length)
  for (const cell of cells) {
    expect((cell.toMs - cell.fromMs) * FIT).toBeCloseTo(CELL_PX)
    const inCell = layout.hidden.filter(
      (event) => event.lane === cell.lane && event.anchorMs >= cell.fromMs && event.anchorMs < cell.toMs,
    )
    expect(inCell).toHaveLength(cell.count)
  }
})

test('"fit all" is level 0 whatever the rounding, and a scale is never coarser than its level', () => {
  for (const fit of [1e-9, 3.7e-8, 0.1 / 3]) {
    expect(levelOf(fit, fit)).toBe(0)
    expect(levelOf(fit * (1 - 1e-9), fit)).toBe(0)
    for (let scale = fit; scale < fit * 1_000; scale *= 1.13) {
      expect(scaleOfLevel(levelOf(scale, fit), fit)).toBeLessThanOrEqual(scale * 1.001)
    }
  }
})

test('rows go to the lanes that need them, within the budget, and every lane has one', () => {
  const events = [...makeEvents(60, 1, 3), makeEvent({ id: 'alone', lane: 1 })]
  const rows = rowsPerLane(events, 3, { pxPerMs: FIT, windowPx: WINDOW_PX, budget: 12, most: 16 })
  expect(rows[1]).toBe(1)
  expect(rows[2]).toBe(1)
  expect(rows[0]).toBeGreaterThan(4)
  expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(12)
})

test('"fit all" leaves room in which the last labels read, and no label runs past its edge', () => {
  const windowPx = 600
  const fromMs = 0
  const events = [
    makeEvent({ id: 'first', anchorMs: 10 * DAY_MS, labelPx: 300 }),
    makeEvent({ id: 'last', anchorMs: 1_000 * DAY_MS, labelPx: 300 }),
  ]
  const pxPerMs = scaleForLabels(events, fromMs, windowPx)
  const edgeMs = fromMs + windowPx / pxPerMs
  const { placements } = layOut(events, { level: 0, pxPerMs, rows: [1], windowPx, edgeMs })
  const last = placements.get('last')
  expect(last?.labelPx).toBeGreaterThan(100)
  expect(last?.labelPx).toBeLessThan(300)
  expect(last?.toMs).toBeLessThanOrEqual(edgeMs)
  expect(placements.get('first')?.labelPx).toBe(300)
})

import { describe, expect, test } from 'vitest'
import { FARTHEST_MS, YEAR_MS } from '../axis/axis-reach.ts'
import type { Placeable } from '../layout/placement.ts'
import type { TimeWindow } from '../axis/time-window.ts'
import type { Content } from './fit-window.ts'
import { type Pane, Viewport } from './viewport.ts'

const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2024, 0)

/** Keeps what it is told, as vis does: times are those of the viewport divided by its unit. */
class TestPane implements Pane {
  start = 0
  end = 1
  width = 1_000
  left = 200
  still = false
  measured = 0
  now: number | undefined
  limits = { zoomMin: 0, zoomMax: Infinity, min: -Infinity, max: Infinity }
  moves: { isAnimated: boolean }[] = []

  readonly range = () => this
  readonly widthPx = () => this.width
  readonly isStill = () => this.still
  readonly measure = () => {
    this.measured++
    return { left: this.left, width: this.width }
  }
  readonly setNow = (ms: number) => {
    this.now = ms
  }
  readonly setLimits = (limits: typeof this.limits) => {
    this.limits = limits
  }
  readonly setRange = (start: number, end: number, isAnimated: boolean) => {
    Object.assign(this, { start, end })
    this.moves.push({ isAnimated })
  }
}

function content(fromMs: number, toMs: number): Content {
  const event = (id: string, anchorMs: number): Placeable => ({
    id,
    lane: 0,
    startMs: anchorMs,
    endMs: anchorMs,
    anchorMs,
    lasts: false,
    labelPx: 100,
    importance: 1,
  })
  return { span: { fromMs, toMs }, events: [event('first', fromMs), event('last', toMs)] }
}

const CENTURY = content(Date.UTC(1900, 0), Date.UTC(2000, 0))
const FIFTIES: TimeWindow = { fromMs: Date.UTC(1950, 0), toMs: Date.UTC(1960, 0) }

function open(what: Content | null = CENTURY) {
  const pane = new TestPane()
  let shown = 0
  const viewport = new Viewport(
    pane,
    () => shown++,
    () => NOW_MS,
  )
  if (what) viewport.setContent(what)
  return { pane, viewport, timesShown: () => shown }
}

function expectWindow({ fromMs, toMs }: TimeWindow, wanted: TimeWindow): void {
  const hairMs = (wanted.toMs - wanted.fromMs) * 1e-9
  expect(Math.abs(fromMs - wanted.fromMs)).toBeLessThanOrEqual(hairMs)
  expect(Math.abs(toMs - wanted.toMs)).toBeLessThanOrEqual(hairMs)
}

describe('the first window', () => {
  test('shows everything, the last label too', () => {
    const { viewport } = open()
    const { fromMs, toMs } = viewport.window
    expect(fromMs).toBeLessThan(Date.UTC(1900, 0))
    expect((toMs - Date.UTC(2000, 0)) * viewport.pxPerMs).toBeGreaterThan(100)
  })

  test('is the one that was asked for before there was anything to show', () => {
    const { viewport, pane } = open(null)
    viewport.show(FIFTIES, { animate: false })
    expect(pane.moves).toEqual([])
    viewport.setContent(CENTURY)
    expectWindow(viewport.window, FIFTIES)
  })

  test('is around today where nothing is dated', () => {
    const { viewport } = open({ span: null, events: [] })
    const { fromMs, toMs } = viewport.window
    expect((fromMs + toMs) / 2).toBe(NOW_MS)
  })
})

describe('moving', () => {
  test('what lies beyond the limits is not shown, and the width is kept', () => {
    const { viewport } = open()
    viewport.show(FIFTIES, { animate: false })
    viewport.pan(1_000, { animate: false })
    const { fromMs, toMs } = viewport.window
    expect(toMs - fromMs).toBeCloseTo(FIFTIES.toMs - FIFTIES.fromMs, -1)
    expect(toMs).toBeLessThan(Date.UTC(2400, 0))
  })

  test('what is no window changes nothing', () => {
    const { viewport, timesShown } = open()
    viewport.show(FIFTIES, { animate: false })
    const before = timesShown()
    viewport.show({ fromMs: Number.NaN, toMs: 0 }, { animate: false })
    viewport.show({ fromMs: 1, toMs: 0 }, { animate: false })
    expectWindow(viewport.window, FIFTIES)
    expect(timesShown()).toBe(before)
  })

  test('zooming keeps the time under the pointer in its place, and ends at a day', () => {
    const { viewport } = open()
    viewport.show(FIFTIES, { animate: false })
    const aroundMs = viewport.timeAt(450)
    viewport.zoom(3, { aroundMs, animate: false })
    expect(viewport.timeAt(450)).toBeCloseTo(aroundMs, -1)
    viewport.zoom(1e9, { aroundMs, animate: false })
    expect(viewport.window.toMs - viewport.window.fromMs).toBeCloseTo(DAY_MS, -1)
  })

  test('zooming out ends at three widths of everything', () => {
    const { viewport } = open()
    viewport.zoom(1e-9, { animate: false })
    const { fromMs, toMs } = viewport.whole.window
    expect(viewport.window.toMs - viewport.window.fromMs).toBeCloseTo(3 * (toMs - fromMs), -3)
  })

  test('an animated window is told by vis, unless people asked for less motion', () => {
    const { viewport, pane, timesShown } = open()
    const before = timesShown()
    viewport.show(FIFTIES, { animate: true })
    expect([pane.moves.at(-1)?.isAnimated, timesShown()]).toEqual([true, before])
    pane.still = true
    viewport.show(FIFTIES, { animate: true })
    expect([pane.moves.at(-1)?.isAnimated, timesShown()]).toEqual([false, before + 1])
  })

  test('an event in view moves nothing, one out of view comes to the middle at the same scale', () => {
    const { viewport, pane } = open()
    viewport.show(FIFTIES, { animate: false })
    const moves = pane.moves.length
    const at = (ms: number) => ({ startMs: ms, endMs: ms, anchorMs: ms, lasts: false })
    viewport.reveal(at(Date.UTC(1955, 0)))
    viewport.reveal({ startMs: Date.UTC(1930, 0), endMs: Date.UTC(1990, 0), anchorMs: Date.UTC(1930, 0), lasts: true })
    expect(pane.moves).toHaveLength(moves)
    viewport.reveal(at(Date.UTC(1980, 0)))
    const { fromMs, toMs } = viewport.window
    expect((fromMs + toMs) / 2).toBeCloseTo(Date.UTC(1980, 0), -1)
    expect(toMs - fromMs).toBeCloseTo(FIFTIES.toMs - FIFTIES.fromMs, -1)
  })
})

describe('another size', () => {
  test('fits anew what was fitted and not moved since', () => {
    const { viewport, pane } = open()
    pane.width = 500
    viewport.fitAgain()
    expectWindow(viewport.window, viewport.whole.window)
    viewport.show(FIFTIES, { animate: false })
    pane.width = 400
    viewport.fitAgain()
    expectWindow(viewport.window, FIFTIES)
  })

  test('the screen is measured once until it is said to have changed', () => {
    const { viewport, pane } = open()
    viewport.show(FIFTIES, { animate: false })
    expect(viewport.timeAt(200)).toBeCloseTo(FIFTIES.fromMs, -1)
    viewport.timeAt(300)
    expect(pane.measured).toBe(1)
    pane.left = 0
    viewport.resized()
    expect(viewport.timeAt(0)).toBeCloseTo(FIFTIES.fromMs, -1)
  })
})

describe('other content', () => {
  test('leaves the window where it is while that lies within the new limits', () => {
    const { viewport } = open()
    viewport.show(FIFTIES, { animate: false })
    viewport.setContent(content(Date.UTC(1800, 0), Date.UTC(2000, 0)))
    expectWindow(viewport.window, FIFTIES)
    viewport.setContent(content(Date.UTC(1600, 0), Date.UTC(1610, 0)))
    expect(viewport.window.toMs).toBeLessThan(FIFTIES.fromMs)
  })

  test('that reaches beyond a Date changes the unit, and not what is shown', () => {
    const { viewport, pane } = open()
    viewport.show(FIFTIES, { animate: false })
    viewport.setContent(content(-1_200_000 * YEAR_MS, Date.UTC(2000, 0)))
    expect(viewport.unit).toBeGreaterThan(1)
    expectWindow(viewport.window, FIFTIES)
    expect(pane.start * viewport.unit).toBeCloseTo(FIFTIES.fromMs, -3)
    expect(pane.now).toBe(Math.round(NOW_MS / viewport.unit))
    for (const ms of [pane.limits.min, pane.limits.max]) expect(Number.isNaN(new Date(ms).getTime())).toBe(false)
  })

  test('as old as the universe can be shown whole', () => {
    const { viewport, pane } = open(content(-13.8e9 * YEAR_MS, NOW_MS))
    const { fromMs, toMs } = viewport.window
    expect(fromMs).toBeLessThan(-13.8e9 * YEAR_MS)
    expect(fromMs).toBeGreaterThanOrEqual(-FARTHEST_MS * 1.1)
    expect(toMs).toBeGreaterThan(NOW_MS)
    expect(Number.isNaN(new Date(pane.start).getTime())).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { Layouts } from './layouts.ts'
import type { Placeable } from './placement.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
const WIDTH_PX = 1_200
const HEIGHT_PX = 400
const WHOLE = { fromMs: 0, toMs: 30 * YEAR_MS }
const FIT = { window: WHOLE, widthPx: WIDTH_PX }
const FIT_SCALE = WIDTH_PX / WHOLE.toMs

function makeEvent(event: Partial<Placeable> & { id: string }): Placeable {
  const anchorMs = event.anchorMs ?? 15 * YEAR_MS
  return { lane: 0, startMs: anchorMs, endMs: anchorMs, anchorMs, lasts: false, labelPx: 80, importance: 1, ...event }
}

/** One a month, in lanes by turns; the later ones matter less. */
function makeEvents(count: number, lanes: number): Placeable[] {
  return Array.from({ length: count }, (_, index) =>
    makeEvent({ id: `e${index}`, lane: index % lanes, anchorMs: index * 30 * DAY_MS, importance: -index }),
  )
}

function layoutsOf(events: readonly Placeable[], laneIds = ['first']): Layouts {
  const layouts = new Layouts()
  layouts.renew({ events, laneIds }, FIT, HEIGHT_PX)
  return layouts
}

/** A year of the window at a scale at which a year fills it. */
function year(index: number) {
  return { fromMs: index * YEAR_MS, toMs: (index + 1) * YEAR_MS }
}
const YEAR_SCALE = WIDTH_PX / YEAR_MS

describe('choose', () => {
  test('what was chosen holds until the window leaves what is laid ready beside it', () => {
    const layouts = layoutsOf(makeEvents(200, 1))
    expect(layouts.choose(year(3), YEAR_SCALE, FIT)).not.toBeNull()
    const moved = (share: number) => ({ fromMs: (3 + share) * YEAR_MS, toMs: (4 + share) * YEAR_MS })
    expect(layouts.choose(moved(0.2), YEAR_SCALE, FIT)).toBeNull()
    const next = layouts.choose(moved(0.5), YEAR_SCALE, FIT)
    expect(next?.shown.length).toBeGreaterThan(0)
  })

  test('another scale within the level needs nothing new, another level does', () => {
    const layouts = layoutsOf(makeEvents(50, 1))
    const { layout } = layouts.choose(WHOLE, FIT_SCALE, FIT) ?? {}
    expect(layouts.choose(WHOLE, FIT_SCALE * 1.2, FIT)).toBeNull()
    const closer = layouts.choose(WHOLE, FIT_SCALE * 2, FIT)
    expect(closer?.layout.level).toBe(2)
    expect(layouts.choose(WHOLE, FIT_SCALE, FIT)?.layout).toBe(layout)
  })

  test('after an edit everything is chosen anew, and what has gone is not', () => {
    const events = makeEvents(50, 1)
    const layouts = layoutsOf(events)
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.placementOf('e0')).toBeDefined()
    layouts.renew({ events: events.slice(1), laneIds: ['first'] }, FIT, HEIGHT_PX)
    const choice = layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(choice?.shown.map(({ id }) => id)).not.toContain('e0')
    expect(layouts.placementOf('e0')).toBeUndefined()
    expect(layouts.placementOf('e1')).toBeDefined()
  })

  test('an event keeps its row when another one above it goes', () => {
    // The other two keep the lane at two rows.
    const others = ['one', 'two'].map((id) => makeEvent({ id, anchorMs: 5 * YEAR_MS }))
    const events = [makeEvent({ id: 'above', importance: 2 }), makeEvent({ id: 'below' }), ...others]
    const layouts = layoutsOf(events)
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.placementOf('below')?.row).toBe(1)
    layouts.renew({ events: events.slice(1), laneIds: ['first'] }, FIT, HEIGHT_PX)
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.placementOf('below')?.row).toBe(1)
  })
})

describe('pin', () => {
  /** More at one time than there are rows: the last ones are hidden. */
  const crowd = Array.from({ length: 40 }, (_, index) => makeEvent({ id: `e${index}`, importance: -index }))

  test('a hidden event gets a place once it is pinned', () => {
    const layouts = layoutsOf(crowd)
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.placementOf('e39')).toBeUndefined()
    expect(layouts.pin(new Set(['e39']), 'e39')).toBe(true)
    const choice = layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(choice?.shown.map(({ id }) => id)).toContain('e39')
  })

  test('one that is drawn changes nothing', () => {
    const layouts = layoutsOf(crowd)
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.pin(new Set(['e0']), 'e0')).toBe(false)
    expect(layouts.choose(WHOLE, FIT_SCALE, FIT)).toBeNull()
  })

  test('one out of sight is chosen too, in the layout that is there', () => {
    const layouts = layoutsOf(makeEvents(200, 1))
    const before = layouts.choose(year(1), YEAR_SCALE, FIT)
    expect(layouts.pin(new Set(['e150']), 'e150')).toBe(true)
    const after = layouts.choose(year(1), YEAR_SCALE, FIT)
    expect(after?.shown.map(({ id }) => id)).toContain('e150')
    expect(after?.layout).toBe(before?.layout)
  })

  test('nothing pinned any more leaves what is drawn as it is', () => {
    const layouts = layoutsOf(crowd)
    layouts.pin(new Set(['e39']), 'e39')
    layouts.choose(WHOLE, FIT_SCALE, FIT)
    expect(layouts.pin(new Set(), undefined)).toBe(false)
    expect(layouts.choose(WHOLE, FIT_SCALE, FIT)).toBeNull()
    expect(layouts.placementOf('e39')).toBeDefined()
  })
})

describe('rows', () => {
  test('a lane that hides something has room for the count', () => {
    const events = [
      ...makeEvents(2, 1),
      ...makeEvents(900, 1).map((event) => ({ ...event, id: `b${event.id}`, lane: 1 })),
    ]
    const layouts = layoutsOf(events, ['calm', 'crowded'])
    expect([layouts.isCrowded(0), layouts.isCrowded(1)]).toEqual([false, true])
    expect(layouts.rowsOf(1)).toBeGreaterThan(layouts.rowsOf(0))
  })

  test('in a large chronology a single edit moves no lane, many do', () => {
    const events = makeEvents(600, 2)
    const laneIds = ['first', 'second']
    const layouts = layoutsOf(events, laneIds)
    const before = layouts.rowsOf(1)
    const without = (count: number) => events.filter(({ lane }, index) => lane === 0 || index < 600 - count)
    layouts.renew({ events: without(20), laneIds }, FIT, HEIGHT_PX)
    expect(layouts.rowsOf(1)).toBe(before)
    layouts.renew({ events: without(598), laneIds }, FIT, HEIGHT_PX)
    expect(layouts.rowsOf(1)).toBeLessThan(before)
  })

  test('another height shares the rows out anew', () => {
    const events = makeEvents(600, 2)
    const laneIds = ['first', 'second']
    const layouts = layoutsOf(events, laneIds)
    const before = layouts.rowsOf(0)
    layouts.renew({ events, laneIds }, FIT, HEIGHT_PX / 2)
    expect(layouts.rowsOf(0)).toBeLessThan(before)
  })
})

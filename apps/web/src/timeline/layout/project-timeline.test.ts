import { type ChronologyEvent, EMPTY_RICH_TEXT, type Track } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { markOf } from './date-mark.ts'
import { projectTimeline } from './project-timeline.ts'

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const NOW_MS = at('2024-01-01')

function makeEvent(event: Partial<ChronologyEvent> & { id: string }): ChronologyEvent {
  const lists = { tracks: [], themes: [], participants: [], concerns: [], documents: [], citations: [] }
  return { title: event.id, date: '2004', kind: 'meeting', commentary: EMPTY_RICH_TEXT, ...lists, ...event }
}

const tracks: Track[] = [
  { id: 'first', name: 'First', order: 'a0', colour: 0 },
  { id: 'second', name: 'Second', order: 'a1', colour: 1 },
]

function project(events: ChronologyEvent[], hidden: string[] = [], asOf?: string) {
  return projectTimeline({ events, tracks, hiddenTracks: new Set(hidden), nowMs: NOW_MS, asOf, labelPx: () => 100 })
}

test('a year is drawn from its first to its last instant with the mark at its middle', () => {
  const mark = markOf({ date: '2004' }, NOW_MS)
  expect(mark).toMatchObject({ form: 'extent', startMs: at('2004-01-01'), openStart: false, openEnd: false })
  expect(mark?.endMs).toBe(at('2005-01-01') - 1)
  expect(Math.abs((mark?.anchorMs ?? 0) - at('2004-07-02'))).toBeLessThan(86_400_000)
})

test('what goes on is drawn up to today, what has no known beginning fades in before its end', () => {
  const open = markOf({ date: '1997/..' }, NOW_MS)
  expect(open).toMatchObject({ form: 'duration', anchorMs: at('1997-01-01'), endMs: NOW_MS, openEnd: true })
  const unknown = markOf({ date: '/2009' }, NOW_MS)
  expect(unknown).toMatchObject({ form: 'duration', openStart: true })
  expect(unknown?.startMs).toBeLessThan(at('2009-01-01'))
})

test('what goes on is drawn up to the date up to which the chronology speaks, whatever is known of later', () => {
  const events = [
    makeEvent({ id: 'open', date: '1997/..' }),
    makeEvent({ id: 'this-year', date: '2023/..' }),
    makeEvent({ id: 'later', date: '2023-09' }),
  ]
  const ends = (asOf?: string) => {
    const drawn = new Map(project(events, [], asOf).events.map(({ id, endMs }) => [id, endMs]))
    return ['open', 'this-year'].map((id) => drawn.get(id))
  }
  const endOfJune = at('2023-07-01') - 1
  expect(ends('2023-06')).toEqual([endOfJune, endOfJune])
  expect(ends()).toEqual([NOW_MS, NOW_MS])
  expect(ends('soon')).toEqual([NOW_MS, NOW_MS])
})

test('what begins after that date is drawn as far as its beginning is known, and only what goes on has a tail', () => {
  const [begun] = project([makeEvent({ id: 'e', date: '2023-08/..' })], [], '2023-06').events
  expect(begun).toMatchObject({ endMs: at('2023-09-01') - 1, mark: { goesOn: true } })
  expect(begun?.tailPx).toBeGreaterThan(0)
  const [unknown] = project([makeEvent({ id: 'e', date: '1997/' })], [], '2023-06').events
  expect(unknown).toMatchObject({ tailPx: 0, mark: { goesOn: false, openEnd: true } })
})

test('an end that is open since before the event began does not end it before its start', () => {
  const asOfMs = at('2023-07-01') - 1
  const mark = markOf({ date: '2023-12', endDate: '2023/..' }, asOfMs)
  expect(mark).toMatchObject({ startMs: at('2023-12-01'), goesOn: true })
  expect(mark?.endMs).toBeGreaterThanOrEqual(at('2024-01-01') - 1)
  expect(markOf({ date: '2003', endDate: '2004/..' }, asOfMs)?.endMs).toBe(asOfMs)
})

test('approximate, uncertain and one-of dates say so', () => {
  expect(markOf({ date: '1997~' }, NOW_MS)).toMatchObject({ approximate: true, uncertain: false })
  expect(markOf({ date: '2002-04?' }, NOW_MS)).toMatchObject({ approximate: false, uncertain: true })
  expect(markOf({ date: '[2004..2023]' }, NOW_MS)).toMatchObject({ form: 'choice' })
  expect(markOf({ date: '' }, NOW_MS)).toBeNull()
})

test('an event is drawn in the first of its shown tracks, and not at all where all are hidden', () => {
  const both = makeEvent({ id: 'both', tracks: ['second', 'first'] })
  expect(project([both]).events[0]?.lane).toBe(0)
  const shown = project([both], ['first'])
  expect(shown.lanes[shown.events[0]?.lane ?? -1]?.id).toBe('second')
  expect(project([both], ['first', 'second']).events).toEqual([])
})

test('events without a known track get a lane of their own, only when there are any', () => {
  expect(project([makeEvent({ id: 'e', tracks: ['first'] })]).lanes).toHaveLength(2)
  const model = project([makeEvent({ id: 'lost', tracks: ['gone'] })])
  expect(model.lanes[2]).toMatchObject({ id: '', track: null })
  expect(model.events[0]?.lane).toBe(2)
})

test('undated events stand on the shelf of their lane, eras behind all lanes', () => {
  const model = project([
    makeEvent({ id: 'undated', date: '', tracks: ['second'] }),
    makeEvent({ id: 'cabinet', kind: 'era', date: '2001/2006' }),
  ])
  expect(model.lanes[1]?.undated.map((event) => event.id)).toEqual(['undated'])
  expect(model.eras.map((era) => era.id)).toEqual(['cabinet'])
  expect(model.events).toEqual([])
})

test('"all" runs over what is known: what only goes on until today does not widen it', () => {
  const model = project([
    makeEvent({ id: 'a', date: '1997-07-24', tracks: ['first'] }),
    makeEvent({ id: 'b', date: '2004/..', tracks: ['first'] }),
  ])
  expect(model.span).toEqual({ fromMs: at('1997-07-24'), toMs: at('2004-01-01') })
  expect(project([]).span).toBeNull()
})

import {
  readEntryById,
  removeEntry,
  seedDocument,
  emptyChronology,
  trashEvent,
  addEvent,
  addEntry,
  UndoHistory,
  updateEntry,
} from '@coeval/chronology/ydoc'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { movedDates, precisionAt, resizedDates, steppedDates, writeChange } from './timeline-edits.ts'

const DAY_MS = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

function makeDoc(): Y.Doc {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('Test'))
  for (const id of ['a', 'b', 'c']) addEntry(doc, 'tracks', { id, name: id, order: id, colour: 0 })
  addEvent(doc, { id: 'e', title: 'Treaty', date: '2004-08-28', tracks: ['a', 'c'] })
  return doc
}

/** Applies a colleague's change, made on a copy. */
function byColleague(doc: Y.Doc, change: (theirs: Y.Doc) => void): void {
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
  change(theirs)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), 'remote')
}

describe('proposals', () => {
  test('a date moves at its own precision and keeps its qualifiers', () => {
    expect(movedDates({ date: '2004-08-28' }, at('2004-08-28'), at('2004-09-01'))?.date).toBe('2004-09-01')
    expect(movedDates({ date: '2004~' }, at('2004-07-01'), at('2006-07-01'))?.date).toBe('2006~')
    expect(movedDates({ date: '2004' }, at('2004-07-01'), at('2004-08-01'))?.date).toBe('2004')
  })

  test('a separate end moves along', () => {
    const moved = movedDates({ date: '2004', endDate: '2009' }, at('2004-07-01'), at('2005-07-01'))
    expect(moved).toEqual({ date: '2005', endDate: '2010' })
  })

  test('one edge of a duration moves, never beyond the other', () => {
    expect(resizedDates({ date: '2004/2009' }, 'end', at('2011-10-01'))?.date).toBe('2004/2011')
    expect(resizedDates({ date: '2004/2009' }, 'end', at('2001-06-01'))).toBeNull()
    expect(resizedDates({ date: '2004', endDate: '2009' }, 'end', at('2001-06-01'))).toBeNull()
    expect(resizedDates({ date: '2004', endDate: '2009' }, 'start', at('2006-06-01'))?.date).toBe('2006')
  })

  test('keys move a date by one unit of its precision', () => {
    const stepped = (date: string, direction: 1 | -1) => steppedDates({ date }, direction)?.date
    expect(stepped('2004-02-29', 1)).toBe('2004-03-01')
    expect(stepped('2004-12', 1)).toBe('2005-01')
    expect(stepped('2004?', -1)).toBe('2003?')
    expect(stepped('2004/2009', 1)).toBe('2005/2010')
    expect(stepped('', 1)).toBeUndefined()
  })

  test('a new event is as precise as the eye can aim at that scale', () => {
    expect(precisionAt(DAY_MS / 20)).toBe('day')
    expect(precisionAt(2 * DAY_MS)).toBe('month')
    expect(precisionAt(20 * DAY_MS)).toBe('year')
  })
})

describe('writeChange', () => {
  test('date and track are one step of undo, and other tracks stay', () => {
    const doc = makeDoc()
    const history = new UndoHistory(doc)
    const change = { dates: { date: '2005-01-01' }, track: { from: 'a', to: 'b' } }
    expect(history.step(() => writeChange(doc, 'e', change))).toBe('done')
    expect(readEntryById(doc, 'events', 'e')).toMatchObject({ date: '2005-01-01', tracks: ['b', 'c'] })
    history.undo()
    expect(readEntryById(doc, 'events', 'e')).toMatchObject({ date: '2004-08-28', tracks: ['a', 'c'] })
  })

  test('what a colleague has changed meanwhile in other fields survives the drop', () => {
    const doc = makeDoc()
    byColleague(doc, (theirs) => updateEntry(theirs, 'events', 'e', { title: 'Treaty of Astana' }))
    expect(writeChange(doc, 'e', { dates: { date: '2005-01-01' } })).toBe('done')
    expect(readEntryById(doc, 'events', 'e')).toMatchObject({ date: '2005-01-01', title: 'Treaty of Astana' })
  })

  test('an event that a colleague has trashed meanwhile does not come back', () => {
    const doc = makeDoc()
    byColleague(doc, (theirs) => trashEvent(theirs, 'e', new Date(0)))
    expect(writeChange(doc, 'e', { dates: { date: '2005-01-01' } })).toBe('gone')
    expect(readEntryById(doc, 'events', 'e')).toMatchObject({
      date: '2004-08-28',
      deletedAt: '1970-01-01T00:00:00.000Z',
    })
  })

  test('an event that is gone altogether stays gone', () => {
    const doc = makeDoc()
    removeEntry(doc, 'events' as never, 'e')
    expect(writeChange(doc, 'e', { track: { from: 'a', to: 'b' } })).toBe('gone')
    expect(readEntryById(doc, 'events', 'e')).toBeUndefined()
  })

  test('a drop where it was writes nothing', () => {
    const doc = makeDoc()
    let updates = 0
    doc.on('update', () => updates++)
    expect(writeChange(doc, 'e', { dates: { date: '2004-08-28' }, track: { from: 'a', to: 'a' } })).toBe('unchanged')
    expect(updates).toBe(0)
  })
})

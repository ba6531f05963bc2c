import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addEvent,
  changeText,
  emptyChronology,
  readChronology,
  readEntryById,
  seedDocument,
  setMember,
  textOf,
  UndoHistory,
  updateEntry,
} from './index.ts'
import { fork, open } from './testing/sample-document.ts'

test('undo takes back only my change', () => {
  const doc = open()
  const history = new UndoHistory(doc)
  const { peer, meet } = fork(doc)
  history.step(() => updateEntry(doc, 'events', 'e1', { kind: 'visit' }))
  changeText(peer, textOf(peer, { collection: 'events', id: 'e1' }, 'title')!, 'Treaty of Astana')
  meet()
  expect(history.undo()).toBe('done')
  expect(readEntryById(doc, 'events', 'e1')).toMatchObject({ kind: 'meeting', title: 'Treaty of Astana' })
  expect(history.redo()).toBe('done')
  expect(readEntryById(doc, 'events', 'e1')).toMatchObject({ kind: 'visit', title: 'Treaty of Astana' })
})

test('undo leaves a field alone that a colleague has set since', () => {
  const doc = open()
  const history = new UndoHistory(doc)
  const { peer, meet } = fork(doc)
  history.step(() => updateEntry(doc, 'events', 'e1', { date: '2005' }))
  meet()
  updateEntry(peer, 'events', 'e1', { date: '2006' })
  meet()
  history.undo()
  expect(readEntryById(doc, 'events', 'e1')?.date).toBe('2006')
})

test('undo of a new event keeps it once a colleague has written in it', () => {
  const doc = open()
  const history = new UndoHistory(doc)
  const { peer, meet } = fork(doc)
  history.step(() => addEvent(doc, { id: 'e2', title: 'Mine' }))
  meet()
  changeText(peer, textOf(peer, { collection: 'events', id: 'e2' }, 'title')!, 'Mine and yours')
  meet()
  expect(history.undo()).toBe('kept for a colleague')
  expect(readEntryById(doc, 'events', 'e2')?.title).toBe('Mine and yours')
})

test('undo of a new event that is only mine removes it, and redo brings it back', () => {
  const doc = open()
  const history = new UndoHistory(doc)
  history.step(() => addEvent(doc, { id: 'e2', title: 'Mine', tracks: ['main'] }))
  expect(history.undo()).toBe('done')
  expect(readEntryById(doc, 'events', 'e2')).toBeUndefined()
  expect(history.redo()).toBe('done')
  expect(readEntryById(doc, 'events', 'e2')).toMatchObject({ title: 'Mine', tracks: ['main'] })
})

test('several edits in one step are one step of undo', () => {
  const doc = open()
  const history = new UndoHistory(doc)
  history.step(() => {
    updateEntry(doc, 'events', 'e1', { date: '2005' })
    setMember(doc, 'e1', 'tracks', 'other', true)
  })
  history.undo()
  expect(readEntryById(doc, 'events', 'e1')).toMatchObject({ date: '2004-08', tracks: ['main'] })
  expect(history.canUndo()).toBe(false)
})

test('a history that is given up leaves nothing in the state of what was undone or deleted', () => {
  const { doc, history, text } = openTitle('First')
  const sizeOf = () => Y.encodeStateAsUpdate(doc).length
  const before = sizeOf()
  const long = 'x'.repeat(100_000)
  history.step(() => changeText(doc, text, `First ${long}`))
  const colleague = new Y.Doc()
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc))
  changeText(colleague, textOf(colleague, { collection: 'events', id: 'a' }, 'title')!, `Very First ${long}`)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague), 'remote')
  history.undo()
  history.step(() => changeText(doc, text, `Very First ${long}`))
  history.step(() => changeText(doc, text, 'Very First meeting'))
  expect(sizeOf()).toBeGreaterThan(200_000)
  expect(history.weight).toBeGreaterThan(200_000)

  history.forget()
  expect(history.weight).toBe(0)
  expect(sizeOf()).toBeLessThan(before + 300)
  expect([history.canUndo(), history.canRedo()]).toEqual([false, false])
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
  expect(textOf(fresh, { collection: 'events', id: 'a' }, 'title')!.toString()).toBe('Very First meeting')
  expect(readChronology(fresh)).toEqual(readChronology(doc))
})

function openTitle(title: string): { doc: Y.Doc; history: UndoHistory; text: Y.Text } {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('CAJ'))
  addEvent(doc, { id: 'a', title })
  return { doc, history: new UndoHistory(doc), text: textOf(doc, { collection: 'events', id: 'a' }, 'title')! }
}

import {
  addEvent,
  changeText,
  emptyChronology,
  seedDocument,
  setMember,
  textOf,
  updateMeta,
} from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ChronologyStore } from './chronology-store.ts'

function open(): { doc: Y.Doc; store: ChronologyStore } {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('CAJ'))
  addEvent(doc, { id: 'a', title: 'First' })
  addEvent(doc, { id: 'b', title: 'Second' })
  return { doc, store: new ChronologyStore(doc) }
}

test('the snapshot is the same object until something changes', () => {
  const { doc, store } = open()
  const before = store.snapshot()
  expect(store.snapshot()).toBe(before)
  setMember(doc, 'a', 'tracks', 'main', true)
  expect(store.snapshot()).not.toBe(before)
  expect(store.snapshot()).toBe(store.snapshot())
})

test('what did not change keeps its identity, so that components render no more than they must', () => {
  const { doc, store } = open()
  const before = store.snapshot()
  changeText(doc, textOf(doc, { collection: 'events', id: 'a' }, 'title')!, 'First meeting')
  const after = store.snapshot()
  expect(after.tracks).toBe(before.tracks)
  expect(after.meta).toBe(before.meta)
  expect(after.events.get('b')).toBe(before.events.get('b'))
  expect(after.events.get('a')?.title).toBe('First meeting')
})

test('a change of the title reaches meta and listeners', () => {
  const { doc, store } = open()
  let heard = 0
  store.subscribe(() => heard++)
  updateMeta(doc, { title: 'Dialogue' })
  expect(store.snapshot().meta.title).toBe('Dialogue')
  expect(heard).toBe(1)
})

test('typing in a commentary wakes nobody here', () => {
  const { doc, store } = open()
  let heard = 0
  store.subscribe(() => heard++)
  doc.transact(() => (doc.getMap('commentary').get('a') as Y.XmlFragment).insert(0, [new Y.XmlElement('paragraph')]))
  expect(heard).toBe(0)
})

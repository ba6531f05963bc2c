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

test('what is shown is short and in order, what is edited is as it was written', () => {
  const { doc, store } = open()
  const title = `\u202e${'x'.repeat(3_000_000)}`
  updateMeta(doc, { title, description: 'x'.repeat(20_000) })
  changeText(doc, textOf(doc, { collection: 'events', id: 'a' }, 'title')!, title)
  expect(store.snapshot().events.get('a')?.title).toMatch(/^⟨U\+202E⟩x{498}…$/)
  expect(store.snapshot().meta.title).toMatch(/^⟨U\+202E⟩x{498}…$/)
  expect(store.snapshot().meta.description).toHaveLength(10_000)
  expect(store.whole().events.get('a')?.title).toBe(title)
  expect(store.whole().meta.title).toBe(title)
  expect(store.snapshot().events.get('b')).toBe(store.whole().events.get('b'))
  // The same where the document is opened.
  const again = new ChronologyStore(doc)
  expect(again.snapshot()).toEqual(store.snapshot())
  expect(again.whole()).toEqual(store.whole())
})

test('whatever a hostile client puts into a field, it has its type here', () => {
  const { doc, store } = open()
  const event = doc.getMap('events').get('a') as Y.Map<unknown>
  for (const [field, odd] of Object.entries({ date: 5, kind: {}, place: 'Astana', participants: 7, citations: null })) {
    event.set(field, odd)
  }
  doc.getMap('events').set('odd', 5 as never)
  for (const snapshot of [store.snapshot(), store.whole()]) {
    expect(snapshot.events.get('a')).toMatchObject({ date: '5', kind: 'context', participants: [], citations: [] })
    expect(snapshot.events.get('a')?.place).toBeUndefined()
    expect(snapshot.events.has('odd')).toBe(false)
  }
})

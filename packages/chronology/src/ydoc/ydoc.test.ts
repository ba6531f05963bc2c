import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { RichText } from '../rich-text-types.ts'
import {
  addEvent,
  changeText,
  commentaryOf,
  putCitation,
  readChronology,
  readEntryById,
  seedDocument,
  setMember,
  textOf,
  trashEvent,
  UndoHistory,
  updateEntry,
  watchDocument,
  type DocumentChange,
} from './index.ts'
import { fork, makeChronology, open } from './testing/sample-document.ts'

const NOW = new Date('2026-01-02T03:04:05Z')

test('a seeded document reads back as the same chronology, with everything a newer version added', () => {
  const read = readChronology(open())
  const { events, extra } = makeChronology()
  // Marks without attributes come back with empty ones left out, in alphabetical order.
  expect(read.events).toEqual(events)
  expect(read.extra).toEqual(extra)
  expect(read.meta).toEqual({ title: 'CAJ', language: 'en' })
})

test('seeding twice is refused: it would double every text', () => {
  const doc = open()
  expect(() => seedDocument(doc, makeChronology())).toThrow(/content already/)
})

test('two people typing in one title both keep their letters', () => {
  const doc = open()
  const { peer, meet } = fork(doc)
  changeText(doc, textOf(doc, { collection: 'events', id: 'e1' }, 'title')!, 'The Treaty')
  changeText(peer, textOf(peer, { collection: 'events', id: 'e1' }, 'title')!, 'Treaty of Astana')
  meet()
  expect(readEntryById(doc, 'events', 'e1')?.title).toBe('The Treaty of Astana')
  expect(readChronology(peer)).toEqual(readChronology(doc))
})

test('changeText never cuts a surrogate pair in two', () => {
  const doc = open()
  const text = textOf(doc, { collection: 'events', id: 'e1' }, 'title')!
  changeText(doc, text, '😀')
  changeText(doc, text, '😁')
  expect(text.toString()).toBe('😁')
  changeText(doc, text, '𠮷野家')
  changeText(doc, text, '𠮸野家')
  expect(text.toString()).toBe('𠮸野家')
  changeText(doc, text, 'half \ud83d')
  expect(text.toString()).toBe('half \ufffd')
})

test('two people adding a theme both win', () => {
  const doc = open()
  const { peer, meet } = fork(doc)
  setMember(doc, 'e1', 'themes', 'c', true)
  setMember(peer, 'e1', 'themes', 'd', true)
  setMember(peer, 'e1', 'themes', 'a', false)
  meet()
  expect(readEntryById(doc, 'events', 'e1')?.themes).toEqual(['b', 'c', 'd'])
})

test('a set that came after the document takes members of two people, and each can be taken out again', () => {
  const doc = open()
  // What every document of before has: no key at all.
  expect(
    [...doc.getMap<Y.Map<unknown>>('events').get('e1')!.keys()].filter((key) => key.startsWith('concerns')),
  ).toEqual([])
  const { peer, meet } = fork(doc)
  const history = new UndoHistory(doc)
  history.step(() => setMember(doc, 'e1', 'concerns', 'org-b', true))
  setMember(peer, 'e1', 'concerns', 'org-a', true)
  meet()
  expect(readEntryById(doc, 'events', 'e1')?.concerns).toEqual(['org-a', 'org-b'])
  const again = open(readChronology(peer))
  expect(readChronology(again)).toEqual(readChronology(doc))
  setMember(peer, 'e1', 'concerns', 'org-a', false)
  history.undo()
  meet()
  expect(readEntryById(doc, 'events', 'e1')).toMatchObject({ concerns: [], participants: [] })
  expect(Object.keys(readEntryById(doc, 'events', 'e1')!).filter((key) => key.includes(':'))).toEqual([])
})

test('what an older program has kept under the name of a later set is in it, and can be taken out', () => {
  const doc = open()
  doc.getMap<Y.Map<unknown>>('events').get('e1')!.set('concerns', ['org-b', 'org-a', 7])
  setMember(doc, 'e1', 'concerns', 'org-c', true)
  expect(readEntryById(doc, 'events', 'e1')?.concerns).toEqual(['org-a', 'org-b', 'org-c'])
  setMember(doc, 'e1', 'concerns', 'org-a', false)
  setMember(doc, 'e1', 'concerns', 'org-c', false)
  expect(readEntryById(doc, 'events', 'e1')?.concerns).toEqual(['org-b'])
})

test('an edit to an event that a colleague trashed is kept, and does not bring the event back', () => {
  const doc = open()
  const { peer, meet } = fork(doc)
  trashEvent(peer, 'e1', NOW)
  updateEntry(doc, 'events', 'e1', { date: '2004-08-28' })
  meet()
  expect(readChronology(doc).events).toEqual([])
  const [event] = readChronology(doc, { trash: 'with' }).events
  expect(event).toMatchObject({ date: '2004-08-28', deletedAt: NOW.toISOString() })
})

test('an export leaves out what speaks of trashed events', () => {
  const chronology = makeChronology()
  chronology.relations = [{ id: 'r', from: 'e1', to: 'e1', type: 'after' }]
  chronology.claims = [{ id: 'k', about: { type: 'event', id: 'e1', field: 'date' }, value: '2004' }]
  chronology.disputes = [{ id: 'd', title: 'When', about: [{ type: 'event', id: 'e1' }] }]
  const doc = open(chronology)
  trashEvent(doc, 'e1', NOW)
  const read = readChronology(doc)
  expect([read.relations, read.claims, read.disputes[0]?.about]).toEqual([[], [], []])
})

test('watchDocument names what changed, once per transaction', () => {
  const doc = open()
  const seen: DocumentChange[] = []
  const stop = watchDocument(doc, (change) => seen.push(change))
  putCitation(doc, 'e1', { id: 'c2', sourceId: 's2' })
  addEvent(doc, { id: 'e2', title: 'New' })
  changeText(doc, textOf(doc, 'meta', 'title')!, 'CAJ!')
  commentaryOf(doc, 'e1')!.delete(0, 1)
  stop()
  updateEntry(doc, 'events', 'e1', { kind: 'visit' })
  expect(
    seen.map((change) => ({
      ...change,
      entries: [...(change.entries.events ?? [])],
      commentary: [...change.commentary],
    })),
  ).toEqual([
    { meta: false, entries: ['e1'], commentary: [], local: true },
    { meta: false, entries: ['e2'], commentary: ['e2'], local: true },
    { meta: true, entries: [], commentary: [], local: true },
    { meta: false, entries: [], commentary: ['e1'], local: true },
  ])
})

test('commentary nested 5,000 deep neither overflows the stack when written nor when read', () => {
  let node = { type: 'paragraph' } as RichText['content'][number]
  for (let depth = 0; depth < 5000; depth++) node = { type: 'blockquote', content: [node] }
  const chronology = makeChronology()
  chronology.commentary = { type: 'doc', content: [node] }
  expect(readChronology(open(chronology)).commentary.content).toHaveLength(1)
})

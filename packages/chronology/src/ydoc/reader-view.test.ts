import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addEntry,
  addEvent,
  changeText,
  edit,
  emptyChronology,
  readChronology,
  readerView,
  removeEntry,
  restoreEvent,
  seedDocument,
  textOf,
  trashEvent,
  updateEntry,
  writeRichText,
  commentaryOf,
} from './index.ts'

const NOW = new Date('2026-01-02T03:04:05Z')
const SECRET = 'MARKER'

test('nothing of an event in the trash is in the bytes of what readers see', () => {
  const doc = open()
  trash(doc)
  const view = viewOf(doc)
  expect(bytesOf(doc)).toContain(SECRET)
  expect(bytesOf(view)).not.toContain(SECRET)
  const read = readChronology(view)
  expect(read).toEqual(readChronology(doc))
  expect([read.claims, read.relations, read.documents[0]?.adoptedAt]).toEqual([[], [], undefined])
})

test('hiding makes nothing new: a copy that readers have reached is one that all have reached', () => {
  const doc = open()
  trash(doc)
  expect(Y.encodeStateVector(viewOf(doc))).toEqual(Y.encodeStateVector(doc))
})

test('what a colleague writes into an event in the trash does not reach the copy', () => {
  const doc = open()
  trash(doc)
  const view = viewOf(doc)
  const updates: Uint8Array[] = []
  view.on('update', (update: Uint8Array) => updates.push(update))
  doc.on('update', (update: Uint8Array, _origin, _doc, transaction: Y.Transaction) =>
    view.transact(() => {
      Y.applyUpdate(view, update)
      if (readerView.concerns(transaction)) readerView.hide(view, doc)
    }),
  )
  changeText(doc, textOf(doc, { collection: 'events', id: 'e1' }, 'title')!, `${SECRET} again`)
  updateEntry(doc, 'events', 'e1', { dateNote: SECRET })
  commentaryOf(doc, 'e1')!.insert(0, [new Y.XmlText(SECRET)])
  addEntry(doc, 'claims', { id: 'k2', about: { type: 'event', id: 'e1' }, value: SECRET })
  addEntry(doc, 'claims', { id: 'k3', about: { type: 'event', id: 'e2' }, value: '2005', note: SECRET })
  expect(updates.map(textOfBytes).join('')).toContain('2005')
  updates.length = 0
  updateEntry(doc, 'claims', 'k3', { about: { type: 'event', id: 'e1' } })
  updateEntry(doc, 'claims', 'k3', { note: `${SECRET} and more` })
  expect(updates.map(textOfBytes).join('')).not.toContain(SECRET)
  expect(readChronology(view)).toEqual(readChronology(doc))
})

test.each<[string, boolean, (doc: Y.Doc) => void]>([
  [
    'typing in a title',
    false,
    (doc) => changeText(doc, textOf(doc, { collection: 'events', id: 'e1' }, 'title')!, 'x'),
  ],
  ['a date', false, (doc) => updateEntry(doc, 'events', 'e1', { date: '2005' })],
  ['a word of commentary', false, (doc) => commentaryOf(doc, 'e1')!.insert(0, [new Y.XmlText('x')])],
  ['a track', false, (doc) => removeEntry(doc, 'tracks', 'main')],
  ['the trash', true, (doc) => trashEvent(doc, 'e1', NOW)],
  ['a new event', true, (doc) => addEvent(doc, { id: 'e3' })],
  ['a claim', true, (doc) => removeEntry(doc, 'claims', 'k1')],
  ['the end of a relation', true, (doc) => updateEntry(doc, 'relations', 'r1', { to: 'e1' })],
])('%s may change what is hidden: %s', (_what, expected, change) => {
  const doc = open()
  const seen: boolean[] = []
  doc.on('update', (_update, _origin, _doc, transaction: Y.Transaction) => seen.push(readerView.concerns(transaction)))
  change(doc)
  expect(seen).toEqual([expected])
})

test('the epoch changes when something leaves the trash, and only then', () => {
  const doc = open()
  const first = readerView.epoch(doc)
  trash(doc)
  updateEntry(doc, 'events', 'e2', { date: '2006' })
  addEvent(doc, { id: 'e3' })
  expect([first, readerView.epoch(doc)]).toEqual(['0', '0'])
  const seen = new Set([first])
  for (let n = 0; n < 20; n++) {
    restoreEvent(doc, 'e1')
    seen.add(readerView.epoch(doc))
    trash(doc)
    seen.add(readerView.epoch(doc))
  }
  expect(seen.size).toBe(21)
})

test('the epoch changes when a claim that was hidden is about another event', () => {
  const doc = open()
  trash(doc)
  const before = readerView.epoch(doc)
  updateEntry(doc, 'claims', 'k1', { about: { type: 'event', id: 'e2' } })
  expect(readerView.epoch(doc)).not.toBe(before)
})

test('before anything was ever in the trash, no epoch changes', () => {
  const doc = open()
  updateEntry(doc, 'claims', 'k1', { about: { type: 'event', id: 'e2' } })
  edit(doc, () => doc.getMap('events').set('e2', new Y.Map()))
  expect(readerView.epoch(doc)).toBe('0')
})

test('the epoch outlives storing and loading, also where Yjs gave up content and merged', () => {
  const doc = open()
  for (let n = 0; n < 5; n++) {
    trash(doc)
    trashEvent(doc, 'e2', NOW)
    restoreEvent(doc, 'e1')
    restoreEvent(doc, 'e2')
  }
  trash(doc)
  const wanted = readerView.epoch(doc)
  expect(wanted).not.toBe('0')
  let copy = doc
  for (const encode of ['v1', 'v2', 'v1', 'v2']) {
    const next = new Y.Doc()
    if (encode === 'v1') Y.applyUpdate(next, Y.encodeStateAsUpdate(copy))
    else Y.applyUpdateV2(next, Y.encodeStateAsUpdateV2(copy))
    copy = next
    expect(readerView.epoch(copy)).toBe(wanted)
  }
})

function open(): Y.Doc {
  const doc = new Y.Doc()
  seedDocument(doc, {
    ...emptyChronology('CAJ'),
    documents: [{ id: 'd1', title: 'Communiqué', adoptedAt: 'e1' }],
    relations: [{ id: 'r1', from: 'e1', to: 'e2', type: 'after', note: SECRET }],
    claims: [{ id: 'k1', about: { type: 'event', id: 'e1', field: 'date' }, value: '2004', note: SECRET }],
  })
  addEvent(doc, { id: 'e1', title: SECRET, place: { name: SECRET } })
  writeRichText(commentaryOf(doc, 'e1')!, {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: SECRET }] }],
  })
  addEvent(doc, { id: 'e2', title: 'Treaty' })
  return doc
}

function trash(doc: Y.Doc): void {
  trashEvent(doc, 'e1', NOW)
}

function viewOf(doc: Y.Doc): Y.Doc {
  const view = new Y.Doc()
  view.transact(() => {
    Y.applyUpdate(view, Y.encodeStateAsUpdate(doc))
    readerView.hide(view, doc)
  })
  return view
}

function bytesOf(doc: Y.Doc): string {
  return textOfBytes(Y.encodeStateAsUpdate(doc))
}

function textOfBytes(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** What a hostile client can put into a shared document: nobody may fall over it. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { canonicalJson } from '../canonical-json.ts'
import { commentaryOf, orderBetween, readChronology, setMember, textOf, updateEntry } from './index.ts'
import { emptyChronology, seedDocument } from './seed.ts'

const ODD: Record<string, () => unknown> = {
  'a document': () => new Y.Doc(),
  'a text': () => new Y.Text('x'),
  'a list': () => new Y.Array(),
  'an element': () => new Y.XmlElement('p'),
  'a text of an editor': () => new Y.XmlText('x'),
  'a map': () => new Y.Map(),
  bytes: () => new Uint8Array(3),
  'a number': () => 1,
  'a big number': () => 12n,
  'an object whose toString is none': () => ({ toString: 1, valueOf: 2 }),
  null: () => null,
}

for (const [name, make] of Object.entries(ODD)) {
  test(`${name} where an entry, a commentary or a value belongs does no harm`, () => {
    const doc = new Y.Doc()
    seedDocument(doc, emptyChronology('Title'))
    doc.getMap('events').set('odd', make())
    doc.getMap('commentary').set('odd', make())
    doc.getMap('commentary').set('chronology', make())
    for (const field of ['language', 'later']) doc.getMap('meta').set(field, make())
    doc.getMap('extra').set('later', make())
    const entry = new Y.Map<unknown>()
    doc.getMap('events').set('e1', entry)
    for (const field of ['title', 'date', 'tracks', 'citations', 'later']) entry.set(field, make())
    const records = new Y.Map<unknown>()
    entry.set('citations', records)
    records.set('c1', make())
    const chronology = readChronology(doc, { trash: 'with' })
    expect(chronology.meta.title).toBe('Title')
    expect(JSON.stringify(canonicalJson(chronology)).length).toBeLessThan(2000)
    expect(() => {
      textOf(doc, { collection: 'events', id: 'odd' }, 'title')
      commentaryOf(doc, 'odd')
      for (const id of ['odd', 'e1']) updateEntry(doc, 'events', id, { date: '2004', mode: 'online' })
      setMember(doc, 'odd', 'tracks', 'main', true)
    }).not.toThrow()
  })
}

test.each(['', 'zz!!', 'a', '\ud800', 'A'])('after an order of %j there is room for another', (order) => {
  expect(orderBetween(order, null) > order).toBe(true)
})

/** The ordinary chronology that hostile documents begin with. For tests. */
import * as Y from 'yjs'
import type { Collection } from '../../types.ts'
import { fillEntry } from '../entries.ts'
import { emptyChronology, seedDocument } from '../seed.ts'
import { collectionMap, commentaryMap, type Entry } from '../shape.ts'

export const ORDINARY_EVENTS = 6

export function seedOrdinary(doc: Y.Doc): void {
  seedDocument(doc, emptyChronology('An odd chronology'))
  add(doc, 'tracks', 't1', { name: 'First track', order: 'a0', colour: 0 })
  add(doc, 'tracks', 't2', { name: 'Second track', order: 'a1', colour: 1 })
  add(doc, 'themes', 'h1', { label: 'A theme' })
  add(doc, 'actors', 'a1', { name: 'Somebody', kind: 'person' })
  add(doc, 'sources', 's1', { type: 'book', title: 'A source' })
  add(doc, 'documents', 'd1', { title: 'A document', adoptedAt: 'e0', sourceId: 's1' })
  for (let n = 0; n < ORDINARY_EVENTS; n++) {
    add(doc, 'events', `e${n}`, {
      title: `Event ${n}`,
      date: `${2004 + n}-08`,
      kind: 'meeting',
      tracks: ['t1'],
      participants: ['a1'],
      citations: [{ id: 'c1', sourceId: 's1', locator: '7' }],
    })
  }
  add(doc, 'relations', 'r1', { from: 'e0', to: 'e1', type: 'before' })
  add(doc, 'disputes', 'x1', { title: 'When it was', about: [{ type: 'event', id: 'e0', field: 'date' }] })
  add(doc, 'claims', 'k1', { about: { type: 'event', id: 'e0', field: 'date' }, value: '2005', sourceId: 's1' })
}

/** An entry of any shape. The title of an event is a Y.Text, whatever is in it. */
export function add(doc: Y.Doc, collection: Collection, id: string, plain: Record<string, unknown>): Entry {
  const entry: Entry = new Y.Map()
  doc.transact(() => {
    collectionMap(doc, collection).set(id, entry)
    fillEntry(entry, collection, plain)
    if (collection === 'events') commentaryMap(doc).set(id, new Y.XmlFragment())
  })
  return entry
}

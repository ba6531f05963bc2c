/** Oddities of whole lists: their fields, ids, dates and numbers. For tests. */
import * as Y from 'yjs'
import { COLLECTIONS, type Collection } from '../../types.ts'
import { collectionMap, commentaryMap, type Entry, extraMap, metaMap } from '../shape.ts'
import { type Draw, ODD_DATES, ODD_IDS, ODD_TEXTS, oddValue } from './hostile-values.ts'
import { add, ORDINARY_EVENTS } from './ordinary-document.ts'

/** Does something odd to a document that was ordinary. */
export type Oddity = (doc: Y.Doc, draw: Draw) => void

export const SETTABLE_FIELDS: Record<Collection | 'meta', readonly string[]> = {
  meta: ['title', 'subtitle', 'language', 'asOf', 'description', 'schemaVersion', 'later'],
  tracks: ['name', 'order', 'colour', 'description', 'later'],
  themes: ['label', 'broader', 'later'],
  actors: ['name', 'kind', 'role', 'later'],
  documents: ['title', 'type', 'date', 'adoptedAt', 'sourceId', 'note', 'later'],
  sources: ['type', 'title', 'author', 'issued', 'URL', 'DOI', 'custom', 'container-title', 'page', 'language'],
  events: [
    'title',
    'date',
    'endDate',
    'dateBasis',
    'dateNote',
    'certainty',
    'kind',
    'ordinal',
    'mode',
    'place',
    'layer',
    'tracks',
    'themes',
    'participants',
    'concerns',
    'concerns:a1',
    'documents',
    'citations',
    'deletedAt',
    'createdBy',
    'later',
  ],
  relations: ['from', 'to', 'type', 'later'],
  disputes: ['title', 'type', 'description', 'kind', 'severity', 'about', 'later'],
  claims: ['about', 'value', 'sourceId', 'label', 'locator', 'citations', 'note', 'dispute', 'preferred', 'later'],
}

const TEXT_FIELDS = new Set(['title', 'subtitle', 'name', 'label', 'value', 'note', 'description', 'dateNote', 'role'])

const MANY_EVENTS = 5000

export const ODD_ENTRIES: Record<string, Oddity> = {
  'fields of every entry with values of other types': (doc, draw) => {
    for (const collection of COLLECTIONS) {
      for (const entry of collectionMap(doc, collection).values()) {
        if (!((entry as unknown) instanceof Y.Map)) continue
        for (const field of SETTABLE_FIELDS[collection]) if (draw.chance(0.4)) entry.set(field, oddValue(draw))
      }
    }
  },
  'one field after the other with values of other types': (doc, draw) => {
    const collection = draw.pick(COLLECTIONS)
    for (const [n, field] of SETTABLE_FIELDS[collection].entries()) {
      add(doc, collection, `odd${n}`, {}).set(field, oddValue(draw))
    }
  },
  'entries that are none': (doc, draw) => {
    for (const collection of COLLECTIONS) {
      for (const id of ['no-entry', draw.pick(ODD_IDS)]) collectionMap(doc, collection).set(id, oddValue(draw) as Entry)
    }
    for (const id of ['e1', 'chronology', 'no-entry']) commentaryMap(doc).set(id, oddValue(draw) as Y.XmlFragment)
    extraMap(doc).set('later', oddValue(draw))
  },
  'entries without a single field': (doc) => {
    for (const collection of COLLECTIONS) collectionMap(doc, collection).set('empty', new Y.Map())
  },
  'odd texts in every field of text': (doc, draw) => {
    for (const collection of COLLECTIONS) {
      for (const entry of collectionMap(doc, collection).values()) {
        if (!((entry as unknown) instanceof Y.Map)) continue
        for (const field of SETTABLE_FIELDS[collection]) {
          if (!TEXT_FIELDS.has(field) || !draw.chance(0.6)) continue
          const text = draw.pick(ODD_TEXTS)
          entry.set(field, draw.chance(0.5) ? new Y.Text(text) : text)
        }
      }
    }
  },
  'texts of half a million characters': (doc, draw) => {
    const long = draw.pick(['x', 'word ', '中', '😀', '\u0301', '<b>']).repeat(60_000)
    add(doc, 'events', 'long', { title: long, date: '2004', dateNote: long, mode: long, kind: long })
    add(doc, 'actors', 'long', { name: long, kind: 'person', role: long })
    metaMap(doc).set('title', new Y.Text(long))
  },
  'odd dates': (doc, draw) => {
    for (const [n, date] of ODD_DATES.entries()) {
      const endDate = draw.chance(0.3) ? draw.pick(ODD_DATES) : undefined
      add(doc, 'events', `date${n}`, {
        title: `Dated ${date.slice(0, 20)}`,
        date,
        endDate,
        kind: 'phase',
        tracks: ['t2'],
      })
    }
    metaMap(doc).set('asOf', draw.pick(ODD_DATES))
  },
  'one far date': (doc, draw) => {
    const date = draw.pick(['Y-300000', 'Y300000', 'Y-48000', 'Y-200000', 'Y1E12', 'Y-1E308', 'Y-4500000000/2004'])
    add(doc, 'events', 'far', { title: 'Far away', date, kind: 'era', tracks: ['t1'] })
  },
  'years to 10^12 on both sides': (doc, draw) => {
    addNumbered(doc, 60, (n) => {
      const year = Math.round(10 ** (draw.below(12_000) / 1000)) * (n % 2 ? 1 : -1)
      const date = Math.abs(year) > 9999 ? `Y${year}` : `${year < 0 ? '-' : ''}${`${Math.abs(year)}`.padStart(4, '0')}`
      return { date, tracks: ['t1'] }
    })
  },
  'thousands of events of one day': (doc) => {
    addNumbered(doc, MANY_EVENTS, () => ({ date: '2004-08-28', tracks: ['t1'] }))
  },
  'thousands of events that nobody dated': (doc) => {
    addNumbered(doc, 2000, () => ({ date: '' }))
  },
  'nothing at all': (doc) => {
    for (const collection of COLLECTIONS) {
      for (const id of collectionMap(doc, collection).keys()) collectionMap(doc, collection).delete(id)
    }
  },
  'ids that are something else elsewhere': (doc, draw) => {
    for (const id of ODD_IDS) {
      add(doc, 'events', id, {
        title: `Id ${id.slice(0, 20)}`,
        date: '2010',
        tracks: [draw.pick(ODD_IDS)],
        kind: 'visit',
      })
      add(doc, 'tracks', id, {
        name: `Track ${id.slice(0, 20)}`,
        order: draw.pick(ODD_IDS),
        colour: draw.below(12) - 2,
      })
      add(doc, 'actors', id, { name: id, kind: id })
      add(doc, 'relations', id, { from: id, to: draw.pick(ODD_IDS), type: id })
    }
  },
  'relations in circles': (doc) => {
    for (let n = 0; n < ORDINARY_EVENTS; n++) {
      for (const type of ['before', 'after', 'part-of', 'same-as', 'no-such-type']) {
        add(doc, 'relations', `${type}${n}`, { from: `e${n}`, to: `e${(n + 1) % ORDINARY_EVENTS}`, type })
      }
      add(doc, 'relations', `self${n}`, { from: `e${n}`, to: `e${n}`, type: 'part-of' })
      add(doc, 'themes', `c${n}`, { label: `Theme ${n}`, broader: `c${(n + 1) % ORDINARY_EVENTS}` })
    }
  },
}

/** The title of an event is a Y.Text, whatever is in it. */
function addNumbered(doc: Y.Doc, count: number, make: (n: number) => Record<string, unknown>): void {
  for (let n = 0; n < count; n++) add(doc, 'events', `n${n}`, { title: `Number ${n}`, kind: 'meeting', ...make(n) })
}

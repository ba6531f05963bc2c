/**
 * Documents such as a hostile or merely odd writer may leave, from a seed: what an update may carry at all (values and
 * types nested less than 100 levels deep, no documents in the document), with everything else wrong. For tests.
 */
import * as Y from 'yjs'
import { COLLECTIONS, type Collection } from '../../types.ts'
import { fillEntry } from '../entries.ts'
import { emptyChronology, seedDocument } from '../seed.ts'
import { collectionMap, commentaryMap, type Entry, extraMap, metaMap } from '../shape.ts'
import { fillHostileFragment } from './hostile-rich-text.ts'
import { type Draw, ODD_DATES, ODD_IDS, ODD_TEXTS, oddValue } from './hostile-values.ts'

export interface HostileDocument {
  /** As it comes over the wire, where half a surrogate pair becomes U+FFFD, also in an id. */
  doc: Y.Doc
  /** All of it, in pieces that are no work for anybody. */
  updates: Uint8Array[]
  /** What was done to it, in words. */
  oddities: string[]
  /** Ids of the events that are entries at all and not in the trash: each of them must be found everywhere. */
  events: Set<string>
}

const ORDINARY_EVENTS = 6
const MANY_EVENTS = 5000
const MAX_ODDITIES = 4
const MERGED_AT_ONCE = 100

const FIELDS: Record<Collection | 'meta', readonly string[]> = {
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

/** The document of one seed: an ordinary chronology with one to four oddities. */
export function hostileDocument(draw: Draw): HostileDocument {
  const made = new Y.Doc()
  const updates: Uint8Array[] = []
  made.on('update', (update: Uint8Array) => updates.push(update))
  const oddities: string[] = []
  made.transact(() => seedOrdinary(made))
  const names = Object.keys(ODDITIES)
  for (let left = 1 + draw.below(MAX_ODDITIES); left > 0; left--) {
    const name = draw.pick(names)
    ODDITIES[name]?.(made, draw)
    oddities.push(name)
  }
  made.destroy()
  const doc = new Y.Doc()
  const parts = inParts(updates)
  for (const part of parts) Y.applyUpdate(doc, part)
  return { doc, updates: parts, oddities, events: liveEvents(doc) }
}

function inParts(updates: readonly Uint8Array[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < updates.length; at += MERGED_AT_ONCE) {
    parts.push(Y.mergeUpdates(updates.slice(at, at + MERGED_AT_ONCE)))
  }
  return parts
}

function liveEvents(doc: Y.Doc): Set<string> {
  const events = new Set<string>()
  for (const [id, entry] of collectionMap(doc, 'events').entries()) {
    if ((entry as unknown) instanceof Y.Map && !entry.get('deletedAt')) events.add(id)
  }
  return events
}

function seedOrdinary(doc: Y.Doc): void {
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

function add(doc: Y.Doc, collection: Collection, id: string, plain: Record<string, unknown>): Entry {
  const entry: Entry = new Y.Map()
  doc.transact(() => {
    collectionMap(doc, collection).set(id, entry)
    fillEntry(entry, collection, plain)
    if (collection === 'events') commentaryMap(doc).set(id, new Y.XmlFragment())
  })
  return entry
}

/** The title of an event is a Y.Text, whatever is in it. */
function addNumbered(doc: Y.Doc, count: number, make: (n: number) => Record<string, unknown>): void {
  for (let n = 0; n < count; n++) add(doc, 'events', `n${n}`, { title: `Number ${n}`, kind: 'meeting', ...make(n) })
}

const ODDITIES: Record<string, (doc: Y.Doc, draw: Draw) => void> = {
  'fields of every entry with values of other types': (doc, draw) => {
    for (const collection of COLLECTIONS) {
      for (const entry of collectionMap(doc, collection).values()) {
        if (!((entry as unknown) instanceof Y.Map)) continue
        for (const field of FIELDS[collection]) if (draw.chance(0.4)) entry.set(field, oddValue(draw))
      }
    }
  },
  'one field after the other with values of other types': (doc, draw) => {
    const collection = draw.pick(COLLECTIONS)
    for (const [n, field] of FIELDS[collection].entries()) {
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
        for (const field of FIELDS[collection]) {
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
  'references to what is not there': (doc, draw) => {
    const gone = ['gone', ...ODD_IDS]
    add(doc, 'events', 'lost', {
      title: 'Refers to nothing',
      date: '2006',
      tracks: gone,
      themes: gone,
      participants: gone,
      documents: gone,
      citations: gone.map((sourceId, n) => ({ id: `c${n}`, sourceId })),
    })
    add(doc, 'documents', 'lost', { title: 'Adopted nowhere', adoptedAt: 'gone', sourceId: 'gone' })
    add(doc, 'relations', 'lost', { from: 'gone', to: 'e0', type: 'before' })
    add(doc, 'claims', 'lost', { about: { type: 'event', id: 'gone', field: 'date' }, value: 'x', dispute: 'gone' })
    add(doc, 'claims', 'lost2', { about: { type: 'hologram' }, value: draw.pick(ODD_TEXTS), sourceId: 'gone' })
    add(doc, 'disputes', 'lost', { title: 'About nothing', about: [{ type: 'event', id: 'gone' }, {}, { type: 'x' }] })
  },
  'thousands of members of one event': (doc) => {
    const ids = Array.from({ length: 3000 }, (_, n) => `m${n}`)
    const citations = ids.map((id) => ({ id, sourceId: 's1', locator: id }))
    add(doc, 'events', 'crowded', {
      title: 'Crowded',
      date: '2005',
      tracks: ids,
      themes: ids,
      participants: ids,
      documents: ids,
      citations,
    })
  },
  'hundreds of tracks': (doc, draw) => {
    for (let n = 0; n < 400; n++) {
      const order = draw.pick(['a0', '', 'zz', `a${n}`, '!'])
      add(doc, 'tracks', `many${n}`, { name: `Track ${n}`, order, colour: n })
      add(doc, 'events', `in${n}`, {
        title: `In track ${n}`,
        date: `${1900 + (n % 120)}`,
        kind: 'policy',
        tracks: [`many${n}`],
      })
    }
  },
  'words that this version does not know': (doc, draw) => {
    for (const [n, word] of ['hologram', '', 'toString', '__proto__', draw.pick(ODD_TEXTS)].entries()) {
      add(doc, 'events', `word${n}`, {
        title: `Word ${n}`,
        date: '2007',
        kind: word,
        certainty: word,
        dateBasis: word,
        mode: word,
        ordinal: { value: word, status: n },
        place: draw.chance(0.5) ? { name: 7, city: [] } : { name: word },
      })
    }
  },
  commentaries: (doc, draw) => {
    for (let n = 0; n < ORDINARY_EVENTS; n++) {
      const fragment = new Y.XmlFragment()
      commentaryMap(doc).set(`e${n}`, fragment)
      doc.transact(() => fillHostileFragment(fragment, draw))
    }
    const introduction = new Y.XmlFragment()
    commentaryMap(doc).set('chronology', introduction)
    doc.transact(() => fillHostileFragment(introduction, draw))
  },
  'sources that are no CSL': (doc, draw) => {
    const names = [
      [],
      [{}],
      [null],
      'x',
      7,
      [{ family: 7 }],
      [{ literal: draw.pick(ODD_TEXTS) }],
      [{ given: [], family: {} }],
    ]
    for (const [n, author] of names.entries()) {
      add(doc, 'sources', `csl${n}`, {
        type: n % 2 ? 'hologram' : 7,
        title: draw.pick([7, null, [], ...ODD_TEXTS]),
        author,
        editor: author,
        issued: draw.pick([
          {},
          { 'date-parts': 7 },
          { 'date-parts': [[]] },
          { 'date-parts': [['x', 99, -4]] },
          { raw: {} },
          'x',
          null,
        ]),
        URL: draw.pick(['javascript:alert(1)', 'http://', '\u0000', 7, 'https://example.org/']),
        custom: draw.pick([null, 7, 'x', []]),
      })
      add(doc, 'events', `cites${n}`, {
        title: `Cites ${n}`,
        date: '2008',
        citations: [
          {
            id: 'c',
            sourceId: `csl${n}`,
            locator: draw.pick([7, {}, ...ODD_TEXTS]),
            label: draw.pick(['hologram', 7]),
          },
        ],
      })
    }
  },
  'readings of everything': (doc, draw) => {
    const types = ['event', 'track', 'document', 'source', 'actor', 'chronology', 'hologram', 7]
    for (const [n, type] of types.entries()) {
      for (const field of ['date', 'title', 'place', 'toString', '', 7]) {
        const about = { type, id: draw.pick(['e0', 'e1', 'gone', 7, undefined]), field }
        add(doc, 'claims', `${n}${field}`, {
          about,
          value: draw.pick([...ODD_DATES, ...ODD_TEXTS]),
          preferred: draw.pick([true, 'x', 1]),
          citations: draw.pick([7, [{}], [{ id: 'c', sourceId: 's1' }]]),
          dispute: 'x1',
        })
        add(doc, 'disputes', `${n}${field}`, {
          title: draw.pick(ODD_TEXTS),
          about: draw.pick([[about], 7, [null], []]),
        })
      }
    }
  },
  'a meta that is none': (doc, draw) => {
    for (const field of FIELDS.meta) if (draw.chance(0.6)) metaMap(doc).set(field, oddValue(draw))
    metaMap(doc).set(
      'language',
      draw.pick(['xx-invalid-!!', 'tlh', '', 'en-u-ca-hebrew', 7, 'a'.repeat(5000), 'ja-Latn']),
    )
  },
  'orders and colours that are none': (doc, draw) => {
    for (const [n, order] of [0, null, '', '!', 'zzzz', 'a0', 'a0', {}, '\ud800'].entries()) {
      const track = add(doc, 'tracks', `order${n}`, { name: `Order ${n}` })
      track.set('order', order)
      track.set('colour', draw.pick([-1, 1e9, 'red', null, Number.NaN, 0.5, [], '0']))
      add(doc, 'events', `ordered${n}`, { title: `Ordered ${n}`, date: '2009', tracks: [`order${n}`] })
    }
  },
  'a trash that is odd': (doc, draw) => {
    for (const [n, deletedAt] of ['x', 7, true, {}, '', 0, null, '2004-01-01T00:00:00Z'].entries()) {
      const entry = add(doc, 'events', `trash${n}`, { title: `Trash ${n}`, date: draw.pick(ODD_DATES) })
      entry.set('deletedAt', deletedAt)
    }
  },
}

/** Oddities of what entries say: references, crowds, words, sources, claims. For tests. */
import * as Y from 'yjs'
import { commentaryMap, metaMap } from '../shape.ts'
import { fillHostileFragment } from './hostile-rich-text.ts'
import { ODD_DATES, ODD_IDS, ODD_TEXTS, oddValue } from './hostile-values.ts'
import { add, ORDINARY_EVENTS } from './ordinary-document.ts'
import { type Oddity, SETTABLE_FIELDS } from './odd-entries.ts'

export const ODD_CONTENTS: Record<string, Oddity> = {
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
    for (const field of SETTABLE_FIELDS.meta) if (draw.chance(0.6)) metaMap(doc).set(field, oddValue(draw))
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

/** A document that nests without end is read all the same, and nothing but what is too deep is left out. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { canonicalJson } from '../canonical-json.ts'
import { richTextToPlainText } from '../rich-text.ts'
import type { Chronology } from '../types.ts'
import type { RichText } from '../rich-text-types.ts'
import { readChronology, readEntries, updateEntry } from './index.ts'
import { MAX_TYPE_LEVELS, plainOf } from './plain.ts'
import { readerView } from './reader-view.ts'
import { emptyChronology, seedDocument } from './seed.ts'

type Type = Y.Map<unknown> | Y.Array<unknown> | Y.XmlElement | Y.XmlText

const LEVELS = 20_000
/** Each puts one type into another of its kind. */
const NESTED: Record<string, { make: () => Type; put: (outer: never, inner: Type) => void }> = {
  maps: { make: () => new Y.Map(), put: (outer: Y.Map<Type>, inner) => outer.set('deep', inner) },
  lists: { make: () => new Y.Array(), put: (outer: Y.Array<Type>, inner) => outer.push([inner]) },
  elements: {
    make: () => new Y.XmlElement('p'),
    put: (outer: Y.XmlElement, inner) => outer.insert(0, [inner as Y.XmlElement]),
  },
  attributes: {
    make: () => new Y.XmlElement('p'),
    put: (outer: Y.XmlElement, inner) => outer.setAttribute('deep', inner as unknown as string),
  },
  'embeds in texts': { make: () => new Y.XmlText(), put: (outer: Y.XmlText, inner) => outer.insertEmbed(0, inner) },
}

for (const [name, { make, put }] of Object.entries(NESTED)) {
  test(`${LEVELS} ${name} in each other, anywhere in a chronology, are read`, () => {
    const doc = new Y.Doc()
    seedDocument(doc, emptyChronology('Title'))
    const nest = (outermost: Type) => {
      let outer = outermost
      for (let level = 0; level < LEVELS; level++) {
        const inner = make()
        put(outer as never, inner)
        outer = inner
      }
    }
    const places: [Y.Map<unknown>, string][] = []
    const event = new Y.Map<unknown>()
    doc.transact(() => {
      for (const collection of ['events', 'claims', 'relations', 'documents']) {
        const entry = collection === 'events' ? event : new Y.Map<unknown>()
        doc.getMap(collection).set('odd', entry)
        for (const field of ['title', 'later', 'about', 'from', 'adoptedAt']) places.push([entry, field])
      }
      const citations = new Y.Map<unknown>()
      event.set('citations', citations)
      event.set('deletedAt', '2026-01-01')
      places.push([citations, 'c1'], [doc.getMap('meta'), 'title'], [doc.getMap('meta'), 'later'])
      places.push([doc.getMap('extra'), 'later'], [doc.getMap('commentary'), 'odd'])
      for (const [map, key] of places) {
        const outermost = make()
        map.set(key, outermost)
        nest(outermost)
      }
    })
    const chronology = readChronology(doc, { trash: 'with' })
    expect(chronology.events).toHaveLength(1)
    expect(JSON.stringify(canonicalJson(chronology)).length).toBeLessThan(200_000)
    expect(readEntries(doc, 'events').size).toBe(1)
    expect(readerView.isHiding(doc)).toBe(true)
    expect(updateEntry(doc, 'events', 'odd', { kind: 'context' })).toBe(true)
  })
}

test(`what is ${MAX_TYPE_LEVELS} levels deep is read, and the next level is left out`, () => {
  const doc = new Y.Doc()
  let outer = doc.getMap<unknown>('extra')
  for (let level = 1; level <= MAX_TYPE_LEVELS + 1; level++) {
    const inner = new Y.Map<unknown>()
    outer.set('deep', inner)
    outer.set('beside', level)
    outer = inner
  }
  let at = (readChronology(withTitle(doc)) as Chronology & { extra: { deep: unknown } }).extra as {
    [key: string]: unknown
  }
  let levels = 0
  for (; at.deep; at = at.deep as { [key: string]: unknown }) levels++
  expect(levels).toBe(MAX_TYPE_LEVELS)
  expect(at).toEqual({ beside: MAX_TYPE_LEVELS + 1 })
})

test('within the limit all is as Yjs reads it', () => {
  const doc = new Y.Doc()
  const map = doc.getMap<unknown>('m')
  const element = new Y.XmlElement('Item')
  const text = new Y.XmlText()
  map.set('list', Y.Array.from<string | number | null | { [key: string]: number[] }>(['a', 1, null, { deep: [1] }]))
  map.set('map', new Y.Map([['text', new Y.Text('words')]]))
  map.set('element', element)
  element.setAttribute('b', '2')
  element.setAttribute('a', '1')
  element.insert(0, [text, new Y.XmlElement('br')])
  const link = { title: 'T', href: 'https://a.org', level: 2 }
  text.applyDelta([{ insert: 'bold', attributes: { strong: {}, link } }, { insert: ' plain' }])
  expect(plainOf(map)).toEqual(map.toJSON())
})

for (const [name, odd] of Object.entries({
  'an object whose toString is none': { toString: 1, valueOf: 2 },
  'a list of such': [{ toString: 1, valueOf: 2 }],
  bytes: new Uint8Array(64),
  'a big number': 12n,
  nothing: null,
})) {
  test(`${name}, as an attribute or a mark, spoils neither its text nor the chronology`, () => {
    const doc = withTitle(new Y.Doc())
    const element = new Y.XmlElement('paragraph')
    const text = new Y.XmlText()
    const [later, more] = [new Y.XmlElement('p'), new Y.XmlText('words')]
    const fields: [string, unknown][] = [
      ['later', later],
      ['more', more],
    ]
    doc.getMap('events').set('e1', new Y.Map(fields))
    later.setAttribute('odd', odd as never)
    for (const format of [{ bold: odd }, { italic: { odd } }]) more.format(0, 5, format as never)
    const fragment = new Y.XmlFragment()
    doc.getMap('commentary').set('e1', fragment)
    fragment.insert(0, [element])
    element.insert(0, [text])
    text.insert(0, 'words')
    element.setAttribute('odd', odd as never)
    for (const format of [{ bold: odd }, { link: { href: odd } }, { x: { odd } }]) text.format(0, 5, format as never)
    const [event] = readChronology(doc).events
    expect(richTextToPlainText(event?.commentary as RichText)).toBe('words')
    expect((event as unknown as { more: string }).more).toMatch('words')
    expect(() => JSON.stringify(canonicalJson(event))).not.toThrow()
  })
}

function withTitle(doc: Y.Doc): Y.Doc {
  doc.getMap('meta').set('title', 'Title')
  return doc
}

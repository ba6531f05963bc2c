import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addEvent,
  changeText,
  emptyChronology,
  readChronology,
  restoreEvent,
  seedDocument,
  textOf,
  trashEvent,
  updateEntry,
  updateMeta,
} from './index.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import { DocumentSummary } from './summary.ts'

test('title and number of events follow the changes, and nothing else makes them new', () => {
  const { doc, summary, news } = followed()
  const steps: [change: () => void, expected: unknown][] = [
    [() => addEvent(doc, { id: 'a', title: 'A' }), { title: 'Title', events: 1 }],
    [() => updateEntry(doc, 'events', 'a', { date: '2004' }), undefined],
    [() => trashEvent(doc, 'a', new Date(0)), { title: 'Title', events: 0 }],
    [() => restoreEvent(doc, 'a'), { title: 'Title', events: 1 }],
    [() => doc.getMap('events').delete('a'), { title: 'Title', events: 0 }],
    [() => updateMeta(doc, { title: 'Other' }), { title: 'Other', events: 0 }],
    [() => updateMeta(doc, { subtitle: 'Sub' }), undefined],
    [() => changeText(doc, textOf(doc, 'meta', 'title') as Y.Text, 'Others'), { title: 'Others', events: 0 }],
    [() => doc.getMap('meta').set('title', 'plain'), { title: 'plain', events: 0 }],
    [() => doc.getMap('meta').set('title', new Y.Map()), { title: '', events: 0 }],
    [() => doc.getMap('events').set('b', 'no event'), undefined],
  ]
  for (const [change, expected] of steps) {
    news.length = 0
    change()
    expect(news).toEqual(expected === undefined ? [] : [expected])
    if (expected !== undefined) expect(summary.read()).toEqual(expected)
  }
})

test('it says the same whether it followed the document or was made of it, and as the whole reading', () => {
  const { doc, summary } = followed()
  for (let n = 0; n < 50; n++) {
    addEvent(doc, { id: `e${n}` })
    if (n % 3 === 0) trashEvent(doc, `e${n}`, new Date(0))
    if (n % 6 === 0) restoreEvent(doc, `e${n}`)
    if (n % 7 === 0) doc.getMap('events').delete(`e${n}`)
  }
  expect(summary.read()).toEqual(new DocumentSummary(doc).read())
  expect(summary.read().events).toBe(readChronology(doc).events.length)
})

test('a title without end is cut and says so, and not in the middle of a character', () => {
  const { doc, summary } = followed()
  const long = `${'x'.repeat(MAX_TITLE_LENGTH - 2)}😀${'y'.repeat(3_000_000)}`
  const cut = `${'x'.repeat(MAX_TITLE_LENGTH - 2)}…`
  updateMeta(doc, { title: long })
  expect(summary.read().title).toBe(cut)
  doc.getMap('meta').set('title', long)
  expect(summary.read().title).toBe(cut)
  doc.getMap('meta').set('title', 'x'.repeat(MAX_TITLE_LENGTH))
  expect(summary.read().title).toHaveLength(MAX_TITLE_LENGTH)
})

function followed() {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('Title'))
  const summary = new DocumentSummary(doc)
  const news: unknown[] = []
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (summary.follow(transaction)) news.push(summary.read())
  })
  return { doc, summary, news }
}

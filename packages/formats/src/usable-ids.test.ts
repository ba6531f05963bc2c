import { type Chronology, COLLECTIONS, type Collection } from '@coeval/chronology'
import { readChronology, seedDocument } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readJson, writeJson } from './index.ts'
import { createRandom } from './testing/random.ts'
import { randomChronology } from './testing/random-chronology.ts'
import { withUsableIds } from './usable-ids.ts'

type Fields = Record<string, unknown>

/** A chronology such as a shared document with these entries is read as. */
function through(lists: Partial<Record<Collection, Fields[]>>, commentary: unknown = { type: 'doc', content: [] }) {
  const empty = Object.fromEntries(COLLECTIONS.map((collection) => [collection, []]))
  const doc = new Y.Doc()
  seedDocument(doc, { meta: { title: 'T' }, commentary, ...empty, ...lists } as unknown as Chronology)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return readChronology(copy)
}

function written(chronology: Chronology): Chronology {
  const { chronology: read, problems } = readJson(writeJson(chronology))
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  if (!read) throw new Error('it cannot be read')
  return read
}

test('an entry under an id that no file can have gets another one, and all that refers to it as well', () => {
  const about = { type: 'event', id: '-1', field: 'title' }
  const cited = { type: 'citation', attrs: { sourceId: 'Walton 2010', locator: '7' } }
  const marked = { type: 'text', text: 'x', marks: [{ type: 'citation', attrs: { sourceId: 'Walton 2010' } }] }
  const commentary = { type: 'doc', content: [{ type: 'paragraph', content: [cited, marked] }] }
  const chronology = through(
    {
      tracks: [{ id: 'täglich', name: 'T', order: 'a0', colour: 0 }],
      themes: [
        { id: '#1', label: 'A' },
        { id: 'h', label: 'B', broader: '#1' },
      ],
      actors: [{ id: '日本', name: 'Japan', kind: 'state' }],
      documents: [{ id: ' d', title: 'D', adoptedAt: '-1', sourceId: 'Walton 2010' }],
      sources: [{ id: 'Walton 2010', type: 'book' }],
      events: [
        {
          id: '-1',
          title: 'E',
          tracks: ['täglich'],
          themes: ['#1', 'h'],
          participants: ['日本'],
          concerns: ['日本'],
          documents: [' d'],
          citations: [{ id: 'c', sourceId: 'Walton 2010' }],
          commentary,
        },
      ],
      relations: [{ id: 'r/1', from: '-1', to: '-1', type: 'same-as' }],
      disputes: [{ id: 'q?', title: 'Q', about: [about] }],
      claims: [
        {
          id: 'k k',
          about,
          value: 'E',
          sourceId: 'Walton 2010',
          dispute: 'q?',
          citations: [{ id: 'c', sourceId: 'Walton 2010' }],
        },
      ],
    },
    commentary,
  )
  const { events, ...others } = written(chronology)
  const source = 'Walton-2010'
  expect(events[0]).toMatchObject({
    id: '1',
    tracks: ['t-glich'],
    themes: ['1', 'h'],
    participants: ['actor'],
    concerns: ['actor'],
    documents: ['d'],
    citations: [{ id: 'c', sourceId: source }],
  })
  expect(JSON.stringify([events[0]?.commentary, others.commentary]).split(`"sourceId":"${source}"`)).toHaveLength(5)
  expect(others).toMatchObject({
    tracks: [{ id: 't-glich' }],
    themes: [{ id: '1' }, { id: 'h', broader: '1' }],
    actors: [{ id: 'actor' }],
    documents: [{ id: 'd', adoptedAt: '1', sourceId: source }],
    sources: [{ id: source }],
    relations: [{ id: 'r-1', from: '1', to: '1' }],
    disputes: [{ id: 'q-', about: [{ type: 'event', id: '1' }] }],
    claims: [{ id: 'k-k', about: { id: '1' }, sourceId: source, dispute: 'q-', citations: [{ sourceId: source }] }],
  })
  expect(
    readJson(writeJson(chronology))
      .problems.map(({ message }) => message)
      .join(),
  ).not.toContain('not in the file')
  expect(withUsableIds(chronology).changed).toBe(9)
})

test('new ids are neither those of others nor those that something refers to in vain', () => {
  const events = ['a b', 'a/b', 'a-b', 'chronology', '', ' '].map((id) => ({ id, title: id }))
  const relations = [{ id: 'r', from: 'a-b-2', to: 'a/b', type: 'after' }]
  const { events: read, relations: related } = written(through({ events, relations }))
  expect(Object.fromEntries(read.map(({ id, title }) => [title, id]))).toEqual({
    'a b': 'a-b-3',
    'a/b': 'a-b-4',
    'a-b': 'a-b',
    chronology: 'chronology-2',
    '': 'event',
    ' ': 'event-2',
  })
  expect(related).toMatchObject([{ from: 'a-b-2', to: 'a-b-4' }])
})

test('an id of any length becomes one of at most a hundred characters', () => {
  const ids = ['x'.repeat(101), 'x'.repeat(102), `-${'y'.repeat(5000)}`]
  const { actors } = written(through({ actors: ids.map((id) => ({ id, name: 'A', kind: 'state' })) }))
  expect(actors.map(({ id }) => id.length)).toEqual([80, 82, 79])
})

test('citations of one entry that share an id or have none get ids of their own', () => {
  const chronology = through({ events: [{ id: 'e', title: 'E' }] })
  const citations = ['', 'c', 'c', '', 'a b'].map((id, index) => ({ id, sourceId: 's', locator: `${index}` }))
  const claims = [{ id: 'k', about: { type: 'event', id: 'e' }, value: 'v', citations }]
  const events = chronology.events.map((event) => ({ ...event, citations }))
  const read = written({ ...chronology, events, claims } as Chronology)
  const expected = { '0': 'c-2', '1': 'c', '2': 'c-4', '3': 'c-3', '4': 'a-b' }
  for (const each of [read.events[0]?.citations, read.claims[0]?.citations]) {
    expect(Object.fromEntries((each ?? []).map(({ id, locator }) => [locator, id]))).toEqual(expected)
  }
  expect(withUsableIds({ ...chronology, events, claims } as Chronology).changed).toBe(8)
})

test('a chronology whose ids are good is the very same one', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const chronology = randomChronology(seed)
    expect(withUsableIds(chronology).chronology).toBe(chronology)
    expect(withUsableIds(chronology).changed).toBe(0)
  }
})

test.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  'the same entries get the same ids, in whatever order they come, and nothing is changed (seed %i)',
  (seed) => {
    const random = createRandom(seed)
    const chronology = withOddIds(randomChronology(seed))
    const before = JSON.stringify(chronology)
    const text = writeJson(chronology)
    const shuffled = { ...chronology }
    for (const collection of COLLECTIONS)
      Object.assign(shuffled, { [collection]: random.shuffle<object>(chronology[collection]) })
    expect(writeJson(shuffled)).toBe(text)
    expect(JSON.stringify(chronology)).toBe(before)
    const read = written(chronology)
    expect(writeJson(read)).toBe(text)
    for (const collection of COLLECTIONS) expect(read[collection]).toHaveLength(chronology[collection].length)
    const vain = (of: Chronology) =>
      readJson(writeJson(of)).problems.filter(({ message }) => message.includes('not in the file'))
    expect(vain(chronology)).toHaveLength(vain(randomChronology(seed)).length)
  },
)

test('the evidence of a track keeps its source, though the format does not know of it', () => {
  const sources = [{ id: 'a b', type: 'book' }]
  const tracks = [{ id: 't', name: 'T', order: 'a0', colour: 0, citations: [{ id: 'c1', sourceId: 'a b' }, 'odd'] }]
  const { chronology } = withUsableIds({ ...through({}), sources, tracks } as never)
  const [source] = chronology.sources
  expect(chronology.tracks[0]?.citations).toEqual([{ id: 'c1', sourceId: source?.id }, 'odd'])
})

test('tens of thousands of odd ids are given others in one go', () => {
  const themes = Array.from({ length: 50_000 }, (_, n) => ({
    id: n % 2 ? `theme-${n}` : `?${n.toString(2).replaceAll('0', '!').replaceAll('1', '?')}`,
    label: 'L',
  }))
  const chronology = { ...through({}), themes }
  const ids = withUsableIds(chronology).chronology.themes.map(({ id }) => id)
  expect(new Set(ids).size).toBe(50_000)
  expect(ids.filter((id) => /^theme(-\d+)?$/.test(id))).toHaveLength(50_000)
})

/** Every id that has a colon, and every reference to it, with a space in its place. */
function withOddIds(chronology: Chronology): Chronology {
  return JSON.parse(JSON.stringify(chronology).replaceAll(/"([a-z]\d+\.\d):x_-"/g, '"$1 x"')) as Chronology
}

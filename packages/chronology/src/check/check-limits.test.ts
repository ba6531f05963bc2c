import { expect, test } from 'vitest'
import type { Chronology } from '../types.ts'
import { checkChronology, textsOverLimit } from './index.ts'

const long = 'x'.repeat(20_000)
const file = {
  format: 'coeval-chronology',
  version: 1,
  meta: { title: long },
  tracks: [{ id: 't', name: long }],
  actors: [{ id: 'a', name: long, kind: long }],
  sources: [{ id: 's', type: 'book', title: long, 'container-title': long, URL: `https://example.org/${long}` }],
  events: [
    {
      id: 'e',
      title: long,
      date: `Y${'1'.repeat(20_000)}`,
      place: { name: long },
      dateNote: long,
      citations: [{ id: 'c', sourceId: 's', quote: long }],
    },
  ],
  disputes: [{ id: 'd', title: long, description: long, about: [{ type: 'event', id: 'e' }] }],
  claims: [{ id: 'k', about: { type: 'event', id: 'e', field: 'date' }, value: long, note: long }],
}
test('layers, types of doubt and series are terms, which lists and labels show', () => {
  const entry = {
    format: 'coeval-chronology',
    version: 1,
    meta: { title: 'T' },
    events: [{ id: 'e', title: 'E', layer: long, ordinal: { value: 1, status: 'stated', series: long } }],
    disputes: [{ id: 'd', title: 'D', type: long, about: [] }],
  }
  const told = textsOverLimit(checkChronology(entry).chronology as Chronology).map(({ path }) => path)
  expect(told.toSorted()).toEqual(['/disputes/0/type', '/events/0/layer', '/events/0/ordinal/series'])
})

const PLACES = [
  '/meta/title',
  '/tracks/0/name',
  '/actors/0/name',
  '/actors/0/kind',
  '/sources/0/title',
  '/sources/0/container-title',
  '/sources/0/URL',
  '/events/0/title',
  '/events/0/place/name',
  '/events/0/dateNote',
  '/events/0/citations/0/quote',
  '/disputes/0/title',
  '/disputes/0/description',
  '/claims/0/value',
  '/claims/0/note',
]

test('a file with texts over their limits is read, each text whole, with a warning at its place', () => {
  const { chronology, problems } = checkChronology(file)
  expect(chronology?.events[0]?.title).toBe(long)
  expect(chronology?.meta.title).toBe(long)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const places = problems.filter(({ message }) => message.includes('are shown')).map(({ path }) => path)
  expect(places.toSorted()).toEqual(PLACES.toSorted())
  expect(problems.find(({ path }) => path === '/events/0/title')?.message).toBe(
    '"title" of event "e" has 20,000 characters, of which at most 500 are shown; all of it is kept, but shorten it if you can.',
  )
  expect(problems.find(({ path }) => path === '/events/0/date')?.message).toContain('at most 200 characters')
})

test('a person who exports a chronology is told of the same texts', () => {
  const { chronology } = checkChronology(file)
  const problems = textsOverLimit(chronology as Chronology)
  expect(problems.map(({ path }) => path).toSorted()).toEqual([...PLACES, '/events/0/date'].toSorted())
  expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(['warning']))
})

test('a chronology within its limits has nothing to be told', () => {
  const { chronology } = checkChronology({ format: 'coeval-chronology', version: 1, meta: { title: 'x'.repeat(500) } })
  expect(textsOverLimit(chronology as Chronology)).toEqual([])
})

test('what a hostile client put into a document is walked over', () => {
  const odd = { meta: {}, events: [{ id: 5, title: null, place: [], citations: 'no', about: 7 }] }
  const lists = Object.fromEntries(
    ['tracks', 'themes', 'actors', 'documents', 'sources', 'relations', 'disputes', 'claims'].map((name) => [name, []]),
  )
  expect(textsOverLimit({ ...lists, ...odd } as unknown as Chronology)).toEqual([])
})

test('no sentence and no place about a file is as long as what stands in it', () => {
  const key = 'k'.repeat(1_000_000)
  const themes = Array.from({ length: 5000 }, (_, index) => ({
    id: `t${index}`,
    label: 'L',
    broader: `t${(index + 1) % 5000}`,
  }))
  const { problems } = checkChronology({
    ...file,
    themes,
    [key]: long,
    events: [
      {
        id: 'e',
        title: 'T',
        kind: key,
        certainty: key,
        tracks: [key],
        commentary: { type: 'doc', content: [{ type: 'paragraph', [key]: 1 }] },
      },
    ],
    relations: [{ id: 'r', from: key, to: key, type: key }],
    sources: [{ id: 's', type: key, issued: key, author: key, publisher: [key], [key]: '\u202e' }],
    disputes: [{ id: 'd', title: 'D', about: [{ type: key, id: key, field: key }] }],
    claims: [
      { id: 'k', about: { type: key, id: key }, value: 'x' },
      ...[key, 'x'].flatMap((value, n) => [
        { id: `k${n}`, about: { type: key, id: key, field: key }, value, label: key, dispute: 'd', preferred: true },
        { id: `m${n}`, about: { type: 'event', id: 'e', field: key }, value, dispute: 'd', preferred: true },
      ]),
      { id: 'n', about: { type: 'event', id: 'e', field: 'place' }, value: key, dispute: 'd', preferred: true },
    ],
  })
  expect(problems.length).toBeGreaterThan(8)
  for (const { message, path, where } of problems)
    expect(message.length + path.length + where.length).toBeLessThan(1500)
})

test('a track whose order is as long as a file is put at the end, and costs nothing', () => {
  const order = `a0${'V'.repeat(100_000)}`
  const { chronology } = checkChronology({ ...file, tracks: [{ id: 't', name: 'T', order }] })
  expect(chronology?.tracks[0]?.order.length).toBeLessThan(10)
})

test('a sentence about a text with an override reads in its own order', () => {
  const { problems } = checkChronology({ ...file, events: [{ id: 'e', title: 'T', kind: '\u202egnp.exe' }] })
  expect(problems.map(({ message }) => message).join()).not.toContain('\u202e')
})

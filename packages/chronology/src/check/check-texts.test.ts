import { expect, test } from 'vitest'
import { COLLECTIONS } from '../index.ts'
import { MAX_PROBLEMS_PER_KIND } from './index.ts'
import { event, file, read, sentences, warnings } from './testing/files.ts'

test.each(['', '   ', '\u200b\n'])('a title of %j is told of', (title) => {
  expect(sentences(file({ events: [event({ title })] }))).toEqual([
    ['/events/0/title', 'The "title" of event "e1" is empty; write one.'],
  ])
})

test('every text that an entry must have is told of where it is blank', () => {
  const input = file({
    meta: { title: ' ' },
    tracks: [{ id: 't', name: '' }],
    themes: [{ id: 'h', label: ' ' }],
    actors: [{ id: 'a', name: '', kind: '' }],
    documents: [{ id: 'd', title: '' }],
    sources: [{ id: 's', type: ' ' }],
    events: [event({ place: { name: '' }, ordinal: { value: 1, status: '' } }), event({ id: 'e2' })],
    relations: [{ id: 'r', from: 'e1', to: 'e2', type: '' }],
    disputes: [{ id: 'q', title: '', type: 'gap' }],
    claims: [{ id: 'k', about: { type: 'event', id: 'e1', field: 'date' }, value: ' ' }],
  })
  expect(warnings(input).toSorted()).toEqual(
    [
      '/meta/title',
      '/tracks/0/name',
      '/themes/0/label',
      '/actors/0/name',
      '/actors/0/kind',
      '/documents/0/title',
      '/sources/0/type',
      '/events/0/place/name',
      '/events/0/ordinal/status',
      '/relations/0/type',
      '/disputes/0/title',
      '/claims/0/value',
    ]
      .map((path) => `warning ${path}`)
      .toSorted(),
  )
})

test('texts that may be left out may be blank', () => {
  expect(warnings(file({ events: [event({ dateNote: ' ', mode: '' })], commentary: { type: 'doc' } }))).toEqual([])
})

test.each([
  ['Treaty\u0000', 'U+0000'],
  ['\u202eytaerT', 'U+202E'],
  ['a\u2066b\u2069c', 'U+2066, U+2069'],
  ['x\u0001\u0002\u0003\u0004', 'U+0001, U+0002, U+0003'],
  ['Latin \u200fonly', 'U+200F'],
])('a title of %j holds characters that hide', (title, names) => {
  expect(sentences(file({ events: [event({ title })] }))).toEqual([
    [
      '/events/0/title',
      `The "title" of event "e1" contains invisible characters that can change how it reads (${names}); remove them.`,
    ],
  ])
})

test('so do names, labels and terms, also of sources, and notes and quotations do not matter', () => {
  const odd = 'x\u202ey'
  const input = file({
    actors: [{ id: 'a', name: odd, kind: odd, role: odd }],
    themes: [{ id: 'h', label: odd }],
    sources: [{ id: 's', type: 'book', publisher: odd, note: odd }],
    events: [
      event({ mode: odd, dateNote: odd, place: { name: odd }, citations: [{ id: 'c', sourceId: 's', quote: odd }] }),
    ],
  })
  expect(warnings(input).toSorted()).toEqual(
    ['/actors/0/kind', '/actors/0/name', '/actors/0/role', '/themes/0/label', '/sources/0/publisher', '/events/0/mode']
      .concat('/events/0/place/name')
      .map((path) => `warning ${path}`)
      .toSorted(),
  )
})

test.each(['‏עברית', 'العربية ‏(abc)', 'line\nfeed\tand tab', 'naïve 日本 😀'])('%j hides nothing', (title) => {
  expect(warnings(file({ events: [event({ title })] }))).toEqual([])
})

test('tens of thousands of blank texts are told of 200 times, and counted', () => {
  const themes = Array.from({ length: 50_000 }, (_, index) => ({ id: `t${index}`, label: '' }))
  const { problems, chronology } = read(file({ themes }))
  expect(problems).toHaveLength(MAX_PROBLEMS_PER_KIND + 1)
  expect(problems.at(-1)?.message).toBe('And 49800 more: required texts that are empty.')
  expect(COLLECTIONS.map((name) => chronology[name].length)).toContain(50_000)
})

test('a text of millions of controls costs nothing', () => {
  const title = `x${'\u0000\u202e'.repeat(5_000_000)}`
  expect(warnings(file({ events: [event({ title })] }))).toEqual(['warning /events/0/title', 'warning /events/0/title'])
})

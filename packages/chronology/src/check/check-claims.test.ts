import { expect, test } from 'vitest'
import { MAX_PROBLEMS_PER_KIND } from './index.ts'
import { event, type Fields, file, read, sentences, warnings } from './testing/files.ts'

const EVENT = event({
  date: '2004-08',
  endDate: '2004-09',
  kind: 'meeting',
  mode: 'online',
  ordinal: { value: 2, status: 'stated' },
  place: { name: 'Astana, Kazakhstan' },
})

function claim(id: string, field: string | undefined, value: string, more: Fields = {}): Fields {
  return { id, about: { type: 'event', id: 'e1', ...(field !== undefined && { field }) }, value, ...more }
}

function said(claims: Fields[], disputes: Fields[] = []) {
  return sentences(file({ events: [EVENT, event({ id: 'e2' })], claims, disputes }))
}

test('two preferred readings of one fact are told of at the second', () => {
  const preferred = { preferred: true }
  expect(said([claim('a', 'title', 'Treaty', preferred), claim('b', 'title', 'Pact', preferred)])).toEqual([
    [
      '/claims/1/preferred',
      'Claims "a" and "b" are both preferred for "title" of the event "e1"; leave "preferred" to one of them.',
    ],
  ])
})

test('several preferred readings may hold of a list, of an entry as a whole, and of different fields', () => {
  const preferred = { preferred: true }
  expect(
    said([
      claim('a', 'participants', 'Japan', preferred),
      claim('b', 'participants', 'Kazakhstan', preferred),
      claim('c', undefined, 'It rained.', preferred),
      claim('d', undefined, 'It was cold.', preferred),
      claim('e', 'title', 'Treaty', preferred),
      claim('f', 'dateNote', 'in summer', preferred),
      claim('g', 'title', 'Pact', { preferred: false }),
    ]),
  ).toEqual([])
})

test.each([
  ['date', '2004-08', false],
  ['date', '2004-08-28', false],
  ['date', '2004', false],
  ['date', '2004-08~', false],
  ['date', '2004-09', true],
  ['date', '[2005..2006]', true],
  ['endDate', '2005', true],
  ['endDate', '2004-09-01', false],
  ['place', 'Astana', false],
  ['place', ' astana,  KAZAKHSTAN', false],
  ['place', 'Astana, Kazakhstan (Palace of Peace)', false],
  ['place', 'Almaty', true],
  ['place', 'Almaty, Kazakhstan', true],
  ['kind', 'meeting', false],
  ['kind', 'visit', true],
  ['mode', 'online', false],
  ['mode', 'in person', true],
  ['ordinal', '2', false],
  ['ordinal', '3', true],
  ['title', 'Another title', false],
])('a preferred %s of %j contradicts the event: %s', (field, value, is) => {
  const found = said([claim('k', field, value, { preferred: true })])
  expect(found.map(([path]) => path)).toEqual(is ? ['/claims/0/value'] : [])
  expect(said([claim('k', field, value)])).toEqual([])
})

test('a contradiction is told with both values', () => {
  expect(said([claim('k', 'place', 'Almaty', { preferred: true })])).toEqual([
    [
      '/claims/0/value',
      'The preferred reading "Almaty" of claim "k" contradicts the event "e1", whose "place" is "Astana, Kazakhstan"; ' +
        'correct one of them or leave "preferred" out.',
    ],
  ])
})

test('nothing is contradicted where the event says nothing', () => {
  const claims = ['date', 'endDate', 'place', 'mode', 'ordinal'].map((field) => ({
    id: field,
    about: { type: 'event', id: 'e2', field },
    value: { place: 'Tokyo', mode: 'online', ordinal: '4' }[field] ?? '2004',
    preferred: true,
  }))
  expect(said(claims)).toEqual([])
})

test.each([
  ['kind', 'Statements come from meetings', 'write meeting, speech, document,'],
  ['mode', 'Online and in person, said of one', 'write online, in person or hybrid and'],
  ['certainty', 'probably', 'write stated, inferred or disputed and'],
  ['ordinal', '6th, in May 2017', 'a whole number in digits and'],
  ['title', 'two\nlines', 'one line of at most 500 characters and'],
  ['title', 'x'.repeat(501), 'one line of at most 500 characters and'],
])('a claim about %s cannot say %j', (field, value, wanted) => {
  const [[path, message] = ['', ''], ...others] = said([claim('k', field, value, { preferred: true })])
  expect([path, others]).toEqual(['/claims/0/value', []])
  expect(message).toMatch(
    /^The value ".*" of claim "k" cannot be the ".*" of the event; write .* and put anything else into "note"\.$/,
  )
  expect(message).toContain(wanted)
})

test('an address that is none, and a date that is none, are each told of once', () => {
  const about = { type: 'source', id: 's', field: 'URL' }
  const claims = [
    { id: 'a', about, value: 'strategy0911' },
    { id: 'b', about: { ...about, field: 'issued' }, value: 'in 2003' },
    { id: 'c', about: { type: 'track', id: 't', field: 'count' }, value: 'nine' },
  ]
  const tracks = [{ id: 't', name: 'T', count: 9 }]
  const found = sentences(file({ sources: [{ id: 's', type: 'book' }], tracks, claims }))
  expect(found.map(([path]) => path).toSorted()).toEqual(['/claims/0/value', '/claims/1/value', '/claims/2/value'])
  expect(found.find(([path]) => path === '/claims/0/value')?.[1]).toContain('an address that begins with http://')
})

test('a claim about a field that the entry does not have is told of, with the fields that it can have', () => {
  expect(said([claim('k', 'colour', 'blue')])).toEqual([
    [
      '/claims/0/about/field',
      'Claim "k" is about "colour" of the event "e1", which has no such field; correct the name or leave "field" out. ' +
        'Known are title, date, endDate, dateBasis, dateNote, certainty, kind, ordinal, mode, place, layer, tracks, themes, ' +
        'participants, concerns, documents, citations, commentary.',
    ],
  ])
})

test('fields that this version does not know are fine where the entry has them', () => {
  const facts = [
    { type: 'event', id: 'e1', field: 'narrowerDate' },
    { type: 'track', id: 't', field: 'cadence' },
    { type: 'source', id: 's', field: 'container-title' },
    { type: 'chronology', field: 'themes' },
    { type: 'chronology', field: 'commentary' },
    { type: 'chronology', field: 'coverage' },
    { type: 'chronology', field: 'later' },
  ]
  const unknown = [
    { type: 'event', id: 'e1', field: 'cadence' },
    { type: 'source', id: 's', field: 'colour' },
    { type: 'chronology', field: 'toString' },
  ]
  const input = file({
    meta: { title: 'T', coverage: 'x' },
    later: 1,
    events: [event({ narrowerDate: '2004' })],
    tracks: [{ id: 't', name: 'T', cadence: 'yearly' }],
    sources: [{ id: 's', type: 'book' }],
    disputes: [{ id: 'q', title: 'Q', type: 'gap', about: [...facts, ...unknown] }],
  })
  expect(warnings(input)).toEqual([7, 8, 9].map((index) => `warning /disputes/0/about/${index}/field`))
})

test('a claim whose dispute is about something else is told of', () => {
  const disputes = [{ id: 'q', title: 'Q', about: [{ type: 'event', id: 'e2', field: 'date' }] }]
  const claims = [
    claim('a', 'date', '2004', { dispute: 'q' }),
    { id: 'b', about: { type: 'event', id: 'e2', field: 'title' }, value: 'T', dispute: 'q' },
  ]
  expect(said(claims, disputes)).toEqual([
    [
      '/claims/0/dispute',
      'Claim "a" is about the event "e1", but its dispute "q" is not; add the event to "about" of the dispute, or name another ' +
        'dispute.',
    ],
  ])
  expect(said(claims, [{ id: 'q', title: 'Q', about: [] }])).toEqual([])
})

test('a dispute has two readings or more, and a gap or a caution need none', () => {
  const about = [{ type: 'event', id: 'e1', field: 'date' }]
  const one = claim('a', 'date', '2004-08', { dispute: 'q' })
  const dispute = (type?: string) => [{ id: 'q', title: 'Q', about, ...(type && { type }) }]
  const cure = 'add the claims that differ, or call it a gap or a caution by its "type".'
  expect(said([], dispute())).toEqual([['/disputes/0', `Dispute "q" has no reading; ${cure}`]])
  expect(said([one], dispute('dispute'))).toEqual([['/disputes/0', `Dispute "q" has one reading only; ${cure}`]])
  expect(said([one, { ...one, id: 'b', sourceId: undefined }], dispute())).toHaveLength(1)
  expect(said([one, claim('b', 'date', '2006', { dispute: 'q' })], dispute())).toEqual([])
  expect(said([one], dispute('gap'))).toEqual([])
  expect(said([], dispute('caution'))).toEqual([])
})

test('tens of thousands of claims of one dispute about tens of thousands of facts are gone through once', () => {
  const about = Array.from({ length: 50_000 }, (_, index) => ({ type: 'event', id: `x${index}`, field: 'date' }))
  const claims = Array.from({ length: 50_000 }, (_, index) =>
    claim(`k${index}`, 'kind', 'no such kind', { dispute: 'q', preferred: true }),
  )
  const { problems } = read(file({ events: [EVENT], claims, disputes: [{ id: 'q', title: 'Q', about }] }))
  expect(problems.length).toBeLessThan(5 * (MAX_PROBLEMS_PER_KIND + 1))
  expect(problems.map(({ message }) => message)).toContain('And 49799 more: facts with two preferred readings.')
})

test('of a field that a track does not have, one thing is told', () => {
  const tracks = [{ id: 't', name: 'T' }]
  const claims = [{ id: 'k', about: { type: 'track', id: 't', field: 'count' }, value: 'twelve' }]
  expect(sentences(file({ tracks, claims })).map(([path]) => path)).toEqual(['/claims/0/about/field'])
})

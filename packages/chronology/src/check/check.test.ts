import { expect, test } from 'vitest'
import { sayProblem } from '../messages/index.ts'
import { checkChronology, MAX_ENTRIES_PER_LIST, MAX_PROBLEMS_PER_KIND } from './index.ts'
import { errors, event, type Fields, file, paragraph, read, warnings } from './testing/files.ts'

test('the least file is a chronology with empty lists', () => {
  expect(read(file())).toEqual({
    chronology: {
      meta: { title: 'CAJ' },
      commentary: { type: 'doc', content: [] },
      tracks: [],
      themes: [],
      actors: [],
      documents: [],
      sources: [],
      events: [],
      relations: [],
      disputes: [],
      claims: [],
    },
    problems: [],
  })
})

test('what an event leaves out is filled in', () => {
  expect(read(file({ events: [event()] })).chronology.events).toEqual([
    {
      id: 'e1',
      title: 'Treaty',
      date: '',
      kind: 'context',
      tracks: [],
      themes: [],
      participants: [],
      concerns: [],
      documents: [],
      citations: [],
      commentary: { type: 'doc', content: [] },
    },
  ])
})

test.each([
  ['nothing at all', undefined, ''],
  ['a list', [], ''],
  ['another format', { format: 'timeline', version: 1 }, '/format'],
  ['no version', { format: 'coeval-chronology', meta: { title: '' } }, '/version'],
  ['a version in words', file({ version: '1' }), '/version'],
  ['no meta', file({ meta: undefined }), '/meta'],
  ['no title', file({ meta: {} }), '/meta/title'],
  ['a list that is none', file({ events: {} }), '/events'],
  ['an entry that is no object', file({ events: ['e1'] }), '/events/0'],
  ['an event without id', file({ events: [{ title: 'T' }] }), '/events/0/id'],
  ['a number as id', file({ sources: [{ id: 12, type: 'book' }] }), '/sources/0/id'],
  ['an id with a space', file({ events: [event({ id: 'a b' })] }), '/events/0/id'],
  ['an id with a slash', file({ events: [event({ id: '../x' })] }), '/events/0/id'],
  ['an id of the prototype', file({ events: [event({ id: '__proto__' })] }), '/events/0/id'],
  ['a long id', file({ events: [event({ id: 'a'.repeat(101) })] }), '/events/0/id'],
  ['the reserved id', file({ events: [event({ id: 'chronology' })] }), '/events/0/id'],
  ['the same id twice', file({ events: [event(), event({ title: 'Other' })] }), '/events/1/id'],
  [
    'a citation id twice',
    file({
      events: [
        event({
          citations: [
            { id: 'c', sourceId: 's' },
            { id: 'c', sourceId: 's' },
          ],
        }),
      ],
    }),
    '/events/0/citations/1/id',
  ],
  ['a title that is a number', file({ events: [event({ title: 2004 })] }), '/events/0/title'],
  ['a date that is a number', file({ events: [event({ date: 2004 })] }), '/events/0/date'],
  ['null for a known field', file({ events: [event({ endDate: null })] }), '/events/0/endDate'],
  ['a set that is text', file({ events: [event({ tracks: 'main' })] }), '/events/0/tracks'],
  ['a number in a set', file({ events: [event({ tracks: [1] })] }), '/events/0/tracks/0'],
  ['a place that is text', file({ events: [event({ place: 'Astana' })] }), '/events/0/place'],
  ['a colour by name', file({ tracks: [{ id: 't', name: 'T', colour: 'red' }] }), '/tracks/0/colour'],
  ['a claim about nothing', file({ claims: [{ id: 'k', value: '2004' }] }), '/claims/0/about'],
  ['commentary as text', file({ events: [event({ commentary: 'Words' })] }), '/events/0/commentary'],
  ['a node without type', file({ commentary: paragraph({}) }), '/commentary/content/0/content/0'],
  ['a text node without text', file({ commentary: paragraph({ type: 'text' }) }), '/commentary/content/0/content/0'],
  ['an endless number', file({ extra: [Number.POSITIVE_INFINITY] }), '/extra/0'],
  ['a function', file({ extra: () => 1 }), '/extra'],
  ['too many entries', file({ relations: Array(MAX_ENTRIES_PER_LIST + 1).fill(null) }), '/relations'],
])('%s is an error', (_, input, path) => {
  const found = errors(input)
  expect(found.map((problem) => problem.path)).toEqual([path])
  expect(found[0]?.message).toMatch(/^["A-Z“].*\.$/)
})

test('a problem says where it is in words, and what to do in one sentence', () => {
  const found = errors(file({ events: [event({ id: 'fmm-2', title: undefined })] }))
  expect(found.map((problem) => sayProblem(problem, null))).toEqual([
    {
      severity: 'error',
      path: '/events/0/title',
      where: 'event "fmm-2"',
      message: 'Event "fmm-2" has no "title"; add "title".',
    },
  ])
})

test('dates that are not EDTF are kept as text, also in claims about dates', () => {
  const input = file({
    meta: { title: 'CAJ', asOf: 'now' },
    events: [event({ date: 'late summer', endDate: '' })],
    documents: [{ id: 'd', title: 'D', date: '2004-13' }],
    claims: [
      { id: 'k1', about: { type: 'event', id: 'e1', field: 'date' }, value: 'soon' },
      { id: 'k2', about: { type: 'event', id: 'e1', field: 'title' }, value: 'soon' },
    ],
  })
  expect(warnings(input).sort()).toEqual([
    'warning /claims/0/value',
    'warning /documents/0/date',
    'warning /events/0/date',
    'warning /meta/asOf',
  ])
  expect(read(input).chronology.events[0]?.date).toBe('late summer')
})

test.each([
  ['2004-08-28', '2004-08-27', true],
  ['2004-08', '2003', true],
  ['2004-08', '2004', false],
  ['2004', '2004-01-01', false],
  ['2004', '', false],
])('an event from %s to "%s": ends before it begins: %s', (date, endDate, backwards) => {
  expect(warnings(file({ events: [event({ date, endDate })] }))).toEqual(backwards ? ['warning /events/0/endDate'] : [])
})

test('unknown kinds and words are kept and warned about', () => {
  const input = file({
    events: [event({ kind: 'eclipse', certainty: 'felt', dateBasis: 'dream' }), event({ id: 'e2' })],
    relations: [{ id: 'r', from: 'e1', to: 'e2', type: 'rhymes-with', certainty: 'felt' }],
  })
  expect(warnings(input).sort()).toEqual([
    'warning /events/0/certainty',
    'warning /events/0/dateBasis',
    'warning /events/0/kind',
    'warning /relations/0/certainty',
    'warning /relations/0/type',
  ])
  expect(read(input).chronology.events[0]?.kind).toBe('eclipse')
})

test('keys that would reach into JavaScript objects are left out with a warning, at every level', () => {
  const input = JSON.parse(
    '{"format":"coeval-chronology","version":1,"__proto__":{"polluted":1},"meta":{"title":"T","constructor":{"x":1}},' +
      '"events":[{"id":"e1","title":"E","custom":{"__proto__":{"polluted":1},"prototype":1,"toString":"kept"}}]}',
  ) as unknown
  const { chronology, problems } = read(input)
  expect(problems.map(({ path }) => path).sort()).toEqual([
    '/__proto__',
    '/events/0/custom/__proto__',
    '/events/0/custom/prototype',
    '/meta/constructor',
  ])
  expect(chronology.extra).toBeUndefined()
  expect(chronology.events[0]?.custom).toEqual({ toString: 'kept' })
  expect(({} as Fields).polluted).toBeUndefined()
})

test('input that contains itself is refused', () => {
  const input = file()
  input.self = { input }
  expect(errors(input)[0]?.message).toContain('nested')
})

test('half of a surrogate pair is replaced, as it would be on the way to another tab', () => {
  const { chronology, problems } = read(file({ meta: { title: 'x\ud83d' } }))
  expect(chronology.meta.title).toBe('x\ufffd')
  expect(problems).toMatchObject([{ severity: 'warning', path: '/meta/title' }])
})

test('many problems of one kind are cut short, and counted', () => {
  const events = Array.from({ length: 700 }, (_, i) =>
    event({ id: `e${i}`, tracks: ['no'], kind: i === 699 ? 'odd' : 'gap' }),
  )
  const { problems } = read(file({ events }))
  expect(problems).toHaveLength(MAX_PROBLEMS_PER_KIND + 2)
  expect(problems.at(-1)?.message).toBe('And 500 more: references to a track that is missing.')
  expect(problems.some((problem) => problem.path === '/events/699/kind')).toBe(true)
})

test('a newer version is read with a warning, and its keys are kept', () => {
  const { chronology, problems } = read(file({ version: 2, layers: [1] }))
  expect(problems).toMatchObject([{ severity: 'warning', path: '/version' }])
  expect(chronology.extra).toEqual({ layers: [1] })
})

test('tracks without a usable order follow the others as they stand in the file, with a colour of their own', () => {
  const tracks = [
    { id: 'c', name: 'C' },
    { id: 'a', name: 'A' },
    { id: 'z', name: 'Z', order: 'a0' },
    { id: 'b', name: 'B', order: '!' },
  ]
  const { chronology, problems } = read(file({ tracks }))
  const inOrder = chronology.tracks.toSorted((a, b) => (a.order < b.order ? -1 : 1))
  expect(inOrder.map(({ id, colour }) => [id, colour])).toEqual([
    ['z', 0],
    ['c', 1],
    ['a', 2],
    ['b', 3],
  ])
  expect(problems.map((problem) => problem.path)).toEqual(['/tracks/3/order'])
})

test('lists come sorted by id and sets sorted and unique, whatever the order in the file', () => {
  const events = [event({ id: 'b', themes: ['y', 'x', 'y'] }), event({ id: 'B' }), event({ id: 'a' })]
  const themes = ['y', 'x'].map((id) => ({ id, label: id }))
  const { chronology } = read(file({ events, themes }))
  expect(chronology.events.map(({ id }) => id)).toEqual(['B', 'a', 'b'])
  expect(chronology.events[2]?.themes).toEqual(['x', 'y'])
})

test('a URL of a source that is no web address is kept with a warning', () => {
  const sources = [
    { id: 's1', type: 'webpage', URL: 'javascript:alert(1)' },
    { id: 's2', type: 'webpage', URL: 'https://example.org' },
  ]
  expect(warnings(file({ sources }))).toEqual(['warning /sources/0/URL'])
})

test('the key under which the document keeps its own version cannot be set by a file', () => {
  const { chronology, problems } = read(file({ meta: { title: 'T', schemaVersion: 99 } }))
  expect(chronology.meta).toEqual({ title: 'T' })
  expect(problems.map((problem) => problem.path)).toEqual(['/meta/schemaVersion'])
})

test('the input is left as it was', () => {
  const input = file({ events: [event({ id: 'b', themes: ['y', 'x'] }), event({ id: 'a' })] })
  const before = JSON.stringify(input)
  checkChronology(input)
  expect(JSON.stringify(input)).toBe(before)
})

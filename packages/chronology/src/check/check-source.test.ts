import { expect, test } from 'vitest'
import { event, type Fields, file, paragraph, sentences, warnings } from './testing/files.ts'

function source(fields: Fields): Fields {
  return file({ sources: [{ id: 's', type: 'book', ...fields }] })
}

test('a type that CSL does not have is told of, with some that it has', () => {
  expect(sentences(source({ type: 'podcast' }))).toEqual([
    [
      '/sources/0/type',
      'CSL has no type "podcast", which source "s" has; write one of its types, such as "book", "article-journal", ' +
        '"chapter", "report", "webpage" or "document".',
    ],
  ])
})

const WORDS = '{ "date-parts": [[2010, 8, 28]] } (year, month, day), or { "literal": "…" } for a date in words'

test.each([
  ['2010', '{ "date-parts": [[2010]] }'],
  ['2010-08', '{ "date-parts": [[2010, 8]] }'],
  ['2010-08-28', '{ "date-parts": [[2010, 8, 28]] }'],
  ['-0044', '{ "date-parts": [[-44]] }'],
  [2010, '{ "date-parts": [[2010]] }'],
  ['2010-99', WORDS],
  ['summer 2010', WORDS],
  [null, WORDS],
  [[2010], WORDS],
  [{}, WORDS],
  [{ year: 2010 }, WORDS],
  [{ literal: ' ' }, WORDS],
  [{ 'date-parts': [] }, WORDS],
  [{ 'date-parts': [[]] }, WORDS],
  [{ 'date-parts': [2010] }, WORDS],
  [{ 'date-parts': [[2010, 'August']] }, WORDS],
  [{ 'date-parts': [[2010.5]] }, WORDS],
  [{ 'date-parts': [[2010, 8, 28, 12]] }, WORDS],
  [{ 'date-parts': [[2010], [2011], [2012]] }, WORDS],
])('"issued": %j is no date of CSL, and what to write is told', (issued, write) => {
  expect(sentences(source({ issued }))).toEqual([
    ['/sources/0/issued', `"issued" of source "s" is not a CSL date, so it is not shown; write ${write}.`],
  ])
})

test.each([
  { 'date-parts': [[2010, 8, 28]] },
  { 'date-parts': [['2010', '08'], [2011]], circa: true },
  { 'date-parts': [[1998]], season: 1 },
  { 'date-parts': [[1998, 21]] },
  { literal: 'n.d.' },
  { raw: '2010' },
])('%j is a date of CSL', (issued) => {
  expect(warnings(source({ issued, accessed: issued, 'original-date': issued }))).toEqual([])
})

test.each(['X', 7, null, {}, ['X'], [{}], [{ family: '' }], [{ family: 7 }], [{ name: 'X' }]])(
  'an author %j is no list of names',
  (author) => {
    expect(sentences(source({ author }))).toEqual([
      [
        '/sources/0/author',
        '"author" of source "s" is not a list of CSL names, so they are not shown; write ' +
          '[{ "family": "…", "given": "…" }], or [{ "literal": "…" }] for an institution.',
      ],
    ])
  },
)

test('names of all kinds pass, and so do variables that are text or numbers', () => {
  const author = [{ family: 'Walton', given: 'D.' }, { literal: 'MOFA' }, { given: 'Plato' }]
  const input = source({
    author,
    editor: author,
    translator: [],
    volume: 22,
    page: '1-9',
    publisher: '',
    custom: { x: 1 },
  })
  expect(warnings(input)).toEqual([])
})

test('texts that are not text are told of', () => {
  const input = source({
    publisher: 7,
    'container-title': ['x'],
    DOI: null,
    volume: {},
    edition: true,
    page: 3,
    invented: 7,
  })
  expect(sentences(input)).toEqual([
    ['/sources/0/DOI', '"DOI" of source "s" is not text; leave it out.'],
    [
      '/sources/0/container-title',
      '"container-title" of source "s" is not text; write it in double quotes: "container-title": "…".',
    ],
    ['/sources/0/edition', '"edition" of source "s" is not text; write it in double quotes: "edition": "…".'],
    ['/sources/0/publisher', '"publisher" of source "s" is not text; write it in double quotes: "publisher": "…".'],
    ['/sources/0/volume', '"volume" of source "s" is not text; write it in double quotes: "volume": "…".'],
  ])
})

test('a label that is no locator term is told of in events, claims and commentary', () => {
  const sources = [{ id: 's', type: 'book' }]
  const citation = { id: 'c', sourceId: 's', label: 'Seite', locator: '4' }
  const input = file({
    sources,
    commentary: paragraph({ type: 'citation', attrs: { sourceId: 's', label: 'Seite' } }),
    events: [event({ citations: [citation] })],
    claims: [{ id: 'k', about: { type: 'event', id: 'e1' }, value: 'v', label: 'p.', citations: [citation] }],
  })
  expect(sentences(input)).toEqual(
    (
      [
        ['/claims/0/citations/0/label', '"Seite" of citation 1 of claim "k"'],
        ['/claims/0/label', '"p." of claim "k"'],
        ['/commentary/content/0/content/0/attrs/label', '"Seite" of a citation in the introduction'],
        ['/events/0/citations/0/label', '"Seite" of citation 1 of event "e1"'],
      ] as const
    ).map(([path, label]) => [
      path,
      `The label ${label} is not a CSL locator term; write one, such as "page", "chapter", "section", "note" or "figure".`,
    ]),
  )
})

test.each(['page', 'sub-verbo', 'sub verbo', 'timestamp', ''])('the label "%s" passes', (label) => {
  const sources = [{ id: 's', type: 'book' }]
  expect(warnings(file({ sources, events: [event({ citations: [{ id: 'c', sourceId: 's', label }] })] }))).toEqual([])
})

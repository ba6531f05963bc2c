import { type Chronology, COLLECTIONS, FIELDS, type Json } from '@coeval/chronology'
import { addEntry, emptyChronology, readChronology, seedDocument, updateMeta } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { formats, readJson, writeJson } from './index.ts'
import { createRandom } from './testing/random.ts'
import { randomChronology, randomJson } from './testing/random-chronology.ts'

const ODD_IDS = [
  '',
  ' ',
  '-1',
  '1',
  'chronology',
  'a b',
  'a/b',
  'a-b',
  '__proto__',
  'toString',
  'x'.repeat(101),
  '\u202e',
  '中',
]

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1)

function read(text: string): Chronology {
  const { chronology, problems } = readJson(text)
  if (!chronology) throw new Error(JSON.stringify(problems, null, 2))
  return chronology
}

function throughDocument(chronology: Chronology): Chronology {
  const doc = new Y.Doc()
  seedDocument(doc, chronology)
  // As it comes out of storage or off the wire, not as the objects that went in.
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return readChronology(copy)
}

test.each(SEEDS)('what is written, read and written again is the same bytes (seed %i)', (seed) => {
  const text = writeJson(randomChronology(seed))
  expect(writeJson(read(text))).toBe(text)
})

test.each(SEEDS)('a chronology comes out of a shared document as the bytes that went in (seed %i)', (seed) => {
  const text = writeJson(randomChronology(seed))
  expect(writeJson(throughDocument(read(text)))).toBe(text)
  expect(writeJson(throughDocument(randomChronology(seed)))).toBe(text)
})

test.each(SEEDS)('the order of keys and entries in a file does not matter (seed %i)', (seed) => {
  const text = writeJson(randomChronology(seed))
  expect(writeJson(read(JSON.stringify(shuffleKeys(JSON.parse(text) as Json, seed))))).toBe(text)
})

test('a byte order mark and Windows line ends are tolerated', () => {
  const text = writeJson(randomChronology(1))
  expect(writeJson(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`))).toBe(text)
})

test('keys that this version does not know survive at every level, through a shared document', () => {
  const more = { hologram: { depth: [3, null, { b: 1, a: 2 }] } }
  const node = { type: 'holographicTable', attrs: { ...more, rows: 2 }, content: [{ type: 'paragraph' }] }
  const marked = { type: 'text', marks: [{ type: 'glow', attrs: more }], text: 'seen' }
  const commentary = { type: 'doc', content: [node, { type: 'paragraph', content: [marked] }] }
  const fact = { type: 'event', id: 'e', field: 'title', ...more }
  const citation = { id: 'c', sourceId: 's', ...more }
  const file = {
    format: 'coeval-chronology',
    version: 1,
    meta: { title: 'T', ...more },
    commentary,
    tracks: [{ id: 't', name: 'T', order: 'a0', colour: 0, ...more }],
    themes: [{ id: 'h', label: 'H', ...more }],
    actors: [{ id: 'a', name: 'A', kind: 'state', ...more }],
    documents: [{ id: 'd', title: 'D', ...more }],
    sources: [{ id: 's', type: 'book', custom: more, ...more }],
    events: [
      {
        id: 'e',
        title: 'E',
        date: '2004',
        kind: 'meeting',
        ordinal: { value: 1, status: 'stated', ...more },
        place: { name: 'Astana', ...more },
        tracks: ['t'],
        themes: ['h'],
        participants: ['a'],
        documents: ['d'],
        citations: [citation],
        commentary,
        ...more,
      },
      {
        id: 'f',
        title: 'F',
        date: '',
        kind: 'gap',
        tracks: [],
        themes: [],
        participants: [],
        documents: [],
        citations: [],
        commentary: { type: 'doc', content: [] },
      },
    ],
    relations: [{ id: 'r', from: 'e', to: 'f', type: 'after', certainty: 'inferred', ...more }],
    disputes: [{ id: 'q', title: 'Q', type: 'gap', about: [fact], ...more }],
    claims: [{ id: 'k', about: fact, value: 'E', citations: [citation], ...more }],
    ...more,
  }
  const { chronology, problems } = readJson(JSON.stringify(file))
  expect(problems).toEqual([])
  const written = writeJson(throughDocument(chronology as Chronology))
  expect(JSON.parse(written)).toEqual(file)
  expect(written.split('"hologram"').length - 1).toBe(JSON.stringify(file).split('"hologram"').length - 1)
})

test('a file of a newer version is read with a warning and exported as this version, with all that it held', () => {
  const { chronology, problems } = readJson('{"format":"coeval-chronology","version":7,"meta":{"title":"T"},"new":[1]}')
  expect(problems).toMatchObject([{ severity: 'warning', path: '/version' }])
  const text = writeJson(chronology as Chronology)
  expect(JSON.parse(text)).toMatchObject({ version: 1, new: [1] })
  expect(writeJson(read(text))).toBe(text)
})

test('changing one title changes one line', () => {
  const chronology = read(writeJson(randomChronology(3)))
  const before = writeJson(chronology).split('\n')
  const [first, ...others] = chronology.events
  if (!first) throw new Error('seed 3 has no events')
  const after = writeJson({ ...chronology, events: [...others, { ...first, title: 'Another title' }] }).split('\n')
  expect(after).toHaveLength(before.length)
  expect(after.filter((line, index) => line !== before[index])).toEqual(['      "title": "Another title",'])
})

test('the whole of an empty chronology, byte by byte', () => {
  expect(writeJson({ ...emptyChronology('日本'), tracks: [] })).toBe(
    `{
  "format": "coeval-chronology",
  "version": 1,
  "meta": {
    "title": "日本",
    "language": "en"
  },
  "commentary": {
    "type": "doc",
    "content": []
  },
${COLLECTIONS.map((collection) => `  "${collection}": []`).join(',\n')}
}
`,
  )
})

test('keys that look like numbers are in text order too, which JavaScript objects cannot hold', () => {
  const text = writeJson({ ...emptyChronology('T'), extra: { '9': 1, '10': { b: 1, '2': 0, '11': 0 } } })
  expect(text.match(/"(9|10|b|2|11)":/g)).toEqual(['"10":', '"11":', '"2":', '"b":', '"9":'])
})

test.each([
  ['', 1, 1, 'empty'],
  ['{"a": 1,\n  "b": }', 2, 8, 'the value after the ":" is missing'],
  ['{"a": 1\n "b": 2}', 2, 2, '"," or "}" is missing'],
  ['{"a": [1, 2,]}', 1, 13, 'extra comma'],
  ['{"a": 1,}', 1, 9, 'extra comma'],
  ['{"a" 1}', 1, 6, '":" is missing'],
  ['{a: 1}', 1, 2, 'key in double quotes'],
  ["{\n\n'a': 1}", 3, 1, 'key in double quotes'],
  ['{"a": \'b\'}', 1, 7, 'straight double quotes'],
  ['{"a": "b\nc"}', 1, 9, 'past the end of the line'],
  ['{"a": "C:\\dir"}', 1, 10, 'backslash'],
  ['{"a": 01}', 1, 7, 'expected here'],
  ['{"a": NaN}', 1, 7, 'expected here'],
  ['{"a": 1 // one\n}', 1, 9, '"," or "}" is missing'],
  ['// a\n{}', 1, 1, 'no comments'],
  ['{"a": {"b": [1', 1, 15, '"[" is closed'],
  ['{"a": "b', 1, 9, 'closing double quote'],
  ['{} {}', 1, 4, 'after the end'],
  ['{"a": 1,, "b": 2}', 1, 9, 'there is an extra comma here; remove it.'],
  ['{"a": {, "b": 1}}', 1, 8, 'there is an extra comma here; remove it.'],
  ['{"a": [1,, 2]}', 1, 10, 'there is an extra comma here; remove it.'],
  ['{"a": [, 2]}', 1, 8, 'there is an extra comma here; remove it.'],
  ['{"a": , "b": 2}', 1, 7, 'the value after the ":" is missing'],
  ['{“a”: 1}', 1, 2, 'a key is in quotes that JSON does not allow; replace the curly quotes'],
  ['{"a": „b“}', 1, 7, 'a text is in quotes that JSON does not allow; replace the curly quotes'],
  ['{"a": "b”,\n"c": 1}', 1, 11, 'closed with a curly quote'],
  ['{"a": "b”, "c": 1}', 1, 13, 'closed with a curly quote'],
  ['{"a": "“b” and", "c" 1}', 1, 22, '":" is missing'],
])('%j is no JSON, and the place is told: line %i, column %i', (text, line, column, words) => {
  const { chronology, problems } = readJson(text)
  expect(chronology).toBeNull()
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toContain(`line ${line}, column ${column}:`)
  expect(problems[0]?.message).toContain(words)
})

test('the place is told in texts of millions of characters and brackets as well', () => {
  const long = 'x\\n'.repeat(3_000_000)
  expect(readJson(`{"a": "${long}`).problems[0]?.message).toContain('line 1, column 9000008:')
  expect(readJson(`{"a": ${'1'.repeat(3_000_000)}x}`).problems[0]?.message).toContain('line 1, column 7:')
  expect(readJson(`${'\n'.repeat(3_000_000)}[`).problems[0]?.message).toContain('line 3000001, column 2:')
})

test('a text nested 100,000 deep is refused, not crashed on', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const { chronology, problems } = readJson(
    `{"format":"coeval-chronology","version":1,"meta":{"title":"T"},"new":${deep}}`,
  )
  expect(chronology).toBeNull()
  expect(problems[0]?.message).toMatch(/nested more than 1000 levels deep/)
})

test.each([
  ['brackets', '['.repeat(3_000_000)],
  ['objects', '{"a":'.repeat(500_000)],
  ['brackets that are closed', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
])('millions of %s are refused at the first that is too deep, before they are parsed', (_, text) => {
  const { chronology, problems } = readJson(`\n${text}`)
  expect(chronology).toBeNull()
  const at = text.startsWith('{') ? 5001 : 1001
  expect(problems[0]?.message).toBe(`Line 2, column ${at}: this is nested more than 1000 levels deep; make it flatter.`)
})

test('a text of three million characters comes back from a file byte by byte', () => {
  const chronology = { ...emptyChronology('x'.repeat(3_000_000)) }
  const { chronology: again, problems } = readJson(writeJson(chronology))
  expect(problems.map(({ severity, path }) => [severity, path])).toEqual([['warning', '/meta/title']])
  expect(again && writeJson(again)).toBe(writeJson(chronology))
})

test('keys of a newer file cannot take the place of known ones', () => {
  const extra = { format: 'timeline', version: 9, events: 'none', meta: {}, later: 1 }
  const chronology = { ...emptyChronology('T'), extra }
  expect(writeJson(chronology)).toBe(writeJson({ ...chronology, extra: { later: 1 } }))
})

test('writing does not change the chronology that is written', () => {
  const chronology = randomChronology(5)
  writeJson(chronology)
  expect(chronology).toEqual(randomChronology(5))
})

test.each(SEEDS)(
  'whatever a hostile tab puts into the fields of a shared document, the export can be read (seed %i)',
  (seed) => {
    const random = createRandom(seed)
    const doc = new Y.Doc()
    seedDocument(doc, randomChronology(seed))
    updateMeta(doc, { title: 'T' })
    addEntry(doc, 'claims', { id: 'empty' } as never)
    for (const collection of COLLECTIONS) {
      for (const id of random.some(ODD_IDS)) addEntry(doc, collection as 'themes', { id } as never)
      for (const entry of doc.getMap<Y.Map<unknown>>(collection).values()) {
        for (const field of [...entry.keys(), ...Object.keys(FIELDS[collection])]) {
          if (field !== 'id' && field !== 'commentary' && random.chance(0.3)) entry.set(field, randomJson(random))
        }
      }
    }
    const { chronology, problems } = readJson(writeJson(readChronology(doc, { trash: 'with' })))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(chronology?.events).toHaveLength(doc.getMap('events').size)
  },
)

test('formats are found by their id and carry what a menu and a download need', () => {
  expect(formats.map(({ id, extension, mediaType }) => [id, extension, mediaType])).toEqual([
    ['json', 'json', 'application/json'],
  ])
})

/** Lists of entries and sets as well; lists whose order means something stay. */
function shuffleKeys(json: Json, seed: number): Json {
  const random = createRandom(seed)
  const unordered = new Set<string>([...COLLECTIONS, 'participants', 'citations', 'about'])
  const shuffle = (value: Json, key: string): Json => {
    if (Array.isArray(value)) {
      const items = value.map((item) => shuffle(item, ''))
      return unordered.has(key) ? random.shuffle(items) : items
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(random.shuffle(Object.entries(value)).map(([name, item]) => [name, shuffle(item, name)]))
  }
  return shuffle(json, '')
}

import { readFileSync } from 'node:fs'
import { checkChronology } from '@coeval/chronology/check'
import { COLLECTIONS, ENTRY_NAMES, FIELDS, type Field, type RecordKind } from '@coeval/chronology'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import schema from '../schema/coeval-chronology-1.schema.json' with { type: 'json' }
import { readJson, writeJson } from './index.ts'
import { randomChronology } from './testing/random-chronology.ts'

type Fields = Record<string, unknown>
interface Definition {
  title?: string
  description?: string
  required?: string[]
  properties?: Record<string, Definition>
}

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  schema,
)
const definitions = schema.$defs as unknown as Record<string, Definition>

const KINDS = Object.keys(FIELDS) as RecordKind[]

function definitionOf(kind: RecordKind): Definition {
  const name = kind in ENTRY_NAMES ? ENTRY_NAMES[kind as keyof typeof ENTRY_NAMES] : kind
  return definitions[name] as Definition
}

test.each(Array.from({ length: 40 }, (_, index) => index + 101))('what is written is valid (seed %i)', (seed) => {
  const valid = validate(JSON.parse(writeJson(randomChronology(seed))))
  expect(validate.errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test.each(KINDS)('the schema has the fields of %s that the code has, in the same order', (kind) => {
  const fields = Object.entries<Field>(FIELDS[kind])
  const definition = definitionOf(kind)
  expect(Object.keys(definition.properties ?? {})).toEqual(fields.map(([key]) => key))
  expect(definition.required).toEqual(fields.filter(([, field]) => field.required).map(([key]) => key))
})

test('every field in the schema has a title and a description', () => {
  const bare = Object.entries(definitions).flatMap(([name, definition]) =>
    [[name, definition] as const, ...Object.entries(definition.properties ?? {})].flatMap(
      ([key, { title, description }]) => (title && description ? [] : [`${name}.${key}`]),
    ),
  )
  expect(bare).toEqual([])
})

function file(fields: Fields = {}): Fields {
  return { format: 'coeval-chronology', version: 1, meta: { title: 'T' }, ...fields }
}

function event(fields: Fields): Fields {
  return file({ events: [{ id: 'e', title: 'E', ...fields }] })
}

const fact = { type: 'event', id: 'e' }

test.each<[string, unknown]>([
  ['a list', []],
  ['text', 'text'],
  ['another format', file({ format: 'timeline' })],
  ['no format', { version: 1, meta: { title: 'T' } }],
  ['no version', { format: 'coeval-chronology', meta: { title: 'T' } }],
  ['version 0', file({ version: 0 })],
  ['version 1.5', file({ version: 1.5 })],
  ['no meta', file({ meta: undefined })],
  ['a title that is no text', file({ meta: { title: 1 } })],
  ...COLLECTIONS.map((collection): [string, unknown] => [`${collection} that are no list`, file({ [collection]: {} })]),
  ...COLLECTIONS.map((collection): [string, unknown] => [`${collection} of null`, file({ [collection]: [null] })]),
  ...COLLECTIONS.map((collection): [string, unknown] => [`${collection} without fields`, file({ [collection]: [{}] })]),
  ['a bad id', event({ id: 'a/b' })],
  ['an empty id', event({ id: '' })],
  ['an id with a line feed', event({ id: 'a\n' })],
  ['a reserved id', event({ id: 'chronology' })],
  ['a numeric date', event({ date: 2004 })],
  ['null for a date', event({ endDate: null })],
  ['a set of numbers', event({ themes: [1] })],
  ['a set that is text', event({ tracks: 'main' })],
  ['an ordinal that is a number', event({ ordinal: 2 })],
  ['an ordinal in words', event({ ordinal: { value: 'two', status: 'stated' } })],
  ['a place without name', event({ place: { city: 'Astana' } })],
  ['a citation without source', event({ citations: [{ id: 'c' }] })],
  ['commentary as text', event({ commentary: 'words' })],
  ['commentary that is no doc', event({ commentary: { type: 'paragraph' } })],
  ['a node that is text', event({ commentary: { type: 'doc', content: ['words'] } })],
  ['a node without type', event({ commentary: { type: 'doc', content: [{}] } })],
  ['a text without text', event({ commentary: { type: 'doc', content: [{ type: 'text' }] } })],
  ['a mark by name', event({ commentary: { type: 'doc', content: [{ type: 'text', text: 'x', marks: ['bold'] }] } })],
  ['attributes as text', event({ commentary: { type: 'doc', content: [{ type: 'hr', attrs: 'x' }] } })],
  ['null content', event({ commentary: { type: 'doc', content: null } })],
  ['half a colour', file({ tracks: [{ id: 't', name: 'T', colour: 0.5 }] })],
  ['a negative colour', file({ tracks: [{ id: 't', name: 'T', colour: -1 }] })],
  ['a fact without type', file({ disputes: [{ id: 'q', title: 'Q', about: [{ id: 'e' }] }] })],
  ['preferred in words', file({ claims: [{ id: 'k', about: fact, value: 'v', preferred: 'yes' }] })],
  ['a claim whose value is a number', file({ claims: [{ id: 'k', about: fact, value: 2004 }] })],
])('schema and check both refuse %s', (_, input) => {
  // As a file has it: keys that are undefined are not there.
  const json = JSON.parse(JSON.stringify(input)) as unknown
  expect(validate(json)).toBe(false)
  expect(checkChronology(json).chronology).toBeNull()
})

test.each<[string, unknown]>([
  ['the least file', file()],
  ['the least event', event({})],
  ['a newer version', file({ version: 9, layers: [] })],
  ['null attributes', event({ commentary: { type: 'doc', content: [{ type: 'hr', attrs: null }] } })],
  ['a date in words', event({ date: 'one day' })],
  ['ids that lead nowhere', event({ tracks: ['nowhere'] })],
  ['a colour of a larger palette', file({ tracks: [{ id: 't', name: 'T', colour: 40 }] })],
  ['an empty title', event({ title: '' })],
  ['a negative ordinal', event({ ordinal: { value: -2, status: 'stated' } })],
  ['a relation of an event to itself', file({ relations: [{ id: 'r', from: 'e', to: 'e', type: 'after' }] })],
  ['a source that is not CSL', file({ sources: [{ id: 's', type: 'podcast', issued: '2010', author: 'X' }] })],
])('schema and check both let pass %s', (_, json) => {
  expect(validate(json)).toBe(true)
  expect(checkChronology(json).chronology).not.toBeNull()
})

test('the example in FORMAT.md is valid, canonical and without problems', () => {
  const markdown = readFileSync(new URL('../FORMAT.md', import.meta.url), 'utf8')
  const example = /```json\n(.*?)```/s.exec(markdown)?.[1] ?? ''
  const { chronology, problems } = readJson(example)
  expect(problems).toEqual([])
  expect(validate(JSON.parse(example))).toBe(true)
  expect(chronology && writeJson(chronology)).toBe(example)
})

test('FORMAT.md speaks of every field', () => {
  const markdown = readFileSync(new URL('../FORMAT.md', import.meta.url), 'utf8')
  const prose = markdown.replace(/```json\n.*?```/s, '')
  const unnamed = KINDS.flatMap((kind) =>
    Object.keys(FIELDS[kind])
      .filter((key) => !prose.includes(`\`${key}\``) && !prose.includes(`"${key}"`))
      .map((key) => `${kind}.${key}`),
  )
  expect(unnamed).toEqual([])
})

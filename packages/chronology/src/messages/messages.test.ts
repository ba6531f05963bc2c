import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkChronology } from '../check/index.ts'
import { ENTRY_NAMES } from '../fields.ts'
import { type Catalogue, ENGLISH, sayProblem, speakerOf } from './index.ts'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

/** Every message with its dotted path. */
function messagesIn(catalogue: Catalogue, prefix = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' ? [[prefix + name, text]] : messagesIn(text, `${prefix}${name}.`),
  )
}

test('every message is said somewhere', () => {
  const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.endsWith('message-values.ts'))
    .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8'))
    .join('\n')
  const unsaid = messagesIn(ENGLISH).filter(([key]) => {
    const [group = '', name = ''] = key.split('.')
    // `where.${collection}` is put together.
    return !code.includes(`'${key}'`) && !(code.includes(`said(\`${group}.\${`) && mayBeComposed(name, code))
  })
  expect(unsaid).toEqual([])
})

function mayBeComposed(name: string, code: string): boolean {
  return name in ENTRY_NAMES || Object.values(ENTRY_NAMES).includes(name) || code.includes(`otherwise: '${name}'`)
}

test('a check says nothing that is not in the catalogue', () => {
  const folder = `${SOURCES}/check`
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(10)
  for (const name of files) {
    const code = readFileSync(`${folder}/${name}`, 'utf8').replace(/^\s*(\/\/|\/?\*|case ).*$/gm, '')
    // A text of three words with small letters between spaces is a phrase; lists of CSL terms have hyphens and lines.
    if (name !== 'csl.ts') expect(code.match(/['`][^'`\n]*\b[a-z]+ [a-z]+ [a-z]+\b[^'`\n]*['`]/g), name).toBeNull()
  }
})

test('messages are of the kinds that are read without a library, and have no apostrophe, which would quote', () => {
  for (const [key, text] of messagesIn(ENGLISH)) {
    expect(text, key).not.toMatch(/'/)
    expect(text.replace(/\{[\w-]+(, number|, plural,( \w+ \{[^{}]*\})+)?\}/g, ''), key).not.toMatch(/[{}]/)
  }
})

test('values are filled in, numbers written and plural forms chosen as the language has them', () => {
  const catalogue = {
    a: { some: '{n, plural, one {{n, number} {what}} other {{n, number} {what}s}}' },
    list: '{items}!',
  }
  const speak = speakerOf('de', catalogue, () => 'in another language')
  expect(speak({ key: 'a.some', values: { n: 1, what: { key: 'list', values: { items: ['x', 'y'] } } } })).toMatch(
    /^1 x, y!$|^1 x und y!$/,
  )
  expect(speak({ key: 'a.some', values: { n: 12_345, what: 'Tag' } })).toBe('12.345 Tags')
  for (const key of ['a', 'b', 'constructor', 'a.constructor']) expect(speak({ key })).toBe('in another language')
  expect(speakerOf('de', catalogue)({ key: 'a.none' })).toBe('a.none')
})

test('a message that is no good is said as far as it can be read', () => {
  for (const text of [
    '{',
    '}',
    '{n',
    '{n, plural',
    '{n, plural, one {',
    'a {n} } {',
    '{ , number}',
    '{n, odd, x {y}}',
  ]) {
    expect(typeof speakerOf('en', { text })({ key: 'text', values: { n: 7 } })).toBe('string')
  }
  expect(speakerOf('en', { text: 'a {missing} b' })({ key: 'text' })).toBe('a {missing} b')
})

test('what a check found is said in English, and in another language with its place', () => {
  const { problems } = checkChronology({
    format: 'coeval-chronology',
    version: 1,
    meta: { title: 'x' },
    events: [{ id: 'e' }],
  })
  const [found] = problems
  if (!found) throw new Error('nothing was found')
  const english = {
    severity: 'error',
    path: '/events/0/title',
    where: 'event "e"',
    message: 'Event "e" has no "title"; add "title".',
  }
  expect(sayProblem(found, null)).toEqual(english)
  const speak = speakerOf('xx', { where: { events: 'éreignis {id}' }, check: { 'missing-field': '{where} – {key}?' } })
  expect(sayProblem(found, speak)).toEqual({ ...english, where: 'éreignis "e"', message: 'Éreignis "e" – title?' })
  expect(sayProblem(english as typeof found, speak)).toEqual(english)
})

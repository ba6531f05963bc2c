// @vitest-environment jsdom
import type { Relation } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { t, type PlainMessageKey } from '../i18n/late.ts'
import { kindInWords } from './kind-in-words.ts'
import { fieldInWords, ordinalInWords, relationInWords, term } from './labels.ts'

const GROUPS = [
  'dateBasis',
  'certainty',
  'field',
  'locatorLabel',
  'severity',
  'relation',
  'relationBack',
  'cslType',
] as const

test.each(GROUPS)('a %s that nobody knows is shown as it is written, never as the key of a message', (group) => {
  for (const value of ['half-known', 'a.b', 'constructor', '__proto__', 'toString', 'one', 'other', '..']) {
    expect(term(group, value)).toBe(value.replaceAll('-', ' '))
  }
  expect(term(group, '\u202egnp')).toBe('⟨U+202E⟩gnp')
  expect(term(group, 'x'.repeat(100_000))).toHaveLength(200)
})

test('a kind of somebody’s own is short and in order', () => {
  expect(kindInWords('meeting')).toBe('meeting')
  expect(kindInWords('constructor')).toBe('constructor')
  expect(kindInWords(`\u202e${'x'.repeat(1000)}`)).toMatch(/^⟨U\+202E⟩x+…$/)
})

test('a code of a newer server is said in its own words, never as a key', () => {
  expect(t('share.did.mail-sent-again' as PlainMessageKey)).toBe('mail sent again')
  expect(t('audit.action.constructor' as PlainMessageKey)).toBe('constructor')
})

test.each([
  ['URL', 'Address'],
  ['cadence', 'Rhythm'],
  ['narrowerDate', 'Narrower date'],
  ['publisher-place', 'Place of publication'],
  ['some_own field', 'Some own field'],
  ['constructor', 'Constructor'],
])('the field %s is called “%s”', (field, words) => {
  expect(fieldInWords(field)).toBe(words)
})

test('a number is told with its series, where it has one of its own', () => {
  expect(ordinalInWords({ value: 2, status: 'stated' })).toBe('2 (stated)')
  expect(ordinalInWords({ value: 2, status: 'stated', series: 'informal' })).toBe('2 in the series “informal” (stated)')
})

test.each([
  [undefined, 'part of', 'includes'],
  ['stated', 'part of', 'includes'],
  ['inferred', 'part of (inferred)', 'includes (inferred)'],
  ['disputed', 'part of (disputed)', 'includes (disputed)'],
  // Kept, and told of when the file is read.
  ['felt', 'part of', 'includes'],
  ['toString', 'part of', 'includes'],
])('a relation whose certainty is %s says so from both ends', (certainty, there, back) => {
  const relation = { id: 'r', from: 'a', to: 'b', type: 'part-of', certainty } as Relation
  expect([relationInWords(relation, true), relationInWords(relation, false)]).toEqual([there, back])
})

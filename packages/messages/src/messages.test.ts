import { expect, test } from 'vitest'
import { compileMessage, compileMessages } from './compile-messages.ts'
import { findMessage } from './find-message.ts'
import { formatMessage, type Values } from './format-message.ts'
import { valueTypes } from './value-types.ts'

const say = (text: string, values: Values = {}, language = 'en') =>
  formatMessage(compileMessage(text), values, language)

test('a message without values is a text, and a tag in it is a text as well', () => {
  expect(compileMessage('Reload <b>the page</b>')).toBe('Reload <b>the page</b>')
  expect(say('Reload <b>{what}</b>', { what: 'it' })).toBe('Reload <b>it</b>')
})

test('the plural form is that of the language', () => {
  const events = '{count, plural, one {# event} other {# events}}'
  expect([0, 1, 2, 1000].map((count) => say(events, { count }))).toEqual([
    '0 events',
    '1 event',
    '2 events',
    '1,000 events',
  ])
  const russian = '{count, plural, one {# событие} few {# события} many {# событий} other {# события}}'
  expect([1, 3, 5, 21].map((count) => say(russian, { count }, 'ru'))).toEqual([
    '1 событие',
    '3 события',
    '5 событий',
    '21 событие',
  ])
})

test('a message may choose by a word, count in order and have plurals within', () => {
  expect(say('{role, select, owner {owns it} other {reads it}}', { role: 'owner' })).toBe('owns it')
  expect(say('{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} try', { n: 22 })).toBe('22nd try')
  expect(say('{by} made {n, plural, =0 {none} one {one} other {# of {what}}}', { by: 'A', n: 3, what: 'them' })).toBe(
    'A made 3 of them',
  )
})

test('a number has the form of the language, and a text that looks like one stays', () => {
  expect(say('{size, number} MB', { size: 12345.5 }, 'de')).toBe('12.345,5 MB')
  expect(say('in {year}', { year: '12345' })).toBe('in 12345')
})

test('a missing value is an error, and so is a message that cannot be read', () => {
  expect(() => say('{name} is here')).toThrow(/name/)
  expect(() => compileMessages({ a: { b: '{count, plural, one {x}}' } })).toThrow(/"a\.b"/)
})

test('a message is found by its path, and by nothing else', () => {
  const messages = compileMessages({ a: { b: 'Here', c: '{x}' } })
  expect(findMessage(messages, 'a.b')).toBe('Here')
  expect(findMessage(messages, 'a.c')).toHaveLength(1)
  for (const key of ['a', 'a.d', 'a.b.length', 'a.c.0', 'constructor', 'a.constructor']) {
    expect(findMessage(messages, key)).toBeUndefined()
  }
})

test('the types of values are read from the messages', () => {
  const texts = { none: 'Plain', a: { some: '{who}: {n, plural, one {# of {most, number}} other {{what}}}' } }
  expect(valueTypes([texts], { command: 'x' })).toContain(
    "{\n  'a.some': { who: string; n: number; most: number; what: string }\n}",
  )
})

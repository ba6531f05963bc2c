import { sayProblem } from '@coeval/chronology/messages'
import { expect, test } from 'vitest'
import { readJson } from './index.ts'
import { findRepeatedKeys } from './repeated-keys.ts'

const HEAD = '{"format":"coeval-chronology","version":1,"meta":{"title":"T"}'

test('a key that stands twice in one object is told of by line and column, and the last one is used', () => {
  const text = `${HEAD},
    "events": [
      { "id": "a", "title": "A" },
      { "id": "b", "title": "First",
        "date": "2004", "title": "Second" }
    ]}`
  const { chronology, problems } = readJson(text)
  expect(chronology?.events.map(({ title }) => title)).toEqual(['A', 'Second'])
  expect(problems.map((found) => sayProblem(found, null))).toEqual([
    {
      severity: 'warning',
      path: '/events/1/title',
      where: 'the file',
      message:
        'Line 5, column 25: this object already has the key "title", in line 4. Only the last one is used; remove the others.',
    },
  ])
})

test.each([
  ['{}', []],
  ['[{"a":1},{"a":2}]', []],
  ['{"a":{"a":{"a":[]}},"b":{"a":1}}', []],
  ['{"a":"a","b":["a","a",{"c":"b"}]}', []],
  ['{"a":1,"a":2}', ['/a']],
  ['{"a":1,"a":2,"a":3}', ['/a', '/a']],
  ['{"a":[1,{"b":[],"c":{},"b":0}]}', ['/a/1/b']],
  ['{"a":{"x":[{},{}],"x":{}},"a":1}', ['/a/x', '/a']],
  ['{"":1,"":2}', ['/']],
  ['{"a/b":1,"a~":{"z":1,"z":2},"a/b":1}', ['/a~0/z', '/a~1b']],
  ['{"a\\"b":1,"a\\u0022b":2}', ['/a"b']],
  ['{"\\\\":"\\\\","x":1,"\\\\":2}', ['/\\']],
  ['{"__proto__":1,"__proto__":2,"toString":3}', ['/__proto__']],
  [
    `{${Array.from({ length: 40 }, (_, n) => `"k${n % 30}":{}`).join()}}`,
    Array.from({ length: 10 }, (_, n) => `/k${n}`),
  ],
])('in %s the keys that stand twice are %j', (text, paths) => {
  expect(findRepeatedKeys(text).map(({ path }) => path)).toEqual(paths)
})

test('a whole list that stands twice is told of before what follows from it', () => {
  const relation = '{"id":"r","from":"a","to":"a2","type":"after"}'
  const { problems } = readJson(`${HEAD},"events":[{"id":"a","title":"A"}],"events":[],"relations":[${relation}]}`)
  expect(problems.map(({ path }) => path)).toEqual(['/events', '/relations/0/from', '/relations/0/to'])
})

test('errors are told before them', () => {
  const { problems } = readJson('{"format":"coeval-chronology","version":1,"meta":{},"version":1}')
  expect(problems.map(({ severity, path }) => [severity, path])).toEqual([
    ['error', '/meta/title'],
    ['warning', '/version'],
  ])
})

test('millions of them are told of 200 times and counted, each with its line', () => {
  const text = `{${'"a":1,\n'.repeat(2_000_000)}"b":{"a":1}}`
  const problems = findRepeatedKeys(text)
  expect(problems).toHaveLength(201)
  expect(problems[199]?.message).toContain('Line 201, column 1: this object already has the key "a", in line 200.')
  expect(problems.at(-1)?.message).toBe('And 1999799 more: keys that an object has twice.')
})

test('objects without end, keys as long as a file and hundreds of thousands of keys are gone through once', () => {
  const long = 'k'.repeat(5_000_000)
  expect(findRepeatedKeys(`{"${long}":1,"${long}":2}`)[0]?.message.length).toBeLessThan(300)
  expect(findRepeatedKeys(`[${'{"a":{"b":[]}},'.repeat(1_000_000)}{}]`)).toEqual([])
  const many = Array.from({ length: 500_000 }, (_, n) => `"key ${n}":0`).join()
  expect(findRepeatedKeys(`{${many},"key 7":1}`).map(({ path }) => path)).toEqual(['/key 7'])
})

import { spliceBetween } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import { endOfChange, mapOffset, mapSplice } from './caret-mapping.ts'

test('a caret moves with what a colleague inserts before it, and stays for what comes after', () => {
  expect(mapOffset(5, [{ insert: 'abc' }])).toBe(8)
  expect(mapOffset(5, [{ retain: 6 }, { insert: 'abc' }])).toBe(5)
  expect(mapOffset(5, [{ retain: 2 }, { insert: 'x' }, { retain: 1 }, { insert: 'y' }])).toBe(7)
})

test('a caret stays before text that a colleague types at the same place', () => {
  expect(mapOffset(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(5)
  expect(mapOffset(5, [{ retain: 5 }, { insert: 'abc' }], 'after')).toBe(8)
})

test('a caret inside deleted text goes to where the text was', () => {
  expect(mapOffset(5, [{ retain: 2 }, { delete: 10 }])).toBe(2)
  expect(mapOffset(5, [{ delete: 3 }])).toBe(2)
  expect(mapOffset(5, [{ retain: 5 }, { delete: 3 }])).toBe(5)
  expect(mapOffset(5, [{ retain: 1 }, { delete: 2 }, { insert: 'wxyz' }])).toBe(7)
})

test('spliceBetween finds one replacement and leaves surrogate pairs whole', () => {
  expect(spliceBetween('Treaty', 'The Treaty')).toEqual({ start: 1, end: 1, insert: 'he T' })
  expect(spliceBetween('abc', 'abc')).toEqual({ start: 3, end: 3, insert: '' })
  expect(spliceBetween('a😀b', 'a😁b')).toEqual({ start: 1, end: 3, insert: '😁' })
  expect(spliceBetween('aaa', 'aa')).toEqual({ start: 2, end: 3, insert: '' })
})

test('what was composed while a colleague typed lands where it was meant', () => {
  const splice = spliceBetween('Meeting in Tokyo', 'Meeting in 東京 Tokyo')
  const mapped = mapSplice(splice, [[{ insert: 'First ' }], [{ retain: 100 }, { insert: '!' }]])
  expect(mapped).toEqual({ start: 17, end: 17, insert: '東京 ' })
})

test('a replacement whose text a colleague removed meanwhile becomes an insertion', () => {
  expect(mapSplice({ start: 4, end: 8, insert: 'x' }, [[{ retain: 2 }, { delete: 10 }]])).toEqual({
    start: 2,
    end: 2,
    insert: 'x',
  })
})

test('endOfChange is behind the last insertion', () => {
  expect(endOfChange([{ retain: 3 }, { insert: 'ab' }, { delete: 4 }])).toBe(5)
})

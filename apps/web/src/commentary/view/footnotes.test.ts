import type { RichNode, RichText } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { footnoteKey, footnotesOf, readCitationAttrs } from './footnotes.ts'

const cite = (attrs: Record<string, string>): RichNode => ({ type: 'citation', attrs })
const doc = (...blocks: RichNode[][]): RichText => ({
  type: 'doc',
  content: blocks.map((content) => ({ type: 'paragraph', content })),
})

test('numbers follow the first appearance, and the same place in a source keeps its number', () => {
  const notes = footnotesOf(
    doc(
      [cite({ sourceId: 'b', locator: '3' }), { type: 'text', text: 'x' }, cite({ sourceId: 'a' })],
      [cite({ sourceId: 'b', locator: '3', prefix: 'again' }), cite({ sourceId: 'b', locator: '4' })],
    ),
  )
  expect(notes.map((note) => [note.number, note.sourceId, note.locator, note.prefix])).toEqual([
    [1, 'b', '3', undefined],
    [2, 'a', undefined, undefined],
    [3, 'b', '4', undefined],
  ])
})

test('citations inside lists and quotations are numbered in reading order', () => {
  const notes = footnotesOf({
    type: 'doc',
    content: [
      { type: 'blockquote', content: [{ type: 'paragraph', content: [cite({ sourceId: 'deep' })] }] },
      { type: 'paragraph', content: [cite({ sourceId: 'after' })] },
    ],
  })
  expect(notes.map((note) => note.sourceId)).toEqual(['deep', 'after'])
})

test('an absent label and an empty one are the same place', () => {
  expect(footnoteKey({ sourceId: 'a', label: '' })).toBe(footnoteKey({ sourceId: 'a', label: null }))
  expect(footnoteKey({ sourceId: 'a', label: 'section' })).not.toBe(footnoteKey({ sourceId: 'a' }))
})

test('attributes that are not text are not shown as text, and unknown ones are kept', () => {
  expect(readCitationAttrs({ sourceId: ['a'], locator: 4, interpretation: 'i-1' })).toEqual({
    sourceId: '',
    interpretation: 'i-1',
  })
})

// @vitest-environment jsdom
import type { RichText } from '@coeval/chronology'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { closeTabs, giveRectangles, openTwo, paragraph } from '../testing/tab.ts'
import { MAX_WRITTEN_DEPTH } from './nesting-limit.ts'

beforeAll(giveRectangles)
afterEach(closeTabs)

const quoted = (levels: number, html = '<p>x</p>') =>
  `${'<blockquote>'.repeat(levels)}${html}${'</blockquote>'.repeat(levels)}`
const pasted = () => new Event('paste') as ClipboardEvent

test('what would nest too deep is not pasted, and said', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  const before = mine.text()
  for (const html of [quoted(100), quoted(MAX_WRITTEN_DEPTH), '<ul><li><p>a</p>'.repeat(25)]) {
    editor.commands.selectAll()
    editor.view.pasteHTML(html, pasted())
  }
  expect(mine.tooDeep).toBe(3)
  expect(mine.text()).toEqual(before)
  editor.view.pasteHTML(quoted(MAX_WRITTEN_DEPTH - 1), pasted())
  expect(mine.tooDeep).toBe(3)
  expect(JSON.stringify(mine.text()).match(/blockquote/g)).toHaveLength(MAX_WRITTEN_DEPTH - 1)
})

test('no key nests level upon level for ever', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  const replace = (html: string) => {
    editor.commands.selectAll()
    editor.view.pasteHTML(html, pasted())
  }
  replace(quoted(MAX_WRITTEN_DEPTH - 2))
  for (let times = 0; times < 3; times++) editor.commands.wrapIn('blockquote')
  expect(depthOfText(mine.text())).toBe(MAX_WRITTEN_DEPTH + 1)
  expect(mine.tooDeep).toBe(2)

  replace('<ul><li><p>a</p>'.repeat(18))
  for (let times = 0; times < 4; times++) {
    editor.commands.focus('end')
    editor.commands.splitListItem('listItem')
    editor.commands.insertContent('c')
    editor.commands.sinkListItem('listItem')
  }
  expect(depthOfText(mine.text())).toBeLessThanOrEqual(MAX_WRITTEN_DEPTH + 1)
  expect(mine.tooDeep).toBeGreaterThan(2)

  // What is deep within moves with what is around it.
  const said = mine.tooDeep
  editor.commands.selectAll()
  for (let times = 0; times < 3; times++) editor.commands.wrapIn('blockquote')
  expect(mine.tooDeep).toBeGreaterThan(said)
})

test('a text that was deep before, and what a colleague puts in it, can be edited on', () => {
  let deep: RichText['content'][number] = { type: 'paragraph', content: [{ type: 'text', text: 'x' }] }
  for (let depth = 0; depth < MAX_WRITTEN_DEPTH + 10; depth++) deep = { type: 'blockquote', content: [deep] }
  const { mine, theirs, meet } = openTwo({ type: 'doc', content: [deep] })
  const editor = mine.edit()
  editor.commands.focus('end')
  editor.commands.insertContent('y')
  editor.commands.splitBlock()
  editor.commands.lift('blockquote')
  expect(editor.getText()).toMatch('xy')
  const there = theirs.edit()
  there.commands.insertContentAt(0, { type: 'paragraph', content: [{ type: 'text', text: 'Theirs.' }] })
  meet()
  expect(editor.getText()).toMatch('Theirs.')
  mine.history.undo()
  expect(mine.tooDeep).toBe(0)
})

function depthOfText(text: { content?: readonly object[] }): number {
  return Math.max(-1, ...(text.content ?? []).map((child) => depthOfText(child))) + 1
}

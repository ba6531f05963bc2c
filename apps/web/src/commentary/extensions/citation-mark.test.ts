// @vitest-environment jsdom
/** The mark of a citation is drawn by React, and still is like a letter of the text. */
import type { RichNode, RichText } from '@coeval/chronology'
import { EditorContent } from '@tiptap/react'
import { act, createElement } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo } from '../testing/tab.ts'

beforeAll(giveRectangles)
afterEach(() => {
  closePages()
  closeTabs()
})

const cite = (sourceId: string): RichNode => ({ type: 'citation', attrs: { sourceId } })
const cited = (...content: RichNode[]): RichText => ({ type: 'doc', content: [{ type: 'paragraph', content }] })

async function openCited() {
  const { mine, theirs, meet } = openTwo(cited({ type: 'text', text: 'Held' }, cite('s1'), { type: 'text', text: '.' }))
  const editor = mine.edit()
  await openPage()(createElement(EditorContent, { editor }))
  const marks = () => [...editor.view.dom.querySelectorAll<HTMLElement>('sup > span')]
  return { mine, theirs, meet, editor, marks }
}

test('marks before it give it other numbers, and name it so', async () => {
  const { mine, editor, marks } = await openCited()
  const [mark] = marks()
  const numbers = () => marks().map((each) => [each.textContent, each.getAttribute('aria-label')])
  for (const source of ['s2', 's3']) {
    await act(async () => void editor.commands.insertContentAt(1, cite(source)))
    mine.history.endStep()
  }
  expect(numbers()).toEqual([1, 2, 3].map((number) => [String(number), `Note ${number}`]))
  // The one that was there is the one that is there: nothing was drawn again but its number.
  expect(marks()[2]).toBe(mark)
  await act(async () => void mine.history.undo())
  expect(numbers()).toEqual([1, 2].map((number) => [String(number), `Note ${number}`]))
})

test('a click opens it where it stands now', async () => {
  const { mine, editor, marks } = await openCited()
  editor.commands.insertContentAt(1, 'Was ')
  await act(async () => marks()[0]?.click())
  expect(mine.opened).toEqual([9])
})

test('keys and composition at a mark are the text’s', async () => {
  const { mine, editor, marks } = await openCited()
  editor.commands.insertContentAt(1, 'Was ')
  const [mark] = marks()
  mark?.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
  expect(editor.getText()).toBe('Held.')
  expect(mine.history.canRedo()).toBe(true)
  mark?.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
  expect(editor.view.composing).toBe(true)
})

test('a colleague’s letters before it, and their caret at it, leave it standing', async () => {
  const { mine, theirs, meet, editor, marks } = await openCited()
  const there = theirs.edit()
  there.commands.insertContentAt(1, 'Was ')
  await act(async () => meet())
  expect(marks().map((each) => each.textContent)).toEqual(['1'])
  expect(editor.getText()).toBe('Was Held.')
  expect(theirs.text()).toEqual(mine.text())
})

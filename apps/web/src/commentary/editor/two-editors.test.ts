// @vitest-environment jsdom
/** Two editors bound to one text at once: at most for a moment, while one takes the place of the other. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { closeTabs, giveRectangles, openTwo, paragraph, writeFromTheFuture } from '../testing/tab.ts'

beforeAll(giveRectangles)
afterEach(closeTabs)

test('a second editor writes nothing when it comes, nor the first when it goes', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const first = mine.edit()
  let updates = 0
  mine.doc.on('update', () => updates++)
  const second = mine.edit()
  first.destroy()
  expect(updates).toBe(0)
  expect(second.getText()).toBe('Held.')
})

test('what is typed in one is in the other, once, and is one step of undo', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const first = mine.edit()
  const second = mine.edit()
  let updates = 0
  mine.doc.on('update', () => updates++)
  first.commands.insertContentAt(6, ' More.')
  expect(updates).toBe(1)
  theirs.edit().commands.insertContentAt(1, 'First, ')
  meet()
  expect([first.getText(), second.getText()]).toEqual(['First, Held. More.', 'First, Held. More.'])
  first.destroy()
  mine.history.undo()
  meet()
  expect(second.getText()).toBe('First, Held.')
  expect(theirs.text()).toEqual(paragraph('First, Held.'))
})

test('neither of two removes what a newer colleague writes', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const editors = [mine.edit(), mine.edit()]
  const before = writeFromTheFuture(theirs)
  meet()
  for (const editor of editors) {
    editor.commands.insertContentAt(1, 'typed into the void')
    editor.destroy()
  }
  meet()
  expect(mine.unfit).toEqual(['unfit', 'unfit'])
  expect(theirs.text()).toEqual(before)
})

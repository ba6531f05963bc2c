// @vitest-environment jsdom
/** The binding when its plugins are made again, as EditorContent does when it comes and when it goes. */
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { EditorContent } from '@tiptap/react'
import { createElement } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo, paragraph, writeFromTheFuture } from '../testing/tab.ts'

beforeAll(giveRectangles)
afterEach(() => {
  closePages()
  closeTabs()
})

test('a text that became unfit before an editor was made is left alone by it', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const before = writeFromTheFuture(theirs)
  meet()
  const editor = mine.edit()
  expect(mine.unfit).toEqual(['unfit'])
  editor.commands.insertContentAt(1, 'typed into the void')
  editor.destroy()
  expect(mine.text()).toEqual(before)
  expect(mine.listeners()).toBe(0)
})

test('the guard still looks before the binding does', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  await openPage()(createElement(EditorContent, { editor }))
  const before = writeFromTheFuture(theirs)
  meet()
  meet()
  expect(mine.unfit).toEqual(['unfit'])
  expect([mine.text(), theirs.text()]).toEqual([before, before])
})

test('an editor that was cut off stays so', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  writeFromTheFuture(theirs)
  meet()
  let written = 0
  mine.doc.on('update', (_update, origin) => {
    if (origin !== 'remote') written++
  })
  const page = openPage()
  await page(createElement(EditorContent, { editor }))
  editor.commands.insertContentAt(1, 'typed into the void')
  const before = writeFromTheFuture(theirs)
  meet()
  await page(null)
  expect(written).toBe(0)
  expect([mine.text(), theirs.text()]).toEqual([before, before])
  expect(mine.unfit).toEqual(['unfit'])
})

test('undo, and the caret that it puts back, survive', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  editor.commands.insertContentAt(6, ' More.')
  await openPage()(createElement(EditorContent, { editor }))
  expect(mine.history.undo()).toBe('done')
  expect(editor.getText()).toBe('Held.')
  expect(mine.history.redo()).toBe('done')
  expect(editor.getText()).toBe('Held. More.')
})

test('the name at a colleague’s caret goes and comes again', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  const text = (mine.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
  const moveTo = (index: number) => {
    const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)) as unknown
    mine.awareness.states.set(7, { user: { name: 'Timur', colour: 3 }, cursor: { anchor: position, head: position } })
    mine.awareness.emit('change', [{ added: [], updated: [7], removed: [] }, 'remote'])
  }
  const caret = () => editor.view.dom.querySelector<HTMLElement>('[data-person-colour="3"]')
  moveTo(2)
  await expect.poll(() => caret()?.dataset.moving).toBe('')
  editor.registerPlugin(new Plugin({ key: new PluginKey('another') }))
  // Who let the name go would be gone; so it goes now.
  expect(caret()?.dataset.moving).toBeUndefined()
  moveTo(3)
  await expect.poll(() => caret()?.dataset.moving).toBe('')
})

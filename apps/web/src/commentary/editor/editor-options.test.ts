// @vitest-environment jsdom
import { commentaryOf, readEntryById, updateEntry } from '@coeval/chronology/ydoc'
import { EditorContent } from '@tiptap/react'
import { createElement } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo, paragraph } from '../testing/tab.ts'

beforeAll(giveRectangles)
afterEach(() => {
  closePages()
  closeTabs()
})

test('mounting an editor writes nothing', async () => {
  const { mine } = openTwo({
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'How it has been read' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', marks: [{ type: 'bold' }], text: 'Soft pressure' },
          { type: 'citation', attrs: { sourceId: 's1', label: 'section', locator: 'Agenda', interpretation: 'i-1' } },
          { type: 'text', marks: [{ type: 'link', attrs: { href: 'https://example.org' } }], text: 'there' },
        ],
      },
    ],
  })
  const before = mine.text()
  let updates = 0
  mine.doc.on('update', () => updates++)
  const editor = mine.edit()
  await openPage()(createElement(EditorContent, { editor }))
  editor.commands.setTextSelection(3)
  expect(updates).toBe(0)
  expect(mine.text()).toEqual(before)
  expect([...editor.view.dom.querySelectorAll('sup')].map((mark) => mark.textContent)).toEqual(['1'])
})

test('two editors converge, and undo takes back only my words', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held in Astana.'))
  const here = mine.edit()
  const there = theirs.edit()
  here.commands.insertContentAt(1, 'First, ')
  there.commands.insertContentAt(16, ' Six came.')
  meet()
  expect(mine.text()).toEqual(paragraph('First, Held in Astana. Six came.'))
  expect(theirs.text()).toEqual(mine.text())
  expect(here.getText()).toBe('First, Held in Astana. Six came.')
  mine.history.undo()
  meet()
  expect(there.getText()).toBe('Held in Astana. Six came.')
})

test('undo of a paragraph that I began keeps the words that a colleague wrote in it', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const here = mine.edit()
  const there = theirs.edit()
  here.commands.insertContentAt(7, { type: 'paragraph', content: [{ type: 'text', text: 'Mine. ' }] })
  meet()
  there.commands.insertContentAt(14, 'Theirs.')
  meet()
  mine.history.undo()
  meet()
  expect(here.getText()).toBe('Held.\n\nTheirs.')
  expect(theirs.text()).toEqual(mine.text())
})

test('fields and text are one stack of undo', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  mine.history.step(() => updateEntry(mine.doc, 'events', 'e1', { date: '2004' }))
  editor.commands.insertContentAt(6, ' More.')
  mine.history.step(() => updateEntry(mine.doc, 'events', 'e1', { date: '2005' }))
  const seen: unknown[] = []
  for (let walk = 0; walk < 3; walk++) {
    editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
    seen.push([readEntryById(mine.doc, 'events', 'e1')?.date, editor.getText()])
  }
  expect(seen).toEqual([
    ['2004', 'Held. More.'],
    ['2004', 'Held.'],
    ['', 'Held.'],
  ])
})

test('fifty editors later undo still works and nobody listens any more', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const fragment = commentaryOf(mine.doc, 'e1')! as unknown as { _dEH: { l: unknown[] } }
  const count = () => [
    mine.history.manager._observers.get('stack-item-added')?.size ?? 0,
    mine.history.manager._observers.get('stack-item-popped')?.size ?? 0,
    mine.awareness._observers.get('change')?.size ?? 0,
    mine.doc._observers.get('beforeAllTransactions')?.size ?? 0,
    mine.doc._observers.get('destroy')?.size ?? 0,
    fragment._dEH.l.length,
  ]
  const before = count()
  for (let round = 0; round < 50; round++) {
    const editor = mine.edit()
    if (round === 0) editor.commands.insertContentAt(6, ' More.')
    editor.destroy()
  }
  expect(count()).toEqual(before)
  expect(mine.history.undo()).toBe('done')
  expect(mine.text()).toEqual(paragraph('Held.'))
  expect(mine.history.redo()).toBe('done')
  const last = mine.edit()
  expect(last.getText()).toBe('Held. More.')
  mine.history.endStep()
  last.commands.insertContentAt(1, 'x')
  mine.history.undo()
  expect(last.getText()).toBe('Held. More.')
})

test('links that are no web or mail address are neither made nor kept as links', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  editor.commands.selectAll()
  expect(editor.commands.setLink({ href: 'javascript:alert(1)' })).toBe(false)
  editor.view.pasteHTML(
    '<p><a href="javascript:alert(1)" target="_self">bad</a> <a href="https://a.org">good</a></p>',
    new Event('paste') as ClipboardEvent,
  )
  const links = [...editor.view.dom.querySelectorAll('a')]
  expect(links.map((link) => [link.textContent, link.href, link.rel, link.target])).toEqual([
    ['good', 'https://a.org/', 'noopener noreferrer nofollow', '_blank'],
  ])
})

test('a malformed cursor of a colleague breaks nothing', () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  const states = mine.awareness.states
  for (const [index, cursor] of [{}, { anchor: 1, head: {} }, 'x', { anchor: { type: 3 }, head: null }].entries()) {
    states.set(1000 + index, { user: { name: 'Eve', colour: 3 }, cursor })
  }
  mine.awareness.emit('change', [{ added: [1000, 1001, 1002, 1003], updated: [], removed: [] }, 'remote'])
  editor.commands.insertContentAt(6, ' More.')
  expect(editor.getText()).toBe('Held. More.')
})

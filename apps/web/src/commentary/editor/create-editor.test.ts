// @vitest-environment jsdom
import type { RichText } from '@coeval/chronology'
import {
  addEvent,
  commentaryOf,
  readCommentary,
  UndoHistory,
  updateEntry,
  readEntryById,
} from '@coeval/chronology/ydoc'
import type { Editor } from '@tiptap/core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { examine } from '../extensions/content-guard.ts'
import { createEditor } from './create-editor.ts'
import { contentSchema } from '../extensions/extensions.ts'
import { MAX_WRITTEN_DEPTH } from '../extensions/nesting-limit.ts'

beforeAll(() => {
  // jsdom lays nothing out; ProseMirror asks for rectangles when it scrolls.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
})

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close()
})

const paragraph = (text: string): RichText => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

class Tab {
  readonly doc = new Y.Doc()
  readonly history = new UndoHistory(this.doc)
  readonly awareness = new Awareness(this.doc)
  readonly unfit: string[] = []
  tooDeep = 0

  constructor() {
    closing.push(() => {
      this.awareness.destroy()
      this.history.close()
      this.doc.destroy()
    })
  }

  edit(attributes: readonly string[] = []): Editor {
    const element = document.createElement('div')
    document.body.append(element)
    const editor = createEditor({
      element,
      fragment: commentaryOf(this.doc, 'e1')!,
      history: this.history,
      awareness: this.awareness,
      attributes,
      label: 'Commentary',
      onWalk: (direction) => this.history[direction](),
      onUnfit: ({ kind }) => this.unfit.push(kind),
      onTooDeep: () => this.tooDeep++,
      onOpenCitation: () => undefined,
      onSuggestionKey: () => false,
    })
    closing.push(() => editor.destroy())
    return editor
  }

  text(): RichText {
    return readCommentary(this.doc, 'e1')
  }
}

function openTwo(commentary: RichText) {
  const mine = new Tab()
  const theirs = new Tab()
  addEvent(mine.doc, { id: 'e1', title: 'Treaty', commentary })
  const meet = () => {
    Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(mine.doc, Y.encodeStateVector(theirs.doc)), 'remote')
    Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(theirs.doc, Y.encodeStateVector(mine.doc)), 'remote')
  }
  meet()
  mine.history.manager.clear()
  return { mine, theirs, meet }
}

test('mounting an editor writes nothing', () => {
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

test('text of a newer version is refused and kept', () => {
  const schema = contentSchema([])
  const verdictOf = (content: RichText['content']) => {
    const { mine } = openTwo({ type: 'doc', content })
    return examine(commentaryOf(mine.doc, 'e1')!, schema)
  }
  expect(verdictOf([{ type: 'hologram', content: [{ type: 'paragraph' }] }]).kind).toBe('unfit')
  expect(
    verdictOf([{ type: 'paragraph', content: [{ type: 'text', marks: [{ type: 'glow' }], text: 'x' }] }]).kind,
  ).toBe('unfit')
  expect(verdictOf([{ type: 'paragraph', content: [{ type: 'citation', attrs: { sourceId: ['x'] } }] }]).kind).toBe(
    'unfit',
  )
  expect(verdictOf([{ type: 'paragraph', attrs: { align: 'end' } }])).toEqual({
    kind: 'attributes',
    attributes: ['paragraph.align'],
  })
  // Left over where two people removed the items of a list: nobody's words are in it.
  expect(verdictOf([{ type: 'bulletList', content: [] }]).kind).toBe('fits')
  let deep: RichText['content'][number] = { type: 'paragraph', content: [{ type: 'text', text: 'x' }] }
  for (let depth = 0; depth < 300; depth++) deep = { type: 'blockquote', content: [deep] }
  expect(verdictOf([deep]).kind).toBe('unfit')
})

test('what a newer colleague writes pauses my editor and is not removed', () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  const theirText = commentaryOf(theirs.doc, 'e1')!
  theirs.doc.transact(() => {
    const strange = new Y.XmlElement('hologram')
    theirText.push([strange])
    strange.push([new Y.XmlText('from the future')])
  })
  meet()
  expect(mine.unfit).toEqual(['unfit'])
  editor.commands.insertContentAt(1, 'typed into the void')
  editor.destroy()
  meet()
  expect(theirs.text()).toEqual({
    type: 'doc',
    content: [
      ...paragraph('Held.').content,
      { type: 'hologram', content: [{ type: 'text', text: 'from the future' }] },
    ],
  })
})

test('attributes that only a newer version knows survive an edit of their paragraph', () => {
  const { mine } = openTwo({
    type: 'doc',
    content: [{ type: 'paragraph', attrs: { align: 'end' }, content: [{ type: 'text', text: 'Held.' }] }],
  })
  const editor = mine.edit(['paragraph.align'])
  editor.commands.insertContentAt(6, ' More.')
  expect(mine.text().content[0]?.attrs).toEqual({ align: 'end' })
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

test('an attribute that cannot be made a text pauses the editor at most, and is shown without it', () => {
  const odd = { toString: 1, valueOf: 2 } as never
  for (const node of [
    { type: 'orderedList', attrs: { start: odd, type: odd } },
    { type: 'bulletList', attrs: { odd } },
    { type: 'codeBlock', attrs: { language: odd } },
    { type: 'heading', attrs: { level: odd } },
  ]) {
    const { mine } = openTwo(paragraph('Held.'))
    const fragment = commentaryOf(mine.doc, 'e1')!
    mine.doc.transact(() => {
      const element = new Y.XmlElement(node.type)
      fragment.push([element])
      for (const [name, value] of Object.entries(node.attrs)) element.setAttribute(name, value)
      const item = new Y.XmlElement('listItem')
      const inner = new Y.XmlElement('paragraph')
      const text = new Y.XmlText('x')
      if (node.type.endsWith('List')) {
        element.push([item])
        item.push([inner])
        inner.push([text])
      } else element.push([text])
    })
    const verdict = examine(fragment, contentSchema([]))
    if (verdict.kind === 'unfit') continue
    const editor = mine.edit(verdict.kind === 'attributes' ? verdict.attributes : [])
    expect(editor.getText()).toMatch('x')
  }
})

function depthOfText(text: { content?: readonly object[] }): number {
  return Math.max(-1, ...(text.content ?? []).map((child) => depthOfText(child))) + 1
}

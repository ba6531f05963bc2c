// @vitest-environment jsdom
import type { RichText } from '@coeval/chronology'
import { commentaryOf } from '@coeval/chronology/ydoc'
import { afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeTabs, giveRectangles, openTwo, paragraph } from '../testing/tab.ts'
import { examine } from './content-guard.ts'
import { contentSchema } from './extensions.ts'

beforeAll(giveRectangles)
afterEach(closeTabs)

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

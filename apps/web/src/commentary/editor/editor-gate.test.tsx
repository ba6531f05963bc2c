// @vitest-environment jsdom
import type { RichText } from '@coeval/chronology'
import type { Editor } from '@tiptap/core'
import { act } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo, paragraph, type Tab, writeFromTheFuture } from '../testing/tab.ts'
import { EditorGate } from './editor-gate.tsx'

beforeAll(giveRectangles)
afterEach(() => {
  closePages()
  closeTabs()
})

const aligned: RichText = {
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { align: 'end' }, content: [{ type: 'text', text: 'Held.' }] }],
}

function gate(tab: Tab, onPause: () => void) {
  return (
    <EditorGate
      fragment={tab.fragment}
      history={tab.history}
      awareness={tab.awareness}
      label="Commentary"
      autoFocus={false}
      announce={() => undefined}
      onPause={onPause}
    />
  )
}

function shownEditor(): Editor | undefined {
  return document.querySelector<Element & { editor?: Editor }>('.ProseMirror')?.editor
}

test('attributes that the text has already are carried from the first', async () => {
  const { mine } = openTwo(aligned)
  await openPage()(gate(mine, () => undefined))
  await act(async () => void shownEditor()?.commands.insertContentAt(6, ' More.'))
  expect(mine.text().content[0]?.attrs).toEqual({ align: 'end' })
})

test('attributes that a colleague brings make the editor anew, once, and are kept', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  let pauses = 0
  await openPage()(gate(mine, () => pauses++))
  const first = shownEditor()
  const theirParagraph = theirs.fragment.get(0) as Y.XmlElement
  theirParagraph.setAttribute('align', 'end')
  await act(async () => meet())
  const second = shownEditor()
  expect([second === first, first?.isDestroyed, pauses]).toEqual([false, true, 0])
  await act(async () => void second?.commands.insertContentAt(6, ' More.'))
  theirParagraph.setAttribute('align', 'start')
  await act(async () => meet())
  expect(shownEditor()).toBe(second)
  expect(second?.getText()).toBe('Held. More.')
  expect(mine.text().content[0]?.attrs).toEqual({ align: 'start' })
})

test('a carried attribute that is no text does not pause the editor when a colleague writes', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const odd = { toString: 1 } as unknown as string
  ;(theirs.fragment.get(0) as Y.XmlElement).setAttribute('odd', odd)
  meet()
  let pauses = 0
  await openPage()(gate(mine, () => pauses++))
  theirs.fragment.push([new Y.XmlElement('paragraph')])
  await act(async () => meet())
  expect(pauses).toBe(0)
  expect(shownEditor()?.getText()).toMatch('Held.')
})

test('a text of a newer version is never bound, and nothing of it is removed', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const before = writeFromTheFuture(theirs)
  meet()
  let pauses = 0
  await openPage()(gate(mine, () => pauses++))
  expect(pauses).toBeGreaterThan(0)
  expect(shownEditor()).toBeUndefined()
  expect([mine.listeners(), mine.text()]).toEqual([0, before])
})

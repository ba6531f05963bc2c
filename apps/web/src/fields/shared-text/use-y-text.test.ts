// @vitest-environment jsdom
import { addEvent, textOf, UndoHistory } from '@coeval/chronology/ydoc'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bindField } from './use-y-text.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  document.body.replaceChildren()
})

/** A tab with the title of one event bound to a textarea, and a colleague's document. */
function openTab(title = 'Treaty of Astana') {
  const doc = new Y.Doc()
  addEvent(doc, { id: 'e1', title })
  const peer = new Y.Doc()
  const meet = () => {
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(peer)), 'remote')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc)), 'remote')
  }
  meet()
  const history = new UndoHistory(doc)
  const text = textOf(doc, { collection: 'events', id: 'e1' }, 'title')!
  const theirs = textOf(peer, { collection: 'events', id: 'e1' }, 'title')!
  const field = document.createElement('textarea')
  document.body.append(field)
  stops.push(bindField(field, text, { doc, history }, (value) => value.replaceAll('\n', ' ')))
  field.focus()
  const type = (value: string, caret: number) => {
    field.value = value
    field.setSelectionRange(caret, caret)
    field.dispatchEvent(new Event('input'))
  }
  return { doc, history, text, theirs, field, meet, type }
}

test('letters go both ways, and my caret keeps its place when a colleague types before it', () => {
  const { theirs, text, field, meet, type } = openTab()
  type('Treaty! of Astana', 7)
  meet()
  expect(theirs.toJSON()).toBe('Treaty! of Astana')
  theirs.insert(0, 'The ')
  meet()
  expect([field.value, field.selectionStart]).toEqual(['The Treaty! of Astana', 11])
  expect(text.toJSON()).toBe(field.value)
})

test('a colleague typing at my caret does not push it', () => {
  const { theirs, field, meet } = openTab()
  field.setSelectionRange(6, 6)
  theirs.insert(6, ' (2004)')
  meet()
  expect(field.selectionStart).toBe(6)
})

test('what an input method composes lands where it was meant, though a colleague typed meanwhile', () => {
  const { theirs, text, field, meet } = openTab()
  field.setSelectionRange(10, 10)
  field.dispatchEvent(new Event('compositionstart'))
  field.value = 'Treaty of アスタナAstana'
  field.dispatchEvent(new Event('input'))
  expect(text.toJSON()).toBe('Treaty of Astana')
  theirs.insert(0, 'The ')
  meet()
  expect(field.value).toBe('Treaty of アスタナAstana')
  field.dispatchEvent(new Event('compositionend'))
  expect(field.value).toBe('The Treaty of アスタナAstana')
  expect(field.selectionStart).toBe(18)
  meet()
  expect(theirs.toJSON()).toBe('The Treaty of アスタナAstana')
})

test('pasted line breaks become spaces', () => {
  const { text, field, type } = openTab()
  type('Treaty\nof Astana', 7)
  expect([field.value, text.toJSON(), field.selectionStart]).toEqual(['Treaty of Astana', 'Treaty of Astana', 7])
})

test("the browser's own undo is the shared undo: a colleague's letters stay", () => {
  const { theirs, field, meet, type } = openTab()
  type('Treaty of Astana!', 17)
  meet()
  theirs.insert(0, 'The ')
  meet()
  const undo = new InputEvent('beforeinput', { inputType: 'historyUndo', cancelable: true })
  field.dispatchEvent(undo)
  expect(undo.defaultPrevented).toBe(true)
  expect(field.value).toBe('The Treaty of Astana')
})

test('a field that was let go follows no longer', () => {
  const { theirs, field, meet } = openTab()
  stops.pop()!()
  theirs.insert(0, 'The ')
  meet()
  expect(field.value).toBe('Treaty of Astana')
})

// @vitest-environment jsdom
/** What @tiptap/react does of its own accord, and what is done here so that it costs nobody anything. */
import type { Editor } from '@tiptap/core'
import type { ComponentProps } from 'react'
import { act } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo, paragraph, type Tab, writeFromTheFuture } from '../testing/tab.ts'
import { BoundEditor } from './bound-editor.tsx'

beforeAll(giveRectangles)
afterEach(() => {
  vi.useRealTimers()
  closePages()
  closeTabs()
})

/** Listeners of one editor to its text: the guard and the binding. */
const ONE_EDITOR = 2
const NO_ATTRIBUTES: readonly string[] = []

function Bound({ tab, ...rest }: { tab: Tab } & Partial<ComponentProps<typeof BoundEditor>>) {
  return (
    <BoundEditor
      fragment={tab.fragment}
      history={tab.history}
      awareness={tab.awareness}
      attributes={NO_ATTRIBUTES}
      label="Commentary"
      autoFocus={false}
      announce={() => undefined}
      onUnfit={({ kind }) => tab.unfit.push(kind)}
      {...rest}
    />
  )
}

function shownEditor(): Editor {
  const { editor } = document.querySelector('.ProseMirror') as Element & { editor?: Editor }
  if (!editor) throw new Error('no editor is shown')
  return editor
}

test('no second editor is ever bound under StrictMode, and nothing is written', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const most = watchListeners(mine)
  let updates = 0
  mine.doc.on('update', () => updates++)
  await openPage()(<Bound tab={mine} />)
  expect(shownEditor().getText()).toBe('Held.')
  expect([most(), mine.listeners(), updates]).toEqual([ONE_EDITOR, ONE_EDITOR, 0])
})

test('a render of what is around leaves the editor and its options alone', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const page = openPage()
  await page(<Bound tab={mine} />)
  const editor = shownEditor()
  const setOptions = vi.spyOn(editor, 'setOptions')
  for (let renders = 0; renders < 3; renders++) await page(<Bound tab={mine} announce={() => undefined} />)
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(setOptions).not.toHaveBeenCalled()
  expect(shownEditor()).toBe(editor)
})

test('an editor that goes has let go of text, history and awareness when the next one comes', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const page = openPage()
  const most = watchListeners(mine)
  // Nothing that a timer would do is done.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await page(<Bound key="first" tab={mine} />)
  const first = shownEditor()
  await page(<Bound key="second" tab={mine} />)
  expect(first.isDestroyed).toBe(true)
  expect([most(), mine.listeners()]).toEqual([ONE_EDITOR, ONE_EDITOR])
  await page(null)
  expect(mine.listeners()).toBe(0)
})

test('a text that pauses while React has the editor keeps what a newer colleague wrote', async () => {
  const { mine, theirs, meet } = openTwo(paragraph('Held.'))
  const page = openPage()
  await page(<Bound tab={mine} />)
  const before = writeFromTheFuture(theirs)
  await act(async () => meet())
  expect(mine.unfit).toEqual(['unfit'])
  await page(null)
  meet()
  expect([theirs.text(), mine.text()]).toEqual([before, before])
})

/** The most listeners that the text of a tab has had at once from now on. */
function watchListeners(tab: Tab): () => number {
  const { fragment } = tab
  const observeDeep = fragment.observeDeep.bind(fragment)
  let most = 0
  fragment.observeDeep = (listener) => {
    observeDeep(listener)
    most = Math.max(most, tab.listeners())
  }
  return () => most
}

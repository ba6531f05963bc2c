// @vitest-environment jsdom
import { act, Profiler } from 'react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { closePages, openPage } from '../testing/shown.tsx'
import { closeTabs, giveRectangles, openTwo, paragraph } from '../testing/tab.ts'
import { Toolbar } from './toolbar.tsx'

beforeAll(giveRectangles)
afterEach(() => {
  closePages()
  closeTabs()
})

test('typing renders no button anew, and a format at the caret does', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const editor = mine.edit()
  let renders = 0
  const nothing = () => undefined
  await openPage()(
    <Profiler id="toolbar" onRender={() => renders++}>
      <Toolbar editor={editor} onLink={nothing} onCite={nothing} onStep={nothing} />
    </Profiler>,
  )
  const bold = () => document.querySelector('[aria-keyshortcuts="Control+B"]')?.getAttribute('aria-pressed')
  expect(bold()).toBe('false')
  renders = 0
  for (const letter of 'abc') act(() => void editor.commands.insertContentAt(1, letter))
  expect(renders).toBe(0)
  act(() => void editor.chain().selectAll().toggleBold().run())
  expect(renders).toBeGreaterThan(0)
  expect(bold()).toBe('true')
})

test('the toolbar is one stop of the Tab key, and arrows move in it', async () => {
  const { mine } = openTwo(paragraph('Held.'))
  const nothing = () => undefined
  await openPage()(<Toolbar editor={mine.edit()} onLink={nothing} onCite={nothing} onStep={nothing} />)
  const bar = document.querySelector<HTMLElement>('[role="toolbar"]')
  const tools = [...(bar?.querySelectorAll<HTMLElement>('button') ?? [])]
  const stops = () => tools.flatMap(({ tabIndex }, index) => (tabIndex === 0 ? [index] : []))
  const press = (key: string) =>
    act(() => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
  expect(stops()).toEqual([0])
  act(() => tools[0]?.focus())
  const stopped = ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'ArrowRight', 'ArrowLeft', 'Home'].map((key) => {
    press(key)
    return [...stops(), tools.indexOf(document.activeElement as HTMLElement)]
  })
  const last = tools.length - 1
  expect(stopped).toEqual([1, 2, 1, last, 0, last, 0].map((at) => [at, at]))
})

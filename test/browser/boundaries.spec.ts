import type { Page } from '@playwright/test'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { date, editor, eventAddress, MEETING_2004, MEETING_2006, panel, saved, setDate, title } from './workspace.ts'

// One part of the page that fails says so, and leaves the others working. The parts fail by the hook of the development
// build (apps/web/src/boundary/provoked.ts), or by what the browser gives them.

type Change = 'fail' | 'mend'

function tell(page: Page, change: Change, part: string): Promise<void> {
  return page.evaluate(([change, part]) => void dispatchEvent(new CustomEvent(`coeval:${change}`, { detail: part })), [
    change,
    part,
  ] as const)
}

function failed(page: Page, part: string) {
  return page.locator(`[data-failed="${part}"]`)
}

const wholePage = (page: Page) => page.getByText('Something went wrong')

test('a timeline that fails leaves its place to the list, and comes back', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2004, 'timeline'))
  await page.locator('.tl-event').first().waitFor()
  await tell(page, 'fail', 'timeline')
  await expect(failed(page, 'timeline')).toContainText('The timeline could not be drawn.')
  await expect(page.getByRole('table', { name: 'Events by track and date' })).toBeVisible()
  await expect(title(page)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.getByText('Technical details').click()
  await expect(page.getByRole('textbox', { name: 'Technical details' })).toHaveValue(/told to fail/)

  // It goes on failing, and what is written meanwhile is saved.
  await setDate(page, '2004-08-29')
  await saved(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(failed(page, 'timeline')).toBeVisible()
  await tell(page, 'mend', 'timeline')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await expect(failed(page, 'timeline')).toHaveCount(0)
  expect(uncaughtErrors(page)).toEqual([])
})

test('a part that failed is tried again when a colleague changes the chronology', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=timeline`)
  const colleague = await openTab(browser, eventAddress(server, MEETING_2004))
  await page.locator('.tl-event').first().waitFor()
  await tell(page, 'fail', 'timeline')
  await expect(failed(page, 'timeline')).toBeVisible()
  await tell(page, 'mend', 'timeline')
  await expect(failed(page, 'timeline')).toBeVisible()
  await setDate(colleague, '2004-08-29')
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await expect(failed(page, 'timeline')).toHaveCount(0)
})

test('the list and the panel fail alone, and Escape closes the panel', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2004))
  await expect(title(page)).toBeVisible()
  await tell(page, 'fail', 'list')
  await expect(failed(page, 'list')).toBeVisible()
  await expect(title(page)).toBeVisible()
  await page.getByRole('button', { name: 'Open the timeline' }).click()
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await tell(page, 'mend', 'list')

  await tell(page, 'fail', 'panel')
  await expect(failed(page, 'panel').first()).toContainText('This event could not be shown.')
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await tell(page, 'mend', 'panel')
  await page.goto(eventAddress(server, MEETING_2006, 'timeline'))
  await expect(title(page)).toBeVisible()
})

test('a section of an event fails alone', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2004))
  await expect(date(page)).toBeVisible()
  await tell(page, 'fail', 'section')
  await expect(failed(page, 'section').first()).toBeVisible()
  await expect(title(page)).toBeVisible()
  await tell(page, 'mend', 'section')
  const again = failed(page, 'section').getByRole('button', { name: 'Try again' })
  for (let left = await again.count(); left > 0; left--) {
    await again.first().click()
    await expect(again).toHaveCount(left - 1)
  }
  await expect(editor(page)).toBeVisible()
  await tell(page, 'fail', 'editor')
  await expect(failed(page, 'editor')).toContainText('cannot be edited here right now')
  await expect(panel(page).getByText('foreign ministers', { exact: false }).first()).toBeVisible()
  await expect(title(page)).toBeVisible()
})

test('what stands in the header and beside the view fails alone', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=list`)
  const row = page.getByRole('table', { name: 'Events by track and date' })
  await expect(row).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).waitFor()
  const parts = ['toolbar', 'title', 'saving', 'people', 'share', 'export', 'menu', 'account', 'notices', 'tracks']
  for (const part of parts) await tell(page, 'fail', part)
  await expect(page.getByRole('button', { name: 'Failed: try again' })).toHaveCount(7)
  await expect(failed(page, 'toolbar')).toBeVisible()
  await expect(row).toBeVisible()
  await expect(wholePage(page)).toHaveCount(0)
  for (const part of parts) await tell(page, 'mend', part)
  for (let left = 7; left > 0; left--) await page.getByRole('button', { name: 'Failed: try again' }).first().click()
  await expect(page.getByRole('button', { name: 'Failed: try again' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible()
})

test('a dialog that fails says so in a dialog, which closes and gives the focus back', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=list`)
  await page.getByRole('button', { name: 'Share' }).waitFor()
  await tell(page, 'fail', 'dialog')
  await page.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Something went wrong' })
  await expect(dialog).toContainText('The page behind it still works.')
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Share' })).toBeFocused()
  await tell(page, 'mend', 'dialog')
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
})

test('a dialog of the home, account and instance pages fails alone too', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  const dialog = page.getByRole('dialog', { name: 'Something went wrong' })
  const failsAlone = async (open: () => Promise<void>) => {
    await page.getByRole('button', { name: /: account and more$/ }).waitFor()
    await tell(page, 'fail', 'dialog')
    await open()
    await expect(dialog).toContainText('The page behind it still works.')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await tell(page, 'mend', 'dialog')
    await expect(wholePage(page)).toHaveCount(0)
    await open()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  const click = (name: string | RegExp) => () => page.getByRole('button', { name }).first().click()
  await failsAlone(click('New chronology'))
  await failsAlone(click('Import'))
  await failsAlone(async () => {
    await click(/: account and more$/)()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  })
  await page.goto(`${server.url}/account`)
  await failsAlone(click('Sign out everywhere'))
  await page.goto(`${server.url}/instance`)
  await failsAlone(async () => {
    await click(/^Actions/)()
    await page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
  })
})

test('the strip with the whole chronology fails alone, whether it is drawn or dragged', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=timeline`)
  const strip = page.locator('.tl-minimap-window')
  await strip.waitFor()
  const again = page.getByRole('button', { name: 'Failed: try again' })
  await page.evaluate(() => {
    const take = Reflect.get(HTMLElement.prototype, 'setPointerCapture') as (pointerId: number) => void
    HTMLElement.prototype.setPointerCapture = () => {
      HTMLElement.prototype.setPointerCapture = take
      throw new Error('no such pointer')
    }
  })
  await strip.click()
  await expect(again).toBeVisible()
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await page.getByRole('button', { name: 'Zoom in', exact: true }).click()
  await expect(failed(page, 'timeline')).toHaveCount(0)
  await again.click()
  await expect(strip).toBeVisible()

  await page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error('no canvas')
    }
  })
  await page.setViewportSize({ width: 1000, height: 800 })
  await expect(again).toBeVisible()
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect(page.locator('.tl-event').first()).toBeVisible()
  await expect(failed(page, 'timeline')).toHaveCount(0)
  expect(uncaughtErrors(page)).toEqual([])
})

test('what a click sets off and no part can say is said in a line, and the page goes on', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=list`)
  const add = page.getByRole('button', { name: 'Add an event' })
  await add.waitFor()
  await page.evaluate(() => {
    Object.defineProperty(crypto, 'getRandomValues', {
      configurable: true,
      value: () => {
        throw new Error('no luck')
      },
    })
  })
  await add.click()
  await expect(page.getByText('Something went wrong there: no luck. The page still works')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Events by track and date' })).toBeVisible()
  await page.evaluate(() => void Reflect.deleteProperty(crypto, 'getRandomValues'))
  await add.click()
  await expect(title(page)).toBeFocused()
})

for (const [what, spoil] of [
  [
    'within a frame of vis',
    () => {
      type Insert = (this: Node, node: Node, before: Node | null) => Node
      const insert = Reflect.get(Node.prototype, 'insertBefore') as Insert
      Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
        if (this instanceof Element && this.closest('.vis-timeline')) throw new Error('no room for a node')
        return insert.call(this, node, before) as T
      }
    },
  ],
  [
    "in vis' own listener of the wheel",
    () => {
      Object.defineProperty(Element.prototype, 'scrollTop', {
        get: () => 0,
        set() {
          throw new Error('no scrolling')
        },
      })
    },
  ],
  [
    'in a gesture',
    () => {
      const original = matchMedia
      window.matchMedia = (query) => {
        if (query.includes('reduced-motion')) throw new Error('no media')
        return original.call(window, query)
      }
    },
  ],
] as const) {
  test(`a fault ${what} reaches the boundary of the timeline, not the console alone`, async ({ browser, server }) => {
    const page = await openTab(browser, `${server.url}/c/caj#view=timeline`)
    await page.locator('.tl-event').first().waitFor()
    await page.evaluate(spoil)
    await page.locator('.vis-center').hover()
    await page.mouse.wheel(200, 0)
    await page.mouse.wheel(0, 200)
    await expect(failed(page, 'timeline')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Events by track and date' })).toBeVisible()
    expect(uncaughtErrors(page)).toEqual([])
  })
}

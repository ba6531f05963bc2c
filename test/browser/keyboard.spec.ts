import type { Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { date, editor, exportedEvent, panel, saved, title } from './workspace.ts'

/** Tabs until the focus is where the name says; fails where it is never reached. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return ''
      return element.getAttribute('aria-label') || element.textContent
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name.source} is not reached by ${most} tabs`)
}

test('the whole flow without a mouse: open, add, date, write, find in the list, move, trash, undo, export', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, server.url)
  await expect(page.getByRole('link', { name: /Central Asia plus Japan/ })).toBeVisible()
  await tabTo(page, /Central Asia plus Japan/)
  await page.keyboard.press('Enter')
  await page.locator('.tl-event').first().waitFor()

  await tabTo(page, /^Add an event$/)
  await page.keyboard.press('Enter')
  await expect(title(page)).toBeFocused()
  await page.keyboard.type('A meeting by keyboard')
  await tabTo(page, /^Date in EDTF$/)
  await page.keyboard.type('2004-09')
  await expect(panel(page).getByText('1–30 September 2004')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(date(page)).toHaveValue('2004-09')
  await editor(page).waitFor()
  await tabTo(page, /^Commentary/)
  await page.keyboard.type('Written without a mouse.')
  await saved(page)
  const id = /event=([^&]+)/.exec(page.url())?.[1] ?? ''
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)

  // In the timeline: to the event, a month later, to the trash, and back.
  await page.goto(`${server.url.replace(/\/$/, '')}/c/caj#from=2004-01-01&to=2005-01-01&view=timeline&event=${id}`)
  await page.locator(`.tl-event[data-event-id="${id}"]`).waitFor()
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await exportedEvent(server, id))?.date).toBe('2004-10')
  await page.keyboard.press('Delete')
  await expect.poll(async () => await exportedEvent(server, id)).toBeUndefined()
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(async () => (await exportedEvent(server, id))?.title).toBe('A meeting by keyboard')

  // In the list: arrows and Enter.
  await page.goto(`${server.url.replace(/\/$/, '')}/c/caj#view=list`)
  await page.getByRole('row', { name: /A meeting by keyboard/ }).waitFor()
  const row = page.getByRole('row', { name: /Turkmenistan stays on the margins/ })
  await row.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel(page)).toBeVisible()
  await page.keyboard.press('Escape')

  const download = page.waitForEvent('download')
  await tabTo(page, /^More$/, 80)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Coeval JSON' })).toBeFocused()
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.json$/)
})

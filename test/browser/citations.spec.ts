import type { Page } from '@playwright/test'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { comment, editor, eventAddress, exportedEvent, MEETING_2006, panel, saved } from './workspace.ts'

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const TOUCH_PX = 44

const marks = (page: Page) => editor(page).locator('sup')

test('a source is cited from the keyboard, its place is added in the form, and both are undone', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await expect(marks(page)).toHaveText(['1', '2'])
  const before = (await exportedEvent(server, MEETING_2006))?.commentary

  // From the list, in front of the others: they get other numbers.
  await comment(page, 'See ', 'Home')
  await page.keyboard.type('[@resentful')
  await expect(panel(page).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(marks(page)).toHaveText(['1', '2', '3'])
  await page.keyboard.type(' first. ')
  await expect(editor(page)).toContainText('first. Held')

  // A click on the mark opens its form.
  await marks(page).first().click()
  await expect(panel(page).locator('input:focus')).toBeVisible()
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await expect(editor(page)).toBeFocused()
  await saved(page)
  const written = JSON.stringify((await exportedEvent(server, MEETING_2006))?.commentary)
  expect(written).toContain('"label":"page","locator":"12"')

  for (let steps = 0; steps < 12 && (await marks(page).count()) === 3; steps++) {
    await page.keyboard.press('ControlOrMeta+z')
  }
  await expect(marks(page)).toHaveText(['1', '2'])
  for (let steps = 0; steps < 12 && (await editor(page).textContent())?.startsWith('See'); steps++) {
    await page.keyboard.press('ControlOrMeta+z')
  }
  await saved(page)
  expect((await exportedEvent(server, MEETING_2006))?.commentary).toEqual(before)
  expect(uncaughtErrors(page)).toEqual([])
})

test('what an input method composes beside a mark is written, whole and once', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await expect(marks(page)).toHaveText(['1', '2'])
  await comment(page, '', 'End')
  const input = await page.context().newCDPSession(page)
  for (const text of ['に', 'にほ', 'にほん']) {
    await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }
  await input.send('Input.insertText', { text: '日本' })
  await expect(editor(page)).toContainText('日本')
  await page.keyboard.type('!')
  await saved(page)
  const words = JSON.stringify((await exportedEvent(server, MEETING_2006))?.commentary)
  expect(words).toContain('"日本!"')
  expect(words).not.toContain('に')
  await expect(marks(page)).toHaveText(['1', '2'])
})

test('words become a link from the keyboard, and an address that leads nowhere is refused', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await comment(page, ' Linked', 'End')
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft')
  // The editor hears of a selection after the key that made it.
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('Linked')
  await page.keyboard.press('ControlOrMeta+k')
  const address = panel(page).locator('input[inputmode=url]')
  await expect(address).toBeFocused()
  await address.fill('javascript:alert(1)')
  await address.press('Enter')
  await expect(panel(page).getByRole('alert')).toBeVisible()
  await address.fill('example.org')
  await address.press('Enter')
  await expect(editor(page)).toBeFocused()
  await expect(editor(page).getByRole('link', { name: 'Linked' })).toHaveAttribute('href', 'https://example.org')
  await page.keyboard.press('ControlOrMeta+k')
  await address.press('Escape')
  await expect(address).toHaveCount(0)
  await expect(editor(page)).toBeFocused()
})

test('on a phone every tool of the text can be touched', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006), PHONE)
  const tools = panel(page).getByRole('toolbar').getByRole('button')
  await tools.first().waitFor()
  for (const tool of await tools.all()) {
    const box = await tool.boundingBox()
    if (!box) throw new Error('a tool is not on the page')
    const name = (await tool.getAttribute('aria-label')) ?? ''
    expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(TOUCH_PX - 0.5)
  }
})

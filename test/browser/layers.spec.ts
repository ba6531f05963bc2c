// A layer is marked wherever its events are, and can be hidden; open ends stop where the chronology does.
import type { Page } from '@playwright/test'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test } from './fixtures.ts'
import { importLayered, UNLAYERED } from './layered.ts'
import { panel, saved } from './workspace.ts'

const WIDE = { viewport: { width: 1440, height: 900 } }

function sidebar(page: Page) {
  return page.getByRole('navigation', { name: 'Tracks' })
}

test('a hidden layer is in neither view nor walk nor count, and its event is still found by its address', async ({
  browser,
  server,
}) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=first`, WIDE)
  const rows = page.locator('[data-event-id]')
  await expect(rows).toHaveCount(7)
  await expect(rows.filter({ hasText: 'First Tokyo Dialogue' })).toContainText('From other pages')
  const layer = sidebar(page).getByRole('button', { name: /^From other pages/ })
  await expect(sidebar(page).getByRole('button', { name: 'Talks 5 events' })).toBeVisible()
  await expect(layer).toHaveAccessibleName('From other pages 2 events')
  await layer.click()
  await expect(layer).toHaveAttribute('aria-pressed', 'false')
  await expect(rows).toHaveCount(5)
  await expect(sidebar(page).getByRole('button', { name: 'Talks 3 events' })).toBeVisible()

  await page.getByText('Timeline', { exact: true }).click()
  await page.locator('.tl-event').first().waitFor()
  await expect(page.locator('.tl-event[data-event-id="dialogue"]')).toHaveCount(0)
  await page.locator('.vis-panel.vis-center').focus()
  // Past the last one nothing comes.
  const active = page.locator('[aria-activedescendant]')
  for (const [key, id] of [
    ['Home', 'first'],
    ['ArrowRight', 'experts'],
    ['ArrowRight', 'visit'],
    ['ArrowRight', 'senate'],
    ['ArrowRight', 'press'],
    ['ArrowRight', 'press'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(active).toHaveAttribute('aria-activedescendant', `timeline-event-${id}`)
  }

  // A relation leads there all the same, and so does an address.
  await panel(page)
    .getByRole('button', { name: /^Relations/ })
    .click()
  await panel(page).getByRole('button', { name: 'First Tokyo Dialogue', exact: true }).click()
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('First Tokyo Dialogue')
  await expect(panel(page).getByTitle('layer From other pages')).toBeVisible()

  await page.getByRole('button', { name: 'Tracks', exact: true }).click()
  await layer.click()
  await expect(page.locator('.tl-layered[data-event="dialogue"]')).toBeVisible()
  await expect(page.locator('.tl-event[data-event-id="dialogue"]')).toHaveAttribute(
    'aria-label',
    'First Tokyo Dialogue. March 2006. meeting. Talks. layer From other pages',
  )
})

test('a chronology without layers has no group of them; a writer puts an event into one', async ({
  browser,
  server,
}) => {
  const plain = await importLayered(server, UNLAYERED)
  const page = await openTab(browser, `${plain}#view=list`, WIDE)
  await expect(sidebar(page).getByRole('button', { name: 'Talks 5 events' })).toBeVisible()
  await expect(sidebar(page).getByRole('heading', { name: 'Layers' })).toHaveCount(0)
  await expect(sidebar(page).getByRole('button', { name: /^(From other pages|Press)/ })).toHaveCount(0)
  const address = await importLayered(server)
  await page.goto(`${address}#view=list&event=visit`)
  await expect(sidebar(page).getByRole('heading', { name: 'Layers' })).toBeVisible()
  await panel(page).getByRole('button', { name: 'Layer', exact: true }).click()
  const search = panel(page).getByRole('combobox', { name: 'Choose a layer' })
  await expect(panel(page).getByRole('option', { name: /^Press/ })).toBeVisible()
  await search.fill('Memoirs')
  await search.press('Enter')
  await expect(sidebar(page).getByRole('button', { name: 'Memoirs 1 event' })).toBeVisible()
  await panel(page).getByRole('button', { name: 'Remove Memoirs' }).click()
  await expect(sidebar(page).getByRole('button', { name: /Memoirs/ })).toHaveCount(0)
  await saved(page)
})

test('what goes on is open as of the date up to which the chronology speaks, for writers and readers', async ({
  browser,
  server,
}) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=timeline&event=experts`, WIDE)
  await expect(panel(page)).toContainText('from 2005, open as of June 2023')
  const bar = page.locator('.tl-goes-on[data-event="experts"]')
  await expect(bar).toBeVisible()
  await expect(bar.locator('.tl-event')).toHaveAttribute('aria-label', /from 2005, open as of June 2023/)
  const today = () => page.locator('.vis-current-time').first().boundingBox()
  const box = await bar.boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(((await today())?.x ?? 0) - 20)

  // The date is set where the introduction stands.
  await page.getByRole('button', { name: 'Introduction' }).click()
  const asOf = page.getByRole('main').getByRole('textbox', { name: /as of/i })
  await asOf.fill('2015')
  await asOf.press('Enter')
  await expect(panel(page)).toContainText('from 2005, open as of 2015')
})

test('whom an event is about stands apart from who took part', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=first`, WIDE)
  const row = (field: string) => panel(page).locator(`[data-field="${field}"]`)
  await expect(row('participants')).toContainText('Japan')
  await expect(row('participants')).not.toContainText('Afghanistan')
  await expect(row('concerns')).toContainText('Afghanistan')
  await row('concerns').getByRole('button', { name: 'Add actors it is about' }).click()
  await page.keyboard.type('Turkmen envoys')
  await page.keyboard.press('Enter')
  await expect(row('concerns')).toContainText('Turkmen envoys')
  await page.keyboard.press('Escape')
  await saved(page)
  await page.keyboard.press('Escape')
  // In the order of their ids, of which the new one is random.
  const listed = page.locator('[data-event-id="first"]')
  await expect(listed).toContainText('Japan, Uzbekistan · about ')
  for (const name of ['Afghanistan', 'Central Asia plus Japan', 'Turkmen envoys'])
    await expect(listed).toContainText(name)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in layers, doubts and the form of a reading, ${colorScheme}`, async ({
    browser,
    server,
  }) => {
    const address = await importLayered(server)
    const page = await openTab(browser, `${address}#view=list&event=first`, { ...WIDE, colorScheme })
    await expect(panel(page).getByText('Read with care')).toBeVisible()
    await sidebar(page)
      .getByRole('button', { name: /^Press/ })
      .click()
    expect(await seriousViolations(page), 'list, sidebar and panel').toEqual([])
    await panel(page).getByRole('button', { name: 'Add a reading' }).click()
    await panel(page).getByRole('button', { name: 'Choose a source' }).click()
    expect(await seriousViolations(page), 'form with sources').toEqual([])
    await page.keyboard.press('Enter')
    await expect(panel(page).getByRole('textbox', { name: 'Where in the source' })).toBeFocused()
    expect(await seriousViolations(page), 'form').toEqual([])
    await page.getByLabel('Use this reading: 27 August 2004').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await seriousViolations(page), 'question').toEqual([])
    await page.keyboard.press('Escape')
    await sidebar(page)
      .getByRole('button', { name: /^Press/ })
      .click()
    await page.getByText('Timeline', { exact: true }).click()
    await page.locator('.tl-layered').first().waitFor()
    expect(await seriousViolations(page), 'timeline').toEqual([])
  })
}

import type { Locator, Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { date, editor, eventAddress, exportedEvent, MEETING_2004, panel, saved, setDate, title } from './workspace.ts'

const WINDOW = '#from=2003-01-01&to=2007-01-01&view=timeline'

function timelineAddress(server: { url: string }, hash = WINDOW): string {
  return `${server.url.replace(/\/$/, '')}/c/caj${hash}`
}

function item(page: Page, eventId: string): Locator {
  return page.locator(`.tl-event[data-event-id="${eventId}"]`)
}

/** Presses on the event and moves by some pixels without letting go. */
async function grab(page: Page, eventId: string, byX: number, byY = 0): Promise<void> {
  const mark = item(page, eventId).locator('.tl-glyph')
  const box = await mark.boundingBox()
  if (!box) throw new Error(`${eventId} is not on the page`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + byX / 2, y + byY / 2, { steps: 4 })
  await page.mouse.move(x + byX, y + byY, { steps: 4 })
}

test('a drag moves an event at its own precision, and survives what a colleague edits meanwhile', async ({
  browser,
  server,
}) => {
  const mari = await openTab(browser, timelineAddress(server))
  const timur = await openTab(browser, eventAddress(server, MEETING_2004))
  await item(mari, MEETING_2004).waitFor()
  const before = await title(timur).inputValue()

  await grab(mari, MEETING_2004, 220)
  await title(timur).press('ControlOrMeta+End')
  await title(timur).pressSequentially(', Kazakhstan')
  await expect(item(mari, MEETING_2004)).toHaveAttribute('aria-label', /Kazakhstan/)
  await mari.mouse.move(900, 200)
  const words = await mari.locator('.tl-ghost').innerText()
  await mari.mouse.up()

  await saved(mari)
  const event = await exportedEvent(server, MEETING_2004)
  expect(event?.title).toBe(`${before}, Kazakhstan`)
  // A month stays a month.
  expect(event?.date).toMatch(/^200[4-7]-\d\d$/)
  expect(event?.date).not.toBe('2004-08')
  await expect(date(timur)).toHaveValue(event?.date ?? '')
  expect(words).toContain(
    await panel(timur)
      .getByText(/^[A-Z][a-z]+ 200\d$/)
      .first()
      .innerText(),
  )

  await mari.getByRole('button', { name: 'Undo' }).click()
  await expect(date(timur)).toHaveValue('2004-08')
  await expect(title(timur)).toHaveValue(`${before}, Kazakhstan`)
})

test('an event that a colleague changes the date of while I only change its track keeps their date', async ({
  browser,
  server,
}) => {
  const mari = await openTab(browser, timelineAddress(server))
  const timur = await openTab(browser, eventAddress(server, MEETING_2004))
  await item(mari, MEETING_2004).waitFor()
  const lane = await mari.locator('.vis-label', { hasText: 'Senior Officials' }).boundingBox()
  const mark = await item(mari, MEETING_2004).locator('.tl-glyph').boundingBox()
  if (!lane || !mark) throw new Error('the lane or the event is not on the page')
  await grab(mari, MEETING_2004, 0, lane.y + lane.height / 2 - mark.y)
  await setDate(timur, '2004-08-28')
  await saved(timur)
  await mari.mouse.up()
  await saved(mari)
  expect(await exportedEvent(server, MEETING_2004)).toMatchObject({ date: '2004-08-28', tracks: ['som'] })
})

test('an event that a colleague deletes during my drag does not come back', async ({ browser, server }) => {
  const mari = await openTab(browser, timelineAddress(server))
  const timur = await openTab(browser, eventAddress(server, MEETING_2004))
  await item(mari, MEETING_2004).waitFor()
  await grab(mari, MEETING_2004, 200)
  await panel(timur).getByRole('button', { name: 'Move to trash' }).click()
  await saved(timur)
  await mari.mouse.move(900, 220)
  await mari.mouse.up()
  await expect(mari.getByRole('status').filter({ hasText: 'A colleague removed' })).toBeVisible()
  await expect(item(mari, MEETING_2004)).toHaveCount(0)
  await saved(mari)
  expect(await exportedEvent(server, MEETING_2004)).toBeUndefined()
})

test('a double click adds an event there, and its panel asks for the title', async ({ browser, server }) => {
  const page = await openTab(browser, timelineAddress(server))
  await item(page, MEETING_2004).waitFor()
  const lane = await page.locator('.vis-label', { hasText: 'Intellectual Dialogue' }).boundingBox()
  if (!lane) throw new Error('the lane is not on the page')
  await page.mouse.dblclick(500, lane.y + lane.height / 2)
  await expect(title(page)).toBeFocused()
  await page.keyboard.type('A round table')
  await expect(date(page)).toHaveValue(/^200[3-6](-\d\d){0,2}$/)
  await saved(page)
  const added = /event=([^&]+)/.exec(page.url())?.[1] ?? ''
  expect(await exportedEvent(server, added)).toMatchObject({ title: 'A round table', tracks: ['intellectual'] })
})

test('the window is in the address, and an address shows its window', async ({ browser, server }) => {
  const page = await openTab(browser, timelineAddress(server))
  await item(page, MEETING_2004).waitFor()
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect.poll(() => page.url()).not.toContain('from=2003-01-01')
  const all = new URL(page.url())
  expect(all.hash).toMatch(/from=-?\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/)
  const again = await openTab(browser, all.href)
  await item(again, MEETING_2004).waitFor()
  expect(new URL(again.url()).hash).toBe(all.hash)
})

test('a colleague’s selected event is outlined on the timeline', async ({ browser, server }) => {
  const mari = await openTab(browser, timelineAddress(server))
  await item(mari, MEETING_2004).waitFor()
  const timur = await openTab(browser, eventAddress(server, MEETING_2004))
  await editor(timur).waitFor()
  await expect(item(mari, MEETING_2004)).toHaveAttribute('data-visited', 'true')
  await timur.context().close()
  await expect(item(mari, MEETING_2004)).not.toHaveAttribute('data-visited', 'true')
})

test('keys move an event in time and to another track, trash it, and undo all of it', async ({ browser, server }) => {
  const page = await openTab(browser, `${eventAddress(server, MEETING_2004, 'timeline')}&from=2003-01-01&to=2007-01-01`)
  await expect(item(page, MEETING_2004)).toBeVisible()
  const before = await exportedEvent(server, MEETING_2004)
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await saved(page)
  const moved = await exportedEvent(server, MEETING_2004)
  expect(moved?.date).toBe('2004-09')
  expect(moved?.tracks).not.toEqual(before?.tracks)
  await page.keyboard.press('Delete')
  await expect(item(page, MEETING_2004)).toHaveCount(0)
  for (let step = 0; step < 3; step++) await page.keyboard.press('ControlOrMeta+z')
  await expect(item(page, MEETING_2004)).toBeVisible()
  await saved(page)
  expect(await exportedEvent(server, MEETING_2004)).toEqual(before)
})

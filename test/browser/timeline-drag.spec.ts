/** Dragging on the timeline while a colleague works on the same event. */
import type { Locator, Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { eventAddress, exportedEvent, MEETING_2004, saved, title } from './workspace.ts'

const WINDOW = '&from=2003-01-01&to=2007-01-01'

function mark(page: Page, eventId: string): Locator {
  return page.locator(`[data-event-id="${eventId}"] .tl-glyph`)
}

/** Takes the event by its mark and holds it `dx` pixels to the right. */
async function hold(page: Page, eventId: string, dx: number): Promise<void> {
  const box = await mark(page, eventId).boundingBox()
  if (!box) throw new Error(`${eventId} is not on the timeline`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + dx, y, { steps: 5 })
}

test('a drag survives a colleague’s edit of the same event, and both are kept', async ({ browser, server }) => {
  const mine = await openTab(browser, `${eventAddress(server, MEETING_2004, 'timeline')}${WINDOW}`)
  const theirs = await openTab(browser, eventAddress(server, MEETING_2004))
  await expect(mark(mine, MEETING_2004)).toBeVisible()
  await expect(title(theirs)).not.toBeEmpty()

  await hold(mine, MEETING_2004, 60)
  await title(theirs).fill('Renamed while it was dragged')
  await expect(mine.locator(`[data-event-id="${MEETING_2004}"]`)).toContainText('Renamed')
  const promised = await mine.locator('.tl-ghost').textContent()
  await mine.mouse.up()

  await expect.poll(async () => (await exportedEvent(server, MEETING_2004))?.date).not.toBe('2004-08')
  const event = await exportedEvent(server, MEETING_2004)
  expect(event?.title).toBe('Renamed while it was dragged')
  // A month stays a month.
  expect(event?.date).toMatch(/^200[45]-\d\d$/)
  await expect(mine.locator(`[data-event-id="${MEETING_2004}"]`)).toHaveAttribute(
    'aria-label',
    new RegExp(promised ?? '?'),
  )
})

test('an event that a colleague deletes while I drag it does not come back', async ({ browser, server }) => {
  const mine = await openTab(browser, `${eventAddress(server, 'no-such-event', 'timeline')}${WINDOW}`)
  const theirs = await openTab(browser, `${eventAddress(server, MEETING_2004, 'timeline')}${WINDOW}`)
  await expect(mark(mine, MEETING_2004)).toBeVisible()
  await expect(mark(theirs, MEETING_2004)).toBeVisible()

  await hold(mine, MEETING_2004, 60)
  await theirs.getByRole('listbox').focus()
  await theirs.keyboard.press('Delete')
  await expect(mark(mine, MEETING_2004)).toHaveCount(0)
  await mine.mouse.up()

  await expect(mine.getByText('was removed by a colleague')).toBeVisible()
  await expect(mark(mine, MEETING_2004)).toHaveCount(0)
  await saved(theirs)
  expect(await exportedEvent(server, MEETING_2004)).toBeUndefined()
})

test('the whole way by keyboard: find, move, change track, trash and undo', async ({ browser, server }) => {
  const page = await openTab(browser, `${eventAddress(server, MEETING_2004, 'timeline')}${WINDOW}`)
  await expect(mark(page, MEETING_2004)).toBeVisible()
  const before = await exportedEvent(server, MEETING_2004)
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await saved(page)
  const moved = await exportedEvent(server, MEETING_2004)
  expect(moved?.date).toBe('2004-09')
  expect(moved?.tracks).not.toEqual(before?.tracks)
  await page.keyboard.press('Delete')
  await expect(mark(page, MEETING_2004)).toHaveCount(0)
  for (let step = 0; step < 3; step++) await page.keyboard.press('ControlOrMeta+z')
  await expect(mark(page, MEETING_2004)).toBeVisible()
  await saved(page)
  expect(await exportedEvent(server, MEETING_2004)).toEqual(before)
})

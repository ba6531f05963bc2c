import type { Browser, BrowserContextOptions, CDPSession, Locator, Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { exportedEvent, MEETING_2004, saved } from './workspace.ts'

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
/** Wide enough for the panel beside the timeline; on a phone it covers the timeline, and dates are changed in it. */
const TABLET = { viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true }
const WINDOW = 'from=2003-01-01&to=2007-01-01&view=timeline'

type Point = { x: number; y: number }

async function openTouch(browser: Browser, url: string, device: BrowserContextOptions = PHONE) {
  const page = await openTab(browser, url, device)
  await page.locator('.tl-event').first().waitFor()
  await page.locator('[data-save-state="saved"]').waitFor()
  return { page, cdp: await page.context().newCDPSession(page) }
}

/** Fingers that go from their first places to their last in ten steps. */
async function move(cdp: CDPSession, fingers: { from: Point; to: Point }[]): Promise<void> {
  const at = (share: number) =>
    fingers.map(({ from, to }, id) => ({
      id,
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share,
    }))
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (let step = 1; step <= 10; step++) {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 10) })
  }
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function middleOf(mark: Locator): Promise<Point> {
  const box = await mark.boundingBox()
  if (!box) throw new Error('it is not on the page')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A place on the lanes without an event. */
async function emptyPlace(page: Page): Promise<Point> {
  const place = await page.evaluate(() => {
    const box = (document.querySelector('.vis-center') as HTMLElement).getBoundingClientRect()
    for (let y = box.top + 70; y < box.bottom - 20; y += 6) {
      for (let x = box.left + 120; x < box.right - 20; x += 12) {
        const hit = document.elementFromPoint(x, y)
        if (hit?.closest('.vis-center') && !hit.closest('.tl-item, button')) return { x, y }
      }
    }
    return null
  })
  if (!place) throw new Error('the lanes are full')
  return place
}

function years(page: Page): { from: number; to: number; span: number } {
  const hash = new URLSearchParams(new URL(page.url()).hash.slice(1))
  const [from, to] = [Date.parse(hash.get('from') ?? ''), Date.parse(hash.get('to') ?? '')]
  return { from, to, span: to - from }
}

const mark = (page: Page) => page.locator(`.tl-event[data-event-id="${MEETING_2004}"] .tl-glyph`)

test('a finger moves the window and keeps its scale', async ({ browser, server }) => {
  const { page, cdp } = await openTouch(browser, `${server.url}/c/caj#${WINDOW}`)
  const before = years(page)
  const from = await emptyPlace(page)
  await move(cdp, [{ from, to: { x: from.x - 100, y: from.y } }])
  await expect.poll(() => years(page).from).toBeGreaterThan(before.from)
  expect(Math.abs(years(page).span - before.span)).toBeLessThan(3 * 86_400_000)
})

test('two fingers zoom around the place between them', async ({ browser, server }) => {
  const { page, cdp } = await openTouch(browser, `${server.url}/c/caj#${WINDOW}`)
  const before = years(page)
  const { x, y } = await emptyPlace(page)
  await move(cdp, [
    { from: { x: x - 20, y }, to: { x: x - 60, y } },
    { from: { x: x + 20, y }, to: { x: x + 60, y } },
  ])
  await expect.poll(() => years(page).span).toBeLessThan(before.span * 0.6)
  expect(years(page).from).toBeGreaterThan(before.from)
  expect(years(page).to).toBeLessThan(before.to)
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)
})

test('an event that is not selected pans with the finger and stays as it is', async ({ browser, server }) => {
  const { page, cdp } = await openTouch(browser, `${server.url}/c/caj#${WINDOW}`)
  const before = years(page)
  const event = await exportedEvent(server, MEETING_2004)
  const from = await middleOf(mark(page))
  await move(cdp, [{ from, to: { x: from.x + 90, y: from.y } }])
  await expect.poll(() => years(page).from).toBeLessThan(before.from)
  expect(await exportedEvent(server, MEETING_2004)).toEqual(event)
})

test('a selected event goes with the finger to another date', async ({ browser, server }) => {
  const window = 'from=2004-01-01&to=2010-01-01&view=timeline'
  const { page, cdp } = await openTouch(browser, `${server.url}/c/caj#event=${MEETING_2004}&${window}`, TABLET)
  await expect(page.locator(`.tl-event[data-event-id="${MEETING_2004}"]`)).toHaveAttribute('data-selected', 'true')
  const from = await middleOf(mark(page))
  await move(cdp, [{ from, to: { x: from.x + 60, y: from.y } }])
  await saved(page)
  await expect.poll(async () => (await exportedEvent(server, MEETING_2004))?.date).toMatch(/^200[5-6]-\d\d$/)
  // The window has not gone with it.
  expect(Math.abs((await middleOf(mark(page))).x - from.x - 60)).toBeLessThan(15)
})

test('a tap opens an event', async ({ browser, server }) => {
  const { page } = await openTouch(browser, `${server.url}/c/caj#${WINDOW}`)
  await mark(page).tap()
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeVisible()
})

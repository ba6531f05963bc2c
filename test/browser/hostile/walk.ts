/** A walk over everything that shows a chronology: timeline, list, panel, introduction, tracks. */
import type { Page } from '@playwright/test'
import { expect } from '../fixtures.ts'
import { saveState } from '../workspace.ts'

const ZOOMS = 4
const PANELS = 5
/** Of the page while its list is counted: thousands of rows would take minutes at the height of a screen. */
const COUNTING_PX = 3000
/** More than a count of 5,000 rows takes beside other tests. */
const COUNT_PATIENCE_MS = 120_000

/** `events`: ids that must be found. Throws, with a sentence, where the page does not answer or an event is lost. */
export async function walk(page: Page, address: string, events: readonly string[], opened: readonly string[]) {
  await page.goto(`${address}#view=timeline`)
  await expect(saveState(page)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
  await alongTheTimeline(page)
  await show(page, 'List')
  if (events.length > 0) {
    const table = page.getByRole('table')
    await expect(table).toBeVisible()
    const screen = page.viewportSize() ?? { width: 1280, height: 800 }
    await page.setViewportSize({ ...screen, height: COUNTING_PX })
    const patience = { message: 'events in the list', timeout: COUNT_PATIENCE_MS }
    await expect.poll(() => eventRows(page), patience).toBe(events.length)
    await page.setViewportSize(screen)
    await table.press('End')
    await page.keyboard.press('Home')
  }
  for (const id of opened.slice(0, PANELS)) await openPanel(page, id)
  await page.keyboard.press('Escape')
  for (const name of ['Introduction', 'Tracks']) {
    const button = page.getByRole('button', { name, exact: true })
    await button.click()
    await settled(page)
    await button.click()
  }
  await show(page, 'Timeline')
  await settled(page)
}

async function alongTheTimeline(page: Page): Promise<void> {
  const tools = page.getByRole('toolbar', { name: 'Zoom' })
  if (!(await tools.isVisible())) return
  const press = async (name: RegExp, times: number) => {
    for (let n = 0; n < times; n++) await tools.getByRole('button', { name }).click()
    await settled(page)
  }
  await press(/fit/i, 1)
  await press(/zoom out/i, ZOOMS)
  await press(/zoom in/i, 2 * ZOOMS)
  await press(/fit/i, 1)
  const view = page.getByRole('region', { name: 'Timeline' })
  await view.hover({ position: { x: 400, y: 120 } })
  await page.mouse.wheel(0, 600)
  await page.mouse.wheel(300, 0)
  await settled(page)
}

async function show(page: Page, view: 'List' | 'Timeline'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click()
  await settled(page)
}

async function openPanel(page: Page, id: string): Promise<void> {
  await page.evaluate((event) => {
    location.hash = new URLSearchParams({ event, view: 'list' }).toString()
  }, id)
  await expect(page.getByRole('complementary', { name: 'Event' })).toBeVisible()
  await settled(page)
  const folded = page.getByRole('complementary', { name: 'Event' }).locator('button[aria-expanded=false]')
  for (let left = Math.min(await folded.count(), 6); left > 0; left--)
    await folded
      .first()
      .click({ timeout: 5000 })
      .catch(() => undefined)
  await settled(page)
}

/** Rows of the list that are events: how many it says there are, less the heads of the tracks, which say their counts. */
async function eventRows(page: Page): Promise<number> {
  return page.getByRole('table').evaluate(async (table) => {
    const scroller = table.parentElement as HTMLElement
    const ids = new Set<string>()
    const heads = new Set<string>()
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const total = Number(table.getAttribute('aria-rowcount')) - 1
    for (let top = 0; ; top += scroller.clientHeight) {
      scroller.scrollTop = top
      await frame()
      await frame()
      for (const row of table.querySelectorAll('[role=row][aria-rowindex]')) {
        const index = row.getAttribute('aria-rowindex') ?? ''
        if (row.hasAttribute('data-event-id')) ids.add(index)
        else if (index !== '1') heads.add(index)
      }
      if (top > scroller.scrollHeight || ids.size + heads.size >= total) break
    }
    return ids.size
  })
}

/** Two frames drawn: what a change sets off has happened, or failed. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  )
}

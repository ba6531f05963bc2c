import type { Browser, Page } from '@playwright/test'
import type { ServerProcess } from '../server-process.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { date, panel, saved, setDate } from './workspace.ts'

// Years that no Date holds, and spans that no axis of vis has steps for: the page opens, and shows them where they are.

interface Dated {
  date: string
  endDate?: string
}

async function chronologyOf(server: ServerProcess, dates: (string | Dated)[]): Promise<string> {
  const events = dates.map((given, index) => ({
    id: `e${index}`,
    title: `Event ${index}`,
    kind: 'meeting',
    ...(typeof given === 'string' ? { date: given } : given),
  }))
  const response = await server.fetch('/api/chronologies/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format: 'coeval-chronology', version: 1, meta: { title: 'Far years' }, events }),
  })
  const text = await response.text()
  expect(response.status, text).toBe(201)
  return (JSON.parse(text) as { id: string }).id
}

async function openTimeline(
  browser: Browser,
  server: ServerProcess,
  id: string,
  options = {},
  hash = '',
): Promise<Page> {
  const page = await openTab(browser, `${server.url}/c/${id}#view=timeline${hash}`, options)
  await page.locator('.vis-timeline').waitFor()
  return page
}

/** Once the axis stands still: a zoom is animated. */
async function axisLabels(page: Page): Promise<string[]> {
  let texts: string[] = []
  await expect(async () => {
    const labels = await labelsNow(page)
    for (const [index, { text, right }] of labels.entries()) {
      const next = labels[index + 1]
      if (next) expect(next.left, `${text} reaches ${next.text}`).toBeGreaterThanOrEqual(right - 1)
    }
    texts = labels.map(({ text }) => text)
  }).toPass({ timeout: 10_000 })
  return texts
}

function labelsNow(page: Page): Promise<{ text: string; left: number; right: number }[]> {
  return page.locator('.vis-time-axis .vis-text.vis-minor').evaluateAll((elements) =>
    elements
      .map((element) => {
        const range = document.createRange()
        range.selectNodeContents(element)
        const { left, right } = range.getBoundingClientRect()
        return { text: element.textContent ?? '', left, right }
      })
      .sort((a, b) => a.left - b.left),
  )
}

async function noFault(page: Page): Promise<void> {
  expect(uncaughtErrors(page)).toEqual([])
  await expect(page.locator('[data-failed]')).toHaveCount(0)
  await expect(page.getByText('Something went wrong')).toHaveCount(0)
}

test('a year of which no Date can be made opens with everything around it, live, reloaded and for a colleague', async ({
  browser,
  server,
}) => {
  const id = await chronologyOf(server, ['2004', '2005'])
  const colleague = await openTimeline(browser, server, id)
  const page = await openTimeline(browser, server, id, {}, '&event=e0')
  await expect(date(page)).toHaveValue('2004')
  await setDate(page, 'Y-300000')
  await saved(page)
  await expect(panel(page).getByText('300,001 BCE').first()).toBeVisible()
  await noFault(page)
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect(page.locator('.tl-event')).toHaveCount(2)
  await colleague.getByRole('button', { name: 'Fit all' }).click()
  await expect(colleague.locator('.tl-event')).toHaveCount(2)

  // The selected event is brought into view.
  await page.reload()
  await expect(page.locator('.tl-event[data-selected]')).toBeInViewport()
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect(page.locator('.tl-event')).toHaveCount(2)
  const fresh = await openTimeline(browser, server, id)
  await expect(fresh.locator('.tl-event')).toHaveCount(2)
  await expect(fresh.getByRole('button', { name: 'Undo' })).toBeVisible()
  await fresh.locator('.mantine-SegmentedControl-label', { hasText: 'List' }).click()
  await expect(fresh.getByText('300,001 BCE').first()).toBeVisible()
  for (const tab of [page, fresh, colleague]) await noFault(tab)
})

test('from 50,000 years to 4.5 billion all is in the first window, with an axis in words, and it moves', async ({
  browser,
  server,
}) => {
  test.slow()
  for (const [first, words] of [
    ['Y-48000', /\d0,000 BCE/],
    ['Y-200000', /\d0,000 BCE/],
    ['Y-1200000', /million years BCE/],
    ['Y-4540000000', /billion years BCE/],
  ] as const) {
    const id = await chronologyOf(server, [first, '2004'])
    const page = await openTimeline(browser, server, id, { viewport: { width: 1440, height: 800 } })
    await expect(page.locator('.tl-event')).toHaveCount(2)
    for (const event of await page.locator('.tl-event').all()) await expect(event).toBeInViewport()
    const labels = await axisLabels(page)
    expect(labels.length).toBeGreaterThanOrEqual(4)
    expect(labels.length).toBeLessThanOrEqual(16)
    expect(labels.join(' · ')).toMatch(words)
    await page.getByRole('listbox').focus()
    for (let step = 0; step < 10; step++) await page.getByRole('button', { name: 'Zoom out' }).click()
    await page.getByRole('listbox').focus()
    for (let step = 0; step < 6; step++) await page.keyboard.press('Shift+ArrowLeft')
    await axisLabels(page)
    for (let step = 0; step < 60; step++) await page.keyboard.press('+')
    await axisLabels(page)
    for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('button', { name: 'Fit all' }).click()
    for (const event of await page.locator('.tl-event').all()) await expect(event).toBeInViewport()
    await noFault(page)
    await page.context().close()
  }
})

test('what lies beyond the axis is marked at its edge, counted, named and opened', async ({ browser, server }) => {
  const id = await chronologyOf(server, ['Y-1E12', 'Y-9E11', 'Y1E13', '2004', { date: '2004', endDate: 'Y1E12' }])
  const page = await openTimeline(browser, server, id)
  await expect(page.locator('.tl-event')).toHaveCount(2)
  const before = page.getByRole('button', { name: '2 events are before' })
  await expect(before).toBeVisible()
  const after = page.getByRole('button', { name: '1 event is after' })
  await expect(after).toBeVisible()
  // Nowhere over the lower row of the axis, which has the labels.
  const labels = page.locator('.vis-time-axis .vis-text.vis-minor:not(.vis-measure)')
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    const bottomOf = async () => {
      const mark = await after.boundingBox()
      return (mark?.y ?? 0) + (mark?.height ?? Infinity)
    }
    const topOfLabels = () =>
      labels.first().evaluate((element) => {
        const range = document.createRange()
        range.selectNodeContents(element)
        return range.getBoundingClientRect().top
      })
    await expect.poll(async () => (await topOfLabels()) - (await bottomOf()), `${width} px`).toBeGreaterThanOrEqual(0)
  }
  await before.click()
  const shelf = page.getByRole('dialog', { name: '2 events are before' })
  await expect(shelf.getByRole('button')).toHaveText([/^Event 0/, /^Event 1/])
  await shelf.getByRole('button').first().click()
  await expect(date(page)).toHaveValue('Y-1E12')
  await noFault(page)
})

test('no window in the address keeps the timeline from being drawn', async ({ browser, server }) => {
  const id = await chronologyOf(server, ['Y-300000', '2004', '2004-08-28T10:00:00.123Z', '', '2004/..'])
  const page = await openTimeline(browser, server, id)
  for (const [from, to] of [
    ['NaN', 'Infinity'],
    ['999999-01-01', '9999999-01-01'],
    ['-99999999999-01-01', '99999999999-12-31'],
    ['2004-01-01', '2003-01-01'],
    ['2004-01-01', '2004-01-01'],
    ['', ''],
    ['1e400-01-01', '2004-01-01'],
    ['-900000-01-01', '-800000-01-01'],
  ]) {
    await page.goto('about:blank')
    await page.goto(`${server.url}/c/${id}#view=timeline&from=${from}&to=${to}`)
    await expect(page.locator('.vis-timeline')).toBeVisible()
    await page.getByRole('button', { name: 'Fit all' }).click()
    await expect(page.locator('.tl-event').first()).toBeVisible()
    await noFault(page)
  }
})

test('a timeline without width or height comes back when it has some again', async ({ browser, server }) => {
  const id = await chronologyOf(server, ['Y-300000', '2004'])
  const page = await openTimeline(browser, server, id)
  await page.addStyleTag({ content: '.squeezed { width: 0 !important; display: none !important }' })
  const main = page.locator('#main-view')
  await main.evaluate((element) => element.classList.add('squeezed'))
  await page.keyboard.press('+')
  await main.evaluate((element) => element.classList.remove('squeezed'))
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect(page.locator('.tl-event')).toHaveCount(2)
  await noFault(page)
})

for (const width of [360, 768, 1440]) {
  test(`at ${width} px the axis of 10,000 to 500,000 years can be read`, async ({ browser, server }) => {
    for (const first of ['Y-18000', 'Y-48000', 'Y-98000', 'Y-498000']) {
      const id = await chronologyOf(server, [first, '2004'])
      const page = await openTimeline(browser, server, id, { viewport: { width, height: 800 } })
      await expect(page.locator('.tl-event')).toHaveCount(2)
      const labels = await axisLabels(page)
      expect(labels.length, labels.join(' · ')).toBeGreaterThanOrEqual(4)
      expect(labels.length, labels.join(' · ')).toBeLessThanOrEqual(16)
      await noFault(page)
      await page.context().close()
    }
  })
}

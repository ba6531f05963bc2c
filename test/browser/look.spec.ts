// What is measured of the look: room for labels, room for fingers, and what is loaded before anything is seen.
import { gzipSync } from 'node:zlib'
import { expect, openTab, test } from './fixtures.ts'
import { eventAddress, MEETING_2006, panel } from './workspace.ts'

const TOUCH_PX = 44
const MAX_KB = 330

test('at "fit all" no label runs under the right edge', async ({ browser, server }) => {
  for (const width of [1440, 768, 360]) {
    const page = await openTab(browser, `${server.url}/c/caj#view=timeline`, { viewport: { width, height: 900 } })
    await page.locator('.tl-event').first().waitFor()
    const past = () =>
      page
        .locator('.tl-event')
        .evaluateAll((events) =>
          events
            .filter((event) => event.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.textContent),
        )
    await expect.poll(past).toEqual([])
    await page.context().close()
  }
})

test('the timeline makes room for the panel that a click opens', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj#view=timeline`, { viewport: { width: 1440, height: 900 } })
  await page.locator('.tl-event').filter({ hasText: 'Second min' }).first().click()
  await panel(page).getByRole('heading').first().waitFor()
  const underPanel = () =>
    page.evaluate(() => {
      const left = document.querySelector('aside')?.getBoundingClientRect().left ?? 0
      return [...document.querySelectorAll('.tl-event')]
        .filter((event) => event.getBoundingClientRect().right > left + 1)
        .map((event) => event.textContent)
    })
  await expect.poll(underPanel).toEqual([])
})

test('on a phone what stands in header and toolbar can be touched, and nothing runs out of the page', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj`, { viewport: { width: 360, height: 740 } })
  await page.getByRole('button', { name: 'More', exact: true }).waitFor()
  for (const control of await page.locator('header a, header button, #root button').all()) {
    const box = await control.boundingBox()
    if (!box) continue
    expect(Math.min(box.width, box.height), (await control.getAttribute('aria-label')) ?? '').toBeGreaterThanOrEqual(
      TOUCH_PX - 0.5,
    )
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})

test('a source is edited where it is cited', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await panel(page)
    .getByRole('button', { name: /^Sources/ })
    .click()
  await panel(page)
    .getByRole('button', { name: /^Edit Sarkisov 2006/ })
    .click()
  await page.getByRole('button', { name: 'Edit the source' }).click()
  await page.getByRole('form', { name: 'Edit the source' }).getByLabel('Year').fill('2007')
  await page.getByRole('form', { name: 'Edit the source' }).getByRole('button', { name: 'Save' }).click()
  await expect(panel(page).getByText('Sarkisov 2007').first()).toBeVisible()
})

test('an empty chronology offers the ways to begin', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  await page.getByRole('button', { name: 'New chronology' }).click()
  await page.getByLabel('Title').fill('Empty')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Import a file' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the CAJ example' })).toHaveAttribute('href', '/c/caj')
  await page.getByRole('button', { name: 'Add the first event' }).click()
  await expect(panel(page)).toBeVisible()
})

test.describe('the production build', () => {
  test.use({ build: 'production' })

  test(`loads at most ${MAX_KB} kB of JavaScript before the timeline is drawn`, async ({ browser, server }) => {
    const page = await openTab(browser, 'about:blank')
    await page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (!document.querySelector('.tl-event')) return
        performance.mark('drawn')
        observer.disconnect()
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto(`${server.url}/c/caj#view=timeline`)
    await page.locator('.tl-event').first().waitFor()
    const before = await page.evaluate(() => {
      const drawnAt = performance.getEntriesByName('drawn')[0]?.startTime ?? 0
      return performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && startTime < drawnAt)
        .map(({ name }) => name)
    })
    expect(before.length).toBeGreaterThan(5)
    let bytes = 0
    for (const address of before) bytes += gzipSync(await (await fetch(address)).text()).length
    expect(bytes / 1_000).toBeLessThanOrEqual(MAX_KB)
  })
})

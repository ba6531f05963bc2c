import type { Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { exported } from './workspace.ts'

// The private members of vis-timeline that apps/web/src/timeline/vis/ leans on, each by what it does for us:
// an upgrade that moves one must fail here and not be found by readers.

const WINDOW = '#from=2003-01-01&to=2007-01-01&view=timeline'

async function openTimeline(page: Page): Promise<void> {
  await page.locator('.tl-event').first().waitFor()
  await page.locator('[data-save-state="saved"]').waitFor()
}

test('the window of the address is the first one drawn, and vis fits none of its own', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  await expect(page.locator('.vis-timeline')).toBeVisible()
  expect(new URL(page.url()).hash).toContain('from=2003-01-01&to=2007-01-01')
  await expect(page.locator('.vis-time-axis .vis-text').filter({ hasText: '2005' }).first()).toBeVisible()
})

test('every drawn event has its row, its track and the box of its item', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  const events = await page.locator('.tl-event').evaluateAll((elements) =>
    elements.map((element) => {
      const box = element.closest<HTMLElement>('.vis-item')
      return {
        row: box?.style.getPropertyValue('--row'),
        track: box?.dataset.trackColour,
        id: box?.dataset.event,
      }
    }),
  )
  expect(events.length).toBeGreaterThan(10)
  for (const { row, track, id } of events) {
    expect(row).toMatch(/^\d+$/)
    expect(track).toMatch(/^\d$/)
    expect(id).toBeTruthy()
  }
})

test('vis takes the sizes that we know and measures no item itself', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  const sizes = await page.locator('.tl-event').evaluateAll((elements) =>
    elements.map((element) => {
      type Item = { overflow: boolean; whiteSpace: boolean; height: number; props: { content: { width: number } } }
      const item = (element.closest('.vis-item') as unknown as { 'vis-item': Item })['vis-item']
      return [item.overflow, item.whiteSpace, item.height, item.props.content.width > 0]
    }),
  )
  for (const size of sizes) expect(size).toEqual([true, false, 23, true])
})

test('moving the window reads no size of a lane, and a lane that grows is measured again', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  const counted = await page.evaluate(async () => {
    const reads: string[] = []
    const names = ['offsetTop', 'offsetLeft', 'clientHeight', 'clientWidth'] as const
    const restore = names.map((name) => {
      const owner = name.startsWith('offset') ? HTMLElement.prototype : Element.prototype
      const own = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor
      Object.defineProperty(owner, name, {
        ...own,
        get(this: Element) {
          if (this.closest('.vis-group, .vis-label')) reads.push(`${name} of ${this.className}`)
          return own.get?.call(this) as number
        },
      })
      return () => Object.defineProperty(owner, name, own)
    })
    const list = document.querySelector('.vis-center') as HTMLElement
    for (let step = 0; step < 5; step++) {
      list.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaX: 20, clientX: 600 }))
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
    }
    for (const undo of restore) undo()
    return reads
  })
  expect(counted).toEqual([])

  await page.setViewportSize({ width: 1280, height: 1100 })
  const misplaced = () =>
    page.evaluate(() => {
      const tops = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => Math.round(element.getBoundingClientRect().top))
      const lanes = tops('.vis-foreground .vis-group')
      const labels = tops('.vis-labelset .vis-label')
      return labels.length === 0 || labels.some((top, index) => Math.abs(top - (lanes[index] ?? 0)) > 1)
    })
  await expect.poll(misplaced).toBe(false)
})

test('vis has a lane and a name for every track', async ({ browser, server }) => {
  const before = JSON.parse(await exported(server)) as { tracks: { name: string }[] }
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  await expect(page.locator('.vis-labelset .tl-lane-name')).toHaveCount(before.tracks.length)
  await expect(page.locator('.vis-foreground .vis-group')).toHaveCount(before.tracks.length)
})

test('keys scroll to an event whose lane is out of sight', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`, { viewport: { width: 1000, height: 420 } })
  await openTimeline(page)
  await page.getByRole('listbox').focus()
  const active = page.locator('.tl-event[data-active]')
  for (let step = 0; step < 9; step++) {
    await page.keyboard.press('ArrowDown')
    await expect(active).toBeInViewport()
  }
})

test('every item that vis draws after many came and went in one draw has its event', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj${WINDOW}`)
  await openTimeline(page)
  const drawn = () => page.locator('.tl-event').count()
  const here = await drawn()
  // Zooming in gives vis many items at once and takes others away.
  for (let step = 0; step < 4; step++) await page.keyboard.press('+')
  await page.getByRole('button', { name: 'Fit all' }).click()
  await expect.poll(drawn).toBeGreaterThan(here)
  const strangers = await page.evaluate(
    () =>
      [...document.querySelectorAll('.vis-item:not(.vis-background)')].filter(
        (item) => !item.querySelector('.tl-event'),
      ).length,
  )
  expect(strangers).toBe(0)
})

test('vis knows where each lane is, so that the counts of what has no room stand in their own', async ({
  browser,
  server,
}) => {
  // With the panel open lanes get other heights while the page opens.
  for (const event of ['fmm-1-astana', 'no-summit-so-far']) {
    const page = await openTab(browser, `${server.url}/c/caj#event=${event}&view=timeline`, {
      viewport: { width: 1440, height: 900 },
    })
    await openTimeline(page)
    await page.locator('.tl-chip').first().waitFor()
    await expect
      .poll(() =>
        page.evaluate(() => {
          const lanes = [...document.querySelectorAll('.vis-labelset .vis-label')].map((label) => ({
            name: label.textContent ?? '',
            box: label.getBoundingClientRect(),
          }))
          return [...document.querySelectorAll('.tl-chip')]
            .filter((chip) => {
              const { top, bottom } = chip.getBoundingClientRect()
              const [, lane = ''] = / in (.+), \S+ to /.exec(chip.getAttribute('aria-label') ?? '') ?? []
              return !lanes.some(({ name, box }) => name.includes(lane) && top >= box.top && bottom <= box.bottom)
            })
            .map((chip) => chip.getAttribute('aria-label'))
        }),
      )
      .toEqual([])
    await page.context().close()
  }
})

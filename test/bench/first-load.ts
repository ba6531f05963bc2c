import { gzipSync } from 'node:zlib'
import type { Browser, Page, Response } from '@playwright/test'
import { openBrowser, openPage, startProduction } from './browser.ts'
import { percentile, type Figure } from './statistics.ts'

const ROUNDS = 5
/** What the page may load in JavaScript before the timeline is drawn. */
export const BUDGET_KB = 330

export interface FirstLoad {
  times: Figure[]
  /** kB of JavaScript, each file gzipped by itself. */
  beforeTimelineKb: number
  inAllKb: number
}

interface Marks {
  drawnMs?: number
  answeredMs?: number
}

/**
 * The CAJ page with nothing in the cache: from navigation to the first event on the timeline, and to the panel that
 * answers a click on it with its title ready to be edited. The click is made in the frame that draws the event.
 */
export async function runFirstLoad(): Promise<FirstLoad> {
  const server = await startProduction()
  const browser = await openBrowser()
  try {
    const rounds: Awaited<ReturnType<typeof loadOnce>>[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await loadOnce(browser, `${server.url}/c/caj`))
    return {
      times: [
        { name: 'navigation to first event drawn', valuesMs: rounds.map(({ drawnMs }) => drawnMs) },
        { name: 'navigation to a click answered', valuesMs: rounds.map(({ answeredMs }) => answeredMs) },
      ],
      beforeTimelineKb: percentile(
        rounds.map((round) => round.beforeTimelineKb),
        0.5,
      ),
      inAllKb: percentile(
        rounds.map((round) => round.inAllKb),
        0.5,
      ),
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function loadOnce(browser: Browser, url: string) {
  const { page, context } = await openPage(browser)
  const scripts: Response[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response)
  })
  await page.addInitScript(() => {
    const marks: Marks = {}
    Object.assign(window, { marks })
    const look = () => {
      const event = document.querySelector<HTMLElement>('.tl-event')
      if (event && marks.drawnMs === undefined) {
        marks.drawnMs = performance.now()
        event.click()
      }
      const title = document.querySelector('[role="complementary"], aside')?.querySelector('textarea, input')
      if (marks.drawnMs !== undefined && title) marks.answeredMs = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(url)
  await page.waitForFunction(() => (window as { marks?: Marks }).marks?.answeredMs !== undefined)
  await quiet(page)
  const marks = await page.evaluate(() => (window as { marks?: Marks }).marks as Required<Marks>)
  const ends = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => {
      const { name, responseEnd } = entry as PerformanceResourceTiming
      return [name, responseEnd] as const
    }),
  )
  const endMs = new Map(ends)
  let beforeTimelineKb = 0
  let inAllKb = 0
  for (const script of scripts) {
    const kb = gzipSync(await script.body(), { level: 9 }).length / 1000
    inAllKb += kb
    if ((endMs.get(script.url()) ?? Infinity) <= marks.drawnMs) beforeTimelineKb += kb
  }
  await context.close()
  return { ...marks, beforeTimelineKb, inAllKb }
}

/** Until nothing has been loaded for a while: the editor of the panel comes last. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const lastMs = () => Math.max(...performance.getEntriesByType('resource').map((entry) => entry.startTime))
    while (performance.now() - lastMs() < 1_500) await new Promise((resolve) => setTimeout(resolve, 100))
  })
}

import type { Page } from '@playwright/test'

/** What went wrong on a page since it was asked last. */
export interface Faults {
  take(): Promise<{ faults: string[]; longestTaskMs: number }>
}

/** Messages of the browser about answers of the server, which are no faults of the page. */
const NETWORK = /^Failed to load resource|net::ERR_|WebSocket connection/

/**
 * Follows a page: exceptions that nothing caught, what React and our boundaries caught, and the longest time in which
 * the page could not answer, in ms.
 */
export async function watch(page: Page): Promise<Faults> {
  let faults: string[] = []
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('crash', () => faults.push('the page crashed'))
  page.on('console', (message) => {
    if (message.type() === 'error' && !NETWORK.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  await page.addInitScript(() => {
    const held = window as unknown as { longestTaskMs: number }
    held.longestTaskMs = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) held.longestTaskMs = Math.max(held.longestTaskMs, duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  return {
    async take() {
      const seen = await page.evaluate(() => {
        const held = window as unknown as { longestTaskMs: number }
        const failed = [...document.querySelectorAll('[data-failed]')].map((part) => part.getAttribute('data-failed'))
        const { longestTaskMs } = held
        held.longestTaskMs = 0
        return { failed, longestTaskMs, isBlank: document.querySelector('#root')?.childElementCount === 0 }
      })
      const taken = [
        ...faults,
        ...seen.failed.map((part) => `failed part: ${part}`),
        ...(seen.isBlank ? ['the page is blank'] : []),
      ]
      faults = []
      return { faults: taken, longestTaskMs: seen.longestTaskMs }
    },
  }
}

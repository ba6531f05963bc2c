import type { Browser, Page } from '@playwright/test'
import { openBrowser, openPage, startProduction } from './browser.ts'
import type { Figure } from './statistics.ts'

const EDITS = 80
/** The first edits compile what the later ones run. */
const WARM_UP = 5
const EVENT = 'fmm-1-astana'
const WINDOW = 'from=2003-01-01&to=2007-01-01&view=timeline'

interface Clock {
  typedMs: number
  savedMs: number
  seenMs: number
  seen: string
}

/**
 * Two people in the CAJ chronology: from a key in the title field of one to the text on the timeline of the other, and
 * to "All changes saved" at the author. Both pages are in one browser, whose clock they share.
 */
export async function runEditBetweenBrowsers(): Promise<Figure[]> {
  const server = await startProduction()
  const browser = await openBrowser()
  try {
    const author = await join(browser, `${server.url}/c/caj#event=${EVENT}&${WINDOW}`)
    const reader = await join(browser, `${server.url}/c/caj#${WINDOW}`)
    const title = author.getByRole('textbox', { name: 'Title', exact: true })
    await title.press('ControlOrMeta+End')
    const toView: number[] = []
    const toSaved: number[] = []
    for (let edit = 0; edit < EDITS + WARM_UP; edit++) {
      await author.keyboard.press(String.fromCodePoint(97 + (edit % 26)))
      const wanted = await title.inputValue()
      await reader.waitForFunction((text) => clockOf(window).seen === text, wanted)
      await author.waitForFunction(() => clockOf(window).savedMs > clockOf(window).typedMs)
      const [mine, theirs] = await Promise.all([clock(author), clock(reader)])
      if (edit < WARM_UP) continue
      toView.push(theirs.seenMs - mine.typedMs)
      toSaved.push(mine.savedMs - mine.typedMs)
    }
    return [
      { name: 'key to text on the colleague’s timeline', valuesMs: toView },
      { name: 'key to "All changes saved"', valuesMs: toSaved },
    ]
  } finally {
    await browser.close()
    await server.close()
  }
}

declare function clockOf(window: unknown): Clock

function clock(page: Page): Promise<Clock> {
  return page.evaluate(() => clockOf(window))
}

async function join(browser: Browser, url: string): Promise<Page> {
  const { page } = await openPage(browser)
  await page.addInitScript((eventId) => {
    const clock: Clock = { typedMs: 0, savedMs: 0, seenMs: 0, seen: '' }
    Object.assign(window, { clockOf: () => clock })
    const nowMs = () => performance.timeOrigin + performance.now()
    window.addEventListener('keydown', () => (clock.typedMs = nowMs()), { capture: true })
    let state: string | null = null
    new MutationObserver(() => {
      const label = document.querySelector(`.tl-event[data-event-id="${eventId}"] .tl-label`)?.textContent ?? ''
      if (label !== clock.seen) {
        clock.seen = label
        clock.seenMs = nowMs()
      }
      const before = state
      state = document.querySelector('[data-save-state]')?.getAttribute('data-save-state') ?? null
      if (state === 'saved' && before !== 'saved') clock.savedMs = nowMs()
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  }, EVENT)
  await page.goto(url)
  await page.locator(`.tl-event[data-event-id="${EVENT}"]`).waitFor()
  await page.locator('[data-save-state="saved"]').waitFor()
  return page
}

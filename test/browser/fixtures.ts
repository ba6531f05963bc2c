// What every browser test imports: `test` with a server of its own, `expect`, and `openTab` for one more person.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  test as base,
} from '@playwright/test'
import { buildWeb, type WebMode } from '../../scripts/build.ts'
import { ServerProcess } from '../server-process.ts'

export { expect } from '@playwright/test'

interface Options {
  /** Which build the server serves: `test.use({ build: 'production' })` for figures. */
  build: WebMode
}

interface Fixtures {
  /** A real server with an empty data folder (so with its first content only), for this test alone. */
  server: ServerProcess
}

export const test = base.extend<Options & Fixtures>({
  build: ['development', { option: true }],
  server: async ({ build }, use, testInfo) => {
    const server = await ServerProcess.start({ webFolder: await buildWeb({ mode: build }) })
    await use(server)
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server output', { body: server.output, contentType: 'text/plain' })
    }
    await server.close()
  },
})

const errorsByContext = new WeakMap<BrowserContext, Error[]>()

/**
 * A tab with storage of its own, so another person: its own identity, its own IndexedDB. The caller may close it with
 * `page.context().close()`; the browser closes what is left.
 */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const errors: Error[] = []
  errorsByContext.set(context, errors)
  context.on('weberror', (error) => errors.push(error.error()))
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Exceptions that no code of the page caught, in any page of this tab's context. */
export function uncaughtErrors(page: Page): Error[] {
  return errorsByContext.get(page.context()) ?? []
}

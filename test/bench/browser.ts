import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { buildWeb } from '../../scripts/build.ts'
import { findChromium } from '../../scripts/suites/chromium.ts'
import config from '../playwright.config.ts'
import { ServerProcess } from '../server-process.ts'
import type { Visitor } from '../visitor.ts'

export const VIEWPORT = { width: 1440, height: 900 }

/** The browser of the browser tests, with the same arguments. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ ...config.use?.launchOptions, executablePath: await findChromium({ whole: true }) })
}

/** The real server with the production build and an empty data folder, so with its first content. */
export async function startProduction(): Promise<ServerProcess> {
  const server = await ServerProcess.start({ webFolder: await buildWeb({ mode: 'production' }) })
  owner = await server.owner()
  return server
}

/** Of the server that was started last. */
let owner: Visitor | undefined

/**
 * A page of its owner, with storage and cache of its own. An exception in it ends the bench: its figures would mean
 * nothing.
 */
export async function openPage(browser: Browser): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB' })
  if (owner) await context.addCookies(owner.browserCookies)
  context.on('weberror', (error) => {
    throw error.error()
  })
  return { page: await context.newPage(), context }
}

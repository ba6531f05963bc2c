// What every browser test imports: `test` with a server of its own, `expect`, and `openTab` for one more person.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  test as base,
} from '@playwright/test'
import { buildWeb, type WebMode } from '../../scripts/build.ts'
import { HostedServers } from '../hosted-servers.ts'
import { ServerProcess } from '../server-process.ts'
import { Visitor } from '../visitor.ts'

export { expect } from '@playwright/test'

interface Options {
  /** Which build the server serves: `test.use({ build: 'production' })` for figures. */
  build: WebMode
}

interface Fixtures {
  /** A real server with an empty data folder (so with its first content only), for this test alone. */
  server: ServerProcess
}

interface WorkerFixtures {
  hosted: HostedServers
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  hosted: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are needed from this pattern
    async ({}, use) => {
      const hosted = new HostedServers()
      await use(hosted)
      await hosted.close()
    },
    { scope: 'worker' },
  ],
  build: ['development', { option: true }],
  server: async ({ build, hosted }, use, testInfo) => {
    const server = await ServerProcess.start({ webFolder: await builtWeb(build), hosted })
    serversByOrigin.set(server.url, server)
    await server.owner()
    await use(server)
    serversByOrigin.delete(server.url)
    // A tab that is left goes on looking for its server: some dozens of them are what slows a suite down.
    await Promise.all([...openContexts].map((context) => context.close()))
    openContexts.clear()
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server output', { body: server.output, contentType: 'text/plain' })
    }
    await server.close()
  },
})

const builtByMode = new Map<WebMode, Promise<string>>()

/** The sources are looked at once in a worker, and not for each test. */
function builtWeb(mode: WebMode): Promise<string> {
  const built = builtByMode.get(mode) ?? buildWeb({ mode })
  builtByMode.set(mode, built)
  return built
}

/** By address: the person that a tab is signed in as. */
const serversByOrigin = new Map<string, ServerProcess>()

/** Of the test that runs: one at a time in a process. */
const openContexts = new Set<BrowserContext>()

const errorsByContext = new WeakMap<BrowserContext, Error[]>()

/** Who uses a tab: the owner of everything, a guest with a role in the CAJ chronology, or nobody. */
export type Somebody = 'owner' | 'editor' | 'commenter' | 'viewer' | 'nobody'

export interface TabOptions extends BrowserContextOptions {
  /** The owner, where nothing is said. */
  as?: Somebody
  /** Of a guest. */
  name?: string
}

/**
 * A tab with storage of its own, so another person: its own session, its own IndexedDB. Closed when the test ends, or by the
 * caller with `page.context().close()`.
 */
export async function openTab(browser: Browser, url: string, options: TabOptions = {}): Promise<Page> {
  const { as = 'owner', name, ...rest } = options
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...rest })
  openContexts.add(context)
  const errors: Error[] = []
  errorsByContext.set(context, errors)
  context.on('weberror', (error) => errors.push(error.error()))
  const visitor = await visitorAt(url, as, name)
  if (visitor) await context.addCookies(visitor.browserCookies)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function visitorAt(url: string, as: Somebody, name: string | undefined): Promise<Visitor | undefined> {
  const server = url.startsWith('http')
    ? serversByOrigin.get(new URL(url).origin)
    : [...serversByOrigin.values()].at(-1)
  if (!server || as === 'nobody') return undefined
  const owner = await server.owner()
  if (as === 'owner') return owner
  const link = await owner.makeLink('caj', { role: as })
  return Visitor.guest(server.url, link.url, name)
}

/** Exceptions that no code of the page caught, in any page of this tab's context. */
export function uncaughtErrors(page: Page): Error[] {
  return errorsByContext.get(page.context()) ?? []
}

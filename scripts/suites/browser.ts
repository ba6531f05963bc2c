import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../process.ts'
import { ROOT } from '../root.ts'
import { changedFiles, specsOf } from './changed.ts'
import { findChromium } from './chromium.ts'
import { countPlaywright } from './reports.ts'
import { countTests, type SuiteOutcome, type SuiteRun } from './result.ts'

/**
 * Playwright: test/browser/*.spec.ts in a real Chromium against real servers. `filters` are its command-line filters; of a
 * change, the tests that changed, or import a file of test/ that did. Which parts of the page a test uses cannot be known.
 */
export async function runBrowserTests({ filters, changedSince }: SuiteRun): Promise<SuiteOutcome> {
  if (changedSince !== undefined) {
    const specs = specsOf(await changedFiles(changedSince))
    if (specs.length > 0) return runBrowserTests({ filters: specs })
    process.stdout.write('No browser test has changed. Those of what you work at: npm run e2e -- FILTER\n')
    return { passed: 0, failed: 0 }
  }
  const chromium = await findChromium()
  const folder = mkdtempSync(join(tmpdir(), 'coeval-browser-'))
  const report = join(folder, 'report.json')
  try {
    const playwright = join(ROOT, 'test/node_modules/@playwright/test/cli.js')
    const args = [playwright, 'test', '--config', 'test/playwright.config.ts', '--reporter=list,json', ...filters]
    const env = { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const { code } = await run(process.execPath, args, { env, output: 'show' })
    return countTests(countPlaywright(JSON.parse(readFileSync(report, 'utf8'))), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

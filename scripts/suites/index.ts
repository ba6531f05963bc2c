import { checkFormat, checkLint, checkTypes, checkUnused, checkWalls } from './check.ts'
import { runBrowserTests } from './browser.ts'
import { type SuiteResult, allPassed, summarise } from './result.ts'
import { runUnitTests } from './unit.ts'

export const GROUPS = ['check', 'unit', 'browser'] as const
export type Group = (typeof GROUPS)[number]

type Suite = { name: string; group: Group; run: (filters: string[]) => Promise<Omit<SuiteResult, 'name' | 'seconds'>> }

const SUITES: Suite[] = [
  { name: 'types', group: 'check', run: checkTypes },
  { name: 'lint', group: 'check', run: checkLint },
  { name: 'walls', group: 'check', run: checkWalls },
  { name: 'unused', group: 'check', run: checkUnused },
  { name: 'format', group: 'check', run: checkFormat },
  { name: 'unit and integration', group: 'unit', run: runUnitTests },
  { name: 'browser', group: 'browser', run: runBrowserTests },
]

/**
 * Run the suites of some groups one after another, all of them even if one fails; print their output, a table and the
 * totals; set the exit code. `filters` go to the test runners.
 */
export async function runSuites(groups: readonly Group[], filters: string[] = []): Promise<void> {
  const results: SuiteResult[] = []
  for (const suite of SUITES.filter(({ group }) => groups.includes(group))) {
    process.stdout.write(`\n── ${suite.name}\n`)
    results.push(await timed(suite, filters))
  }
  process.exitCode = allPassed(results) ? 0 : 1
  process.stdout.write(`\n${summarise(results)}\n`)
}

async function timed(suite: Suite, filters: string[]): Promise<SuiteResult> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  try {
    return { name: suite.name, ...(await suite.run(filters)), seconds: seconds() }
  } catch (error) {
    // Whatever keeps a suite from running fails that suite and lets the others have their turn.
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return { name: suite.name, passed: 0, failed: 1, seconds: seconds(), note: 'did not run to its end' }
  }
}

import { checkFormat, checkLint, checkTypes, checkUnused, checkWalls } from './check.ts'
import { runBrowserTests } from './browser.ts'
import { withNothingLeft } from './left-behind.ts'
import { type SuiteOutcome, type SuiteResult, type SuiteRun, allPassed, summarise } from './result.ts'
import { runUnitTests } from './unit.ts'

export const GROUPS = ['check', 'unit', 'browser'] as const
export type Group = (typeof GROUPS)[number]

type Suite = { name: string; group: Group; run: (what: SuiteRun) => Promise<SuiteOutcome> }

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
 * totals; set the exit code. A suite that leaves a process behind fails.
 */
export async function runSuites(groups: readonly Group[], what: SuiteRun = { filters: [] }): Promise<void> {
  const results: SuiteResult[] = []
  for (const suite of SUITES.filter(({ group }) => groups.includes(group))) {
    process.stdout.write(`\n── ${suite.name}\n`)
    results.push(await timed(suite, what))
  }
  process.exitCode = allPassed(results) ? 0 : 1
  process.stdout.write(`\n${summarise(results)}\n`)
}

async function timed(suite: Suite, what: SuiteRun): Promise<SuiteResult> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  try {
    return { name: suite.name, ...(await withNothingLeft(() => suite.run(what))), seconds: seconds() }
  } catch (error) {
    // Whatever keeps a suite from running fails that suite and lets the others have their turn.
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return { name: suite.name, passed: 0, failed: 1, seconds: seconds(), note: 'did not run to its end' }
  }
}

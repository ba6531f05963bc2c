// What the JSON reports of the two test runners tell: counts, and how long each file took.
import { relative } from 'node:path'
import { ROOT } from '../root.ts'
import type { FileTime } from './result.ts'

interface Counts {
  passed: number
  failed: number
  files: FileTime[]
}

/** Vitest's JSON report. A file that fails before its first test (an import that throws) counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = report as {
    numPassedTests: number
    numFailedTests: number
    testResults: {
      name: string
      startTime: number
      endTime: number
      status: string
      assertionResults: { status: string }[]
    }[]
  }
  const failsOnItsOwn = (file: (typeof testResults)[number]) =>
    file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
  const files = testResults.map(({ name, startTime, endTime }) => ({
    file: relative(ROOT, name),
    seconds: (endTime - startTime) / 1000,
  }))
  return { passed: numPassedTests, failed: numFailedTests + testResults.filter(failsOnItsOwn).length, files }
}

/** Playwright's JSON report. A test that passed only when tried again is a failure; so is each error outside tests. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors, suites } = report as {
    stats: { expected: number; unexpected: number; flaky: number }
    errors?: unknown[]
    suites: PlaywrightSuite[]
  }
  const files = suites.map((suite) => ({ file: `test/browser/${suite.file}`, seconds: millisecondsOf(suite) / 1000 }))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + (errors?.length ?? 0), files }
}

interface PlaywrightSuite {
  file: string
  suites?: PlaywrightSuite[]
  specs: { tests: { results: { duration: number }[] }[] }[]
}

function millisecondsOf({ suites = [], specs }: PlaywrightSuite): number {
  const results = specs.flatMap((spec) => spec.tests.flatMap((test) => test.results))
  const own = results.reduce((total, { duration }) => total + duration, 0)
  return suites.reduce((total, suite) => total + millisecondsOf(suite), own)
}

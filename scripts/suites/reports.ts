// The counts in the JSON reports of the two test runners.

interface Counts {
  passed: number
  failed: number
}

/** Vitest's JSON report. A file that fails before its first test (an import that throws) counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = report as {
    numPassedTests: number
    numFailedTests: number
    testResults: { status: string; assertionResults: { status: string }[] }[]
  }
  const failsOnItsOwn = (file: (typeof testResults)[number]) =>
    file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
  return { passed: numPassedTests, failed: numFailedTests + testResults.filter(failsOnItsOwn).length }
}

/** Playwright's JSON report. A test that passed only when tried again is a failure; so is each error outside tests. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = report as {
    stats: { expected: number; unexpected: number; flaky: number }
    errors?: unknown[]
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + (errors?.length ?? 0) }
}

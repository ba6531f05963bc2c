/** How one suite ended. */
export interface SuiteResult {
  name: string
  passed: number
  failed: number
  seconds: number
  /** Why a suite failed that no failed test of its own explains: it crashed, or ran nothing. */
  note?: string
}

/**
 * The counts of a suite that ran tests, by its reporter and its exit code. A suite that fails without a failed test,
 * or that ran no test at all, counts as one failure.
 */
export function countTests(
  counts: { passed: number; failed: number },
  exitCode: number,
): Omit<SuiteResult, 'name' | 'seconds'> {
  if (counts.failed > 0) return counts
  if (counts.passed === 0) return { ...counts, failed: 1, note: 'ran no test' }
  if (exitCode !== 0) return { ...counts, failed: 1, note: `ended with exit code ${exitCode}` }
  return counts
}

/** A table of the suites and, as its last line, the totals: `N passed, N failed`. */
export function summarise(results: SuiteResult[]): string {
  const width = Math.max(...results.map((result) => result.name.length), 0)
  const rows = results.map((result) => {
    const counts = `${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed`
    const note = result.note ? `  (${result.note})` : ''
    return `  ${result.name.padEnd(width)} ${counts} ${result.seconds.toFixed(1).padStart(7)} s${note}`
  })
  return [...rows, lastLine(results)].join('\n')
}

function lastLine(results: SuiteResult[]): string {
  const sum = (of: (result: SuiteResult) => number) => results.reduce((total, result) => total + of(result), 0)
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`
}

/** Whether everything passed; nothing at all is not a pass. */
export function allPassed(results: SuiteResult[]): boolean {
  return results.length > 0 && results.every((result) => result.failed === 0)
}

/** What of a suite is to run. */
export interface SuiteRun {
  /** For the test runners; all where there are none. */
  filters: string[]
  /** Only what belongs to files that differ from this commit. */
  changedSince?: string
}

/** How one suite ended. */
export interface SuiteResult {
  name: string
  passed: number
  failed: number
  seconds: number
  /** Why a suite failed that no failed test of its own explains: it crashed, or ran nothing. */
  note?: string
  /** How long each file of tests took. */
  files?: FileTime[]
}

/** What a suite says of itself. */
export type SuiteOutcome = Omit<SuiteResult, 'name' | 'seconds'>

export interface FileTime {
  file: string
  seconds: number
}

const MAX_SLOWEST = 10

/**
 * The counts of a suite that ran tests, by its reporter and its exit code. A suite that fails without a failed test
 * counts as one failure, and so does one that ran no test at all, unless there may be none to run.
 */
export function countTests(
  counts: { passed: number; failed: number; files?: FileTime[] },
  exitCode: number,
  { mayBeEmpty = false } = {},
): SuiteOutcome {
  if (counts.failed > 0) return counts
  if (counts.passed === 0 && !mayBeEmpty) return { ...counts, failed: 1, note: 'ran no test' }
  if (exitCode !== 0) return { ...counts, failed: 1, note: `ended with exit code ${exitCode}` }
  return counts
}

/** The slowest files, a table of the suites and, as its last line, the totals: `N passed, N failed`. */
export function summarise(results: SuiteResult[]): string {
  const width = Math.max(...results.map((result) => result.name.length), 0)
  const rows = results.map((result) => {
    const counts = `${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed`
    const note = result.note ? `  (${result.note})` : ''
    return `  ${result.name.padEnd(width)} ${counts} ${result.seconds.toFixed(1).padStart(7)} s${note}`
  })
  return [...slowest(results), ...rows, lastLine(results)].join('\n')
}

/** A line each, after a heading; none where no suite tells of files. */
function slowest(results: SuiteResult[]): string[] {
  const files = results.flatMap((result) => result.files ?? []).sort((a, b) => b.seconds - a.seconds)
  if (files.length === 0) return []
  const rows = files.slice(0, MAX_SLOWEST).map(({ file, seconds }) => `${seconds.toFixed(1).padStart(9)} s  ${file}`)
  return ['  The slowest files:', ...rows, '']
}

function lastLine(results: SuiteResult[]): string {
  const sum = (of: (result: SuiteResult) => number) => results.reduce((total, result) => total + of(result), 0)
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`
}

/** Whether everything passed; nothing at all is not a pass. */
export function allPassed(results: SuiteResult[]): boolean {
  return results.length > 0 && results.every((result) => result.failed === 0)
}

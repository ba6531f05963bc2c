import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../process.ts'
import { countVitest } from './reports.ts'
import { countTests, type SuiteOutcome, type SuiteRun } from './result.ts'

/**
 * Vitest: the tests beside the code and those of test/integration. `filters` are parts of file names; of a change, those
 * that import what changed. A test that starts the server as a process does not import it.
 */
export async function runUnitTests({ filters, changedSince }: SuiteRun): Promise<SuiteOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-unit-'))
  const report = join(folder, 'report.json')
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
    const args = [...vitest, `--outputFile.json=${report}`, ...filters]
    if (changedSince !== undefined) args.push(`--changed=${changedSince}`)
    const { code } = await run(process.execPath, args, { output: 'show' })
    return countTests(countVitest(JSON.parse(readFileSync(report, 'utf8'))), code, {
      mayBeEmpty: changedSince !== undefined,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

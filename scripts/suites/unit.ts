import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../process.ts'
import { countVitest } from './reports.ts'
import { countTests, type SuiteResult } from './result.ts'

/** Vitest: the tests beside the code and those of test/integration. `filters` are parts of file names. */
export async function runUnitTests(filters: string[]): Promise<Omit<SuiteResult, 'name' | 'seconds'>> {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-unit-'))
  const report = join(folder, 'report.json')
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json']
    const args = [...vitest, `--outputFile.json=${report}`, ...filters]
    const { code } = await run(process.execPath, args, { output: 'show' })
    return countTests(countVitest(JSON.parse(readFileSync(report, 'utf8'))), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

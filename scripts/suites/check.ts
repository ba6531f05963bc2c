// Types, lint, walls between folders, dead code and format. Each is one pass or one failure.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../process.ts'
import { ROOT } from '../root.ts'
import type { SuiteOutcome } from './result.ts'

const PARALLEL_COMPILERS = 2

/** `tsc -p` for the scripts, each package, each app and the tests. */
export async function checkTypes(): Promise<SuiteOutcome> {
  const projects = ['scripts', 'test', ...foldersIn('packages'), ...foldersIn('apps')]
  const left = projects.filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')))
  let failed = 0
  const compileInTurn = async () => {
    for (let folder = left.shift(); folder; folder = left.shift()) {
      const { code, output } = await run('tsc', ['-p', folder, '--pretty', 'false'], { output: 'keep' })
      if (code === 0) continue
      failed++
      process.stdout.write(`${folder}: types\n${output}`)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL_COMPILERS }, compileInTurn))
  return oneCheck(failed === 0)
}

export async function checkLint(): Promise<SuiteOutcome> {
  const { code } = await run('oxlint', ['--type-aware', '--quiet'], { output: 'show' })
  return oneCheck(code === 0)
}

/** Which folder may import which, and no circles, also by type: the rules of .dependency-cruiser.mjs. */
export async function checkWalls(): Promise<SuiteOutcome> {
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', 'packages', 'apps', 'scripts', 'test']
  const { code, output } = await run('depcruise', args, { output: 'keep' })
  if (code !== 0) process.stdout.write(`${output}\nThe rules, with their reasons, are in .dependency-cruiser.mjs.\n`)
  return oneCheck(code === 0)
}

/** Files, exports and dependencies that nothing uses (knip.json). */
export async function checkUnused(): Promise<SuiteOutcome> {
  const { code, output } = await run('knip', ['--no-progress'], { output: 'keep' })
  if (code !== 0) process.stdout.write(`${output}\nDelete what nothing uses, or drop the word export.\n`)
  return oneCheck(code === 0)
}

export async function checkFormat(): Promise<SuiteOutcome> {
  const { code, output } = await run('biome', ['format'], { output: 'keep' })
  if (code !== 0) process.stdout.write(`${output}\nbiome format --write puts the format right.\n`)
  return oneCheck(code === 0)
}

function oneCheck(passes: boolean): SuiteOutcome {
  return passes ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function foldersIn(parent: string): string[] {
  return readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`)
}

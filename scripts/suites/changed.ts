import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'
import { run } from '../process.ts'
import { ROOT } from '../root.ts'

const SPECS = 'test/browser'

/**
 * Files that differ from a commit, from the root: committed since, or not yet, or not known to git.
 *
 * @throws {Failure} where git does not know the commit
 */
export async function changedFiles(commit: string): Promise<string[]> {
  const known = await run('git', ['diff', '--name-only', '--relative', commit, '--'], { output: 'keep' })
  if (known.code !== 0) throw new Failure(`git does not say what changed since ${commit}: ${known.output.trim()}`)
  const isNew = await run('git', ['ls-files', '--others', '--exclude-standard'], { output: 'keep' })
  return [...new Set(`${known.output}\n${isNew.output}`.split('\n').filter((line) => line !== ''))].sort()
}

/** The browser tests among changed files, and those that import one of them themselves. */
export function specsOf(changed: readonly string[], root = ROOT): string[] {
  const isChanged = new Set(changed)
  return readdirSync(join(root, SPECS))
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => posix.join(SPECS, name))
    .filter((spec) => isChanged.has(spec) || importsOf(join(root, spec)).some((path) => isChanged.has(path)))
    .sort()
}

function importsOf(spec: string): string[] {
  const imports = readFileSync(spec, 'utf8').matchAll(/from '(\.[^']+)'/g)
  return [...imports].map(([, path]) => posix.join(SPECS, path ?? ''))
}

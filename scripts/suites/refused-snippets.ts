import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../root.ts'

/**
 * For tests of the rules of `.oxlintrc.json`: which of these files, by path and text, a rule whose name fits refuses. Sorted.
 * Throws where the linter could not be started.
 */
export function refusedSnippets(files: Record<string, string>, rules: RegExp, args: readonly string[] = []): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-lint-'))
  try {
    cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const bin = join(ROOT, 'node_modules/.bin')
    const { stdout, error } = spawnSync(join(bin, 'oxlint'), [...args, '--format=json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    })
    if (error) throw error
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }
    const refused = diagnostics.filter(({ code }) => rules.test(code)).map(({ filename }) => filename)
    return [...new Set(refused)].sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Clock, timers, environment and exit stand where they may: the linter refuses them elsewhere. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../root.ts'

const RULES = /no-restricted-globals|no-process-env|no-process-exit/

const SNIPPETS: { file: string; code: string; mayStand: boolean }[] = [
  { file: 'packages/sync/src/clock.ts', code: 'export const now = Date.now()', mayStand: false },
  { file: 'packages/sync/src/timer.ts', code: 'setTimeout(work, 1000)', mayStand: false },
  { file: 'packages/sync/src/frames.ts', code: 'export const at = performance.now()', mayStand: false },
  { file: 'packages/sync/src/testing/clock.ts', code: 'export const now = Date.now()', mayStand: true },
  { file: 'apps/server/src/clock.ts', code: 'export const now = Date.now()', mayStand: true },
  { file: 'apps/server/src/app.ts', code: 'export const port = process.env.PORT', mayStand: false },
  { file: 'apps/server/src/sync/exit.ts', code: 'process.exit(1)', mayStand: false },
  { file: 'apps/server/src/serve.ts', code: 'export const port = process.env.PORT', mayStand: true },
  { file: 'apps/server/src/main.ts', code: 'process.exit(1)', mayStand: true },
]

test('a room has no clock, and the entry points alone have the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-lint-'))
  try {
    cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    for (const { file, code } of SNIPPETS) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${code}\n`)
    }
    const { stdout, error } = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--format=json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
    })
    expect(error).toBeUndefined()
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }
    const refused = diagnostics.filter(({ code }) => RULES.test(code)).map(({ filename }) => filename)
    const expected = SNIPPETS.filter(({ mayStand }) => !mayStand).map(({ file }) => file)
    expect([...new Set(refused)].sort()).toEqual(expected.sort())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

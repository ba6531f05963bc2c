/** The rule that a promise of a socket, a route or a timer has a catch: it bites, and `void` is no way around it. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../root.ts'

const RULES = /no-floating-promises|no-misused-promises|no-void/

const SNIPPETS: Record<string, { code: string; mayStand: boolean }> = {
  'left alone': { code: 'work()', mayStand: false },
  'void, as a statement': { code: 'void work()', mayStand: false },
  'void, in a timer': { code: 'setInterval(() => void work(), 1000)', mayStand: false },
  'returned to a timer': { code: 'setTimeout(() => work(), 1000)', mayStand: false },
  'a listener that is async': {
    code: "process.on('message', async () => {\n  await work()\n})",
    mayStand: false,
  },
  'then alone': { code: 'work().then(() => 1)', mayStand: false },
  'with a catch': { code: 'work().catch(() => 1)', mayStand: true },
  'with a second function': { code: 'work().then(() => 1, () => 2)', mayStand: true },
}

test('a promise without a catch is refused in server, sync and scripts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-lint-'))
  try {
    cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "target": "es2022" } }')
    const expected: string[] = []
    for (const place of ['apps/server/src', 'packages/sync/src', 'scripts']) {
      for (const [index, { code, mayStand }] of Object.values(SNIPPETS).entries()) {
        const file = join(place, `snippet-${index}.ts`)
        mkdirSync(dirname(join(folder, file)), { recursive: true })
        writeFileSync(join(folder, file), `${HEAD}${code}\n`)
        if (!mayStand) expected.push(file)
      }
    }
    const { stdout, error } = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--type-aware', '--format=json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
    })
    expect(error).toBeUndefined()
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }
    const refused = diagnostics.filter(({ code }) => RULES.test(code)).map(({ filename }) => filename)
    expect([...new Set(refused)].sort()).toEqual(expected.sort())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Of Node no more than this; the snippets stand for the whole program. */
const HEAD = `declare function setInterval(work: () => void, ms: number): void
declare function setTimeout(work: () => void, ms: number): void
declare const process: { on(name: string, hear: (message: unknown) => void): void }
declare function work(): Promise<number>
`

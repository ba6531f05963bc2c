/** The rule that a promise of a socket, a route or a timer has a catch: it bites, and `void` is no way around it. */
import { expect, test } from 'vitest'
import { refusedSnippets } from './refused-snippets.ts'

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
  const files: Record<string, string> = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "target": "es2022" } }',
  }
  const expected: string[] = []
  for (const place of ['apps/server/src', 'packages/sync/src', 'scripts']) {
    for (const [index, { code, mayStand }] of Object.values(SNIPPETS).entries()) {
      const file = `${place}/snippet-${index}.ts`
      files[file] = `${HEAD}${code}\n`
      if (!mayStand) expected.push(file)
    }
  }
  expect(refusedSnippets(files, RULES, ['--type-aware'])).toEqual(expected.sort())
})

/** Of Node no more than this; the snippets stand for the whole program. */
const HEAD = `declare function setInterval(work: () => void, ms: number): void
declare function setTimeout(work: () => void, ms: number): void
declare const process: { on(name: string, hear: (message: unknown) => void): void }
declare function work(): Promise<number>
`

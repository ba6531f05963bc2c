/** Clock, timers, environment and exit stand where they may: the linter refuses them elsewhere. */
import { expect, test } from 'vitest'
import { refusedSnippets } from './refused-snippets.ts'

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
  const files = Object.fromEntries(SNIPPETS.map(({ file, code }) => [file, `${code}\n`]))
  const expected = SNIPPETS.filter(({ mayStand }) => !mayStand).map(({ file }) => file)
  expect(refusedSnippets(files, RULES)).toEqual(expected.sort())
})

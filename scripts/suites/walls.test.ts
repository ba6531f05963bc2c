/** The walls between folders: each rule refuses what it is there for, and lets through what stands the right way round. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '../root.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-walls-'))
  cpSync(join(ROOT, '.dependency-cruiser.mjs'), join(folder, '.dependency-cruiser.mjs'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.for<[what: string, rule: string | null, files: Record<string, string>]>([
  [
    'two files that need each other by type alone',
    'no-circles',
    {
      'packages/sync/src/a.ts': "import type { B } from './b.ts'\nexport type A = B[]",
      'packages/sync/src/b.ts': "import type { A } from './a.ts'\nexport type B = A | null",
    },
  ],
  [
    'a package that imports an app',
    'packages-import-no-apps',
    edge('packages/formats/src/a.ts', 'apps/server/src/b.ts'),
  ],
  [
    'the page that imports the server',
    'apps-do-not-import-each-other',
    edge('apps/web/src/a.ts', 'apps/server/src/b.ts'),
  ],
  [
    'the contract that imports the model',
    'api-stands-alone',
    edge('packages/api/src/a.ts', 'packages/chronology/src/b.ts'),
  ],
  [
    'sync that imports the model',
    'sync-knows-no-chronology',
    edge('packages/sync/src/a.ts', 'packages/chronology/src/b.ts'),
  ],
  ['a package that imports Node', 'packages-know-no-node', { 'packages/sync/src/a.ts': "import 'node:fs'" }],
  ['the program that imports a test', 'tests-are-not-imported', edge('apps/web/src/a.ts', 'apps/web/src/b.test.ts')],
  [
    'a type of the workspace in a field',
    'apps/web/src/fields-imports-downwards',
    edge('apps/web/src/fields/a.ts', 'apps/web/src/workspace/b.ts'),
  ],
  ['a field in the workspace', null, edge('apps/web/src/workspace/a.ts', 'apps/web/src/fields/b.ts')],
  [
    'a room that knows its host',
    'packages/sync/src/room-imports-downwards',
    edge('packages/sync/src/room/a.ts', 'packages/sync/src/host/b.ts'),
  ],
  [
    'a row of the timeline that knows a gesture',
    'apps/web/src/timeline/layout-imports-downwards',
    edge('apps/web/src/timeline/layout/a.ts', 'apps/web/src/timeline/gestures/b.ts'),
  ],
  ['a neighbour in the same folder', null, edge('apps/web/src/fields/a.ts', 'apps/web/src/fields/b.ts')],
])('%s', ([, rule, files]) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  expect(brokenRules()).toEqual(rule === null ? [] : [rule])
})

test.for([
  ['apps/web/src', []],
  ['apps/server/src', ['cli']],
  ['apps/web/src/timeline', []],
  ['apps/web/src/commentary', []],
  ['packages/sync/src', []],
] as const)('every folder of %s has a place in the order', async ([root, aboveAll]) => {
  const config = (await import(join(ROOT, '.dependency-cruiser.mjs'))) as { default: { forbidden: { name: string }[] } }
  const rules = new Set(config.default.forbidden.map(({ name }) => name))
  const folders = readdirSync(join(ROOT, root), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const named = folders.map(({ name }) => name).filter((name) => ![...aboveAll, 'testing'].includes(name))
  expect(named.filter((name) => !rules.has(`${root}/${name}-imports-downwards`))).toEqual([])
})

function edge(from: string, to: string): Record<string, string> {
  const path = `${'../'.repeat(from.split('/').length - 1)}${to}`
  return { [from]: `import type { B } from '${path}'\nexport type A = B`, [to]: 'export type B = string' }
}

function brokenRules(): string[] {
  const { stdout, error } = spawnSync(
    join(ROOT, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', '.'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
    },
  )
  expect(error).toBeUndefined()
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } }
  return [...new Set(summary.violations.map(({ rule }) => rule.name))]
}

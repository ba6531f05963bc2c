import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { webSourceKey, workspacePackagesOf } from './web-sources.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'coeval-sources-'))
  write('pnpm-lock.yaml', '')
  write('apps/web/package.json', '{ "dependencies": { "@coeval/formats": "workspace:*", "react": "1" } }')
  write('apps/web/src/main.tsx', 'a')
  write('packages/formats/package.json', '{ "dependencies": { "@coeval/chronology": "workspace:*" } }')
  write('packages/chronology/package.json', '{}')
  write('packages/chronology/src/types.ts', 'a')
  write('packages/caj/package.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('the web app is made of its folder and the packages it needs, through each other too', () => {
  expect(workspacePackagesOf(root, 'apps/web')).toEqual(['packages/chronology', 'packages/formats'])
})

test.each(['apps/web/src/main.tsx', 'apps/web/src/new.ts', 'packages/chronology/src/types.ts', 'pnpm-lock.yaml'])(
  'a change of %s asks for a new build',
  (path) => {
    const before = webSourceKey(root)
    write(path, 'b')
    expect(webSourceKey(root)).not.toBe(before)
  },
)

test.each([
  'apps/web/src/main.test.ts',
  'apps/web/dist/index.html',
  'apps/web/dist-dev/index.html',
  'packages/caj/caj.json',
  'apps/web/node_modules/x/index.js',
])('a change of %s does not', (path) => {
  const before = webSourceKey(root)
  write(path, 'b')
  expect(webSourceKey(root)).toBe(before)
})

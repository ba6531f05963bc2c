import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const HERE = dirname(fileURLToPath(import.meta.url))
const PACKAGES: Record<string, string> = {
  '@coeval/chronology': join(HERE, '../../chronology/src/index.ts'),
  '@coeval/chronology/check': join(HERE, '../../chronology/src/check/index.ts'),
  '@coeval/chronology/messages': join(HERE, '../../chronology/src/messages/index.ts'),
}

/** Everything that a file imports, directly or not: packages by name. */
function importsOf(file: string, seen = new Set<string>(), outside = new Set<string>()): Set<string> {
  if (seen.has(file)) return outside
  seen.add(file)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    const next = name.startsWith('.') ? join(dirname(file), name) : PACKAGES[name]
    if (next) importsOf(next, seen, outside)
    else outside.add(name)
  }
  return outside
}

test('formats reach no Yjs, no DOM and no Node, not even by way of the chronology package', () => {
  const sources = readdirSync(HERE).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  expect(sources).toContain('json.ts')
  const outside = sources.flatMap((name) => [...importsOf(join(HERE, name))])
  expect([...new Set(outside)].sort()).toEqual(['edtf', 'fractional-indexing'])
})

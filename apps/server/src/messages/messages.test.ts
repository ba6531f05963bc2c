import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileMessages } from '@coeval/messages/compile'
import { messagesIn } from '@coeval/messages/value-types'
import { expect, test } from 'vitest'
import english from './en.json' with { type: 'json' }

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

test('every message can be read, and is said somewhere', () => {
  const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.endsWith('message-values.ts'))
    .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8'))
    .join('\n')
  // `transfers.${code}` is put together.
  const composed = new Set(['transfers.busy', 'transfers.too-many-transfers'])
  const keys = messagesIn(compileMessages(english)).map(([key]) => key)
  expect(keys.filter((key) => !code.includes(`'${key}'`) && !composed.has(key))).toEqual([])
})

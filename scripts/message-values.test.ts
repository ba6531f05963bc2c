import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { VALUE_TYPES, valueTypesFor } from './message-values.ts'
import { ROOT } from './root.ts'

test.each(Object.keys(VALUE_TYPES))('%s is what the messages ask for', (file) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toBe(valueTypesFor(file))
})

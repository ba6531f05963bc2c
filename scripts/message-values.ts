// node scripts/message-values.ts: after the values of a message changed. Tests beside the catalogues say when it is due.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageTexts } from '../packages/messages/src/compile-messages.ts'
import { valueTypes } from '../packages/messages/src/value-types.ts'
import { ROOT } from './root.ts'

/** Where the types of values are, each made from the catalogues beside it. */
export const VALUE_TYPES: Record<string, { catalogues: string[]; text: string; from?: string }> = {
  'apps/web/src/i18n/message-values.ts': {
    catalogues: ['apps/web/src/i18n/messages/en.json', 'apps/web/src/i18n/messages/late/en.json'],
    text: 'string',
  },
  // Ports, limits and ids are written without thousands separators in its sentences.
  'apps/server/src/messages/message-values.ts': {
    catalogues: ['apps/server/src/messages/en.json'],
    text: 'string | number',
  },
  // A part of these sentences is a message itself: `the event "x"`.
  'packages/chronology/src/messages/message-values.ts': {
    catalogues: ['packages/chronology/src/messages/en.json'],
    text: 'SaidValue',
    from: './said-types.ts',
  },
  'packages/formats/src/messages/message-values.ts': {
    catalogues: ['packages/formats/src/messages/en.json'],
    text: 'SaidValue',
    from: '@coeval/chronology/messages',
  },
}

/** What the file is to hold. */
export function valueTypesFor(file: string): string {
  const { catalogues = [], text, from } = VALUE_TYPES[file] ?? {}
  const texts = catalogues.map((path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as MessageTexts)
  return valueTypes(texts, { command: 'node scripts/message-values.ts', text, from })
}

if (import.meta.main) {
  for (const file of Object.keys(VALUE_TYPES)) writeFileSync(join(ROOT, file), valueTypesFor(file))
}

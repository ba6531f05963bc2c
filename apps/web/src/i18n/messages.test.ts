// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import english from './messages/en.json'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

/** The source of the whole app: keys stand in it as '…' or, with a part that varies, as `…${value}…`. */
const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8'))
  .join('\n')

const keys = leaves(english)
const literals = new Set([...code.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key))
/** Keys with a part that varies. Those that are put together from two such parts are named here. */
const families = [
  ...[...code.matchAll(/`((?:[a-z]\w*\.)+)\$\{/g)]
    .map(([, prefix = '']) => prefix)
    .filter((prefix) => prefix !== 'panel.'),
  ...['dateBasis', 'certainty', 'field', 'locatorLabel', 'severity', 'relation', 'relationBack', 'cslType'].map(
    (group) => `panel.${group}.`,
  ),
  ...['tracks', 'themes', 'participants', 'documents'].map((members) => `panel.${members}`),
]

test('every message of the catalogue is used', () => {
  const unused = keys.filter((key) => !literals.has(key) && !families.some((family) => key.startsWith(family)))
  expect(unused).toEqual([])
})

test('every key that the code names is in the catalogue', () => {
  const sections = new Set(Object.keys(english))
  const known = new Set(keys)
  const unknown = [...literals].filter((key) => sections.has(key.split('.')[0] ?? '') && !known.has(key))
  expect(unknown.filter((key) => !/\.(ts|tsx|css|json)$/.test(key))).toEqual([])
})

function leaves(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]: [string, string | object]) =>
    typeof value === 'string' || 'other' in value ? [prefix + name] : leaves(value, `${prefix}${name}.`),
  )
}

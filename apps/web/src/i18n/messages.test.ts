// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import first from './messages/en.json'
import late from './messages/late/en.json'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

/** What a chronology is opened with; each brings what it imports. */
const FIRST_LOADED = ['main.tsx', 'workspace/workspace-page.tsx', 'timeline/timeline-view.tsx', 'list/event-list.tsx']

/** The source of the whole app: keys stand in it as '…' or, with a part that varies, as `…${value}…`. */
const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8'))
  .join('\n')

const keys = [...leaves(first), ...leaves(late)]
const literals = new Set([...code.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key))
/** Keys with a part that varies. Those that are put together from two such parts are named here. */
const families = [
  ...[...code.matchAll(/`((?:[a-z]\w*\.)+)\$\{/g)]
    .map(([, prefix = '']) => prefix)
    .filter((prefix) => prefix !== 'panel.' && prefix !== 'fields.'),
  ...['dateBasis', 'certainty', 'locatorLabel', 'severity', 'disputeType', 'relation', 'relationBack', 'cslType'].map(
    (group) => `panel.${group}.`,
  ),
]
/** What a field is called: before its row, in a sentence's beginning and within one. */
const FIELD_NAME = /^fields\.[\w-]+\.(label|name|inline)$/

test('every message of the catalogue is used', () => {
  const isUsed = (key: string) =>
    literals.has(key) || FIELD_NAME.test(key) || families.some((family) => key.startsWith(family))
  const unused = keys.filter((key) => !isUsed(key))
  expect(unused).toEqual([])
})

test('every key that the code names is in the catalogue', () => {
  const sections = new Set(Object.keys({ ...first, ...late }))
  const known = new Set(keys)
  const unknown = [...literals].filter((key) => sections.has(key.split('.')[0] ?? '') && !known.has(key))
  expect(unknown.filter((key) => !/\.(ts|tsx|css|json)$/.test(key))).toEqual([])
})

test('no message is in both English files', () => {
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('nothing that is loaded before the first view is drawn brings the late messages', () => {
  const loaded = new Set<string>()
  const load = (path: string) => {
    if (loaded.has(path) || !/\.tsx?$/.test(path)) return
    loaded.add(path)
    const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type )(?:[^';]*? from )?'(\.[^']+)'/gm)
    for (const [, relative = ''] of imports) load(resolve(dirname(path), relative))
  }
  for (const entry of FIRST_LOADED) load(resolve(SOURCES, entry))
  expect(loaded).toContain(resolve(SOURCES, 'i18n/index.ts'))
  expect(loaded).not.toContain(resolve(SOURCES, 'i18n/late.ts'))
})

function leaves(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]: [string, string | object]) =>
    typeof value === 'string' || Array.isArray(value) ? [prefix + name] : leaves(value, `${prefix}${name}.`),
  )
}

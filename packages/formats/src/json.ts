/**
 * Coeval JSON, the format that loses nothing: see FORMAT.md and the JSON Schema beside it. One chronology has exactly
 * one text, so that two exports can be compared by their bytes, and git shows what changed.
 */
import {
  canonicalJson,
  canonicalRichText,
  type Chronology,
  COLLECTIONS,
  compareFacts,
  compareText,
  EMPTY_RICH_TEXT,
  type Field,
  FIELDS,
  FORMAT,
  FORMAT_VERSION,
  MAX_JSON_DEPTH,
  type RecordKind,
  type RichMark,
  type RichNode,
  type RichText,
} from '@coeval/chronology'
import { checkChronology } from '@coeval/chronology/check'
import { recognised } from './foreign/file-kinds.ts'
import { jsonKind } from './foreign/json-kind.ts'
import { recogniseFile } from './foreign/recognise-file.ts'
import { findTooDeep } from './json-depth.ts'
import { findJsonError, lineAndColumn } from './json-error.ts'
import { type OrderedJson, prettyJson } from './pretty-json.ts'
import { said } from './messages/said.ts'
import { type ReadResult, refuse } from './refuse.ts'
import { findRepeatedKeys } from './repeated-keys.ts'
import { withUsableIds } from './usable-ids.ts'

/** UTF-16 units of a file. A chronology of 1,000 events has 1 to 2 million. */
const MAX_FILE_LENGTH = 100_000_000

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The chronology as text: canonical, UTF-8 when encoded, ending in one newline. Unknown keys are written with it. Ids that
 * no file can have are written as others (`withUsableIds`), so that the text can always be read.
 */
export function writeJson(given: Chronology): string {
  const { chronology } = withUsableIds(given)
  const file = new Map<string, OrderedJson>([
    ['format', FORMAT],
    // The version of the program that writes, also for what came from a newer file: see "Versions" in FORMAT.md.
    ['version', FORMAT_VERSION],
    ['meta', orderRecord('meta', chronology.meta) ?? {}],
    ['commentary', orderRichText(chronology.commentary)],
  ])
  for (const collection of COLLECTIONS) {
    file.set(collection, orderRecords(collection, chronology[collection]))
  }
  const extra = canonicalJson(chronology.extra ?? {}) as { [key: string]: OrderedJson }
  for (const key of Object.keys(extra).sort()) {
    if (!file.has(key)) file.set(key, extra[key] ?? null)
  }
  return `${prettyJson(file)}\n`
}

/**
 * The chronology in a text, or the problems that keep it from being read; of a file of another kind, what it is. Throws
 * nothing; a byte order mark is skipped.
 */
export function readJson(text: string, fileName?: string): ReadResult {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  if (json.length > MAX_FILE_LENGTH) {
    return refuse(said('file.too-long', { most: MAX_FILE_LENGTH }))
  }
  const tooDeep = findTooDeep(json, MAX_JSON_DEPTH)
  if (tooDeep >= 0) {
    const { line, column } = lineAndColumn(json, tooDeep)
    return refuse(said('file.too-deep', { line, column, most: MAX_JSON_DEPTH }))
  }
  let input: unknown
  try {
    input = JSON.parse(json)
  } catch {
    const other = recogniseFile(json, fileName)
    if (other) return refuse(other.said)
    // Engines word and place this error differently, so it is looked for again.
    const { line, column, said: what } = findJsonError(json)
    return refuse(said('file.not-json', { line, column, what }))
  }
  return foreign(input, json, fileName) ?? withRepeatedKeys(checkChronology(input), json)
}

/** Errors stay first; then what JSON.parse has left out, since the rest may follow from it. */
function withRepeatedKeys({ chronology, problems }: ReadResult, json: string): ReadResult {
  const repeated = findRepeatedKeys(json)
  if (repeated.length === 0) return { chronology, problems }
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { chronology, problems: [...errors, ...repeated, ...problems.slice(errors.length)] }
}

/** JSON of another program. An object that nobody knows may be ours, written by hand: then its mistakes are told. */
function foreign(input: unknown, text: string, fileName: string | undefined): ReadResult | undefined {
  if (isObject(input) && input.format === FORMAT) return undefined
  // A file that holds a number or a word is JSON by accident.
  const isScalar = typeof input !== 'object' || input === null
  const kind = isScalar ? recogniseFile(text, fileName)?.kind : jsonKind(input)
  return kind === undefined || (kind === 'other-json' && isObject(input)) ? undefined : refuse(recognised(kind).said)
}

/**
 * Known fields in the order of the table, then the others by name. A field of the wrong type is left out, since the
 * file could not be read with it: a hostile client of a shared document must not be able to spoil the export. Undefined
 * where a required field is missing that cannot be ''.
 */
function orderRecord(kind: RecordKind, record: object): OrderedJson | undefined {
  const values = record as Record<string, unknown>
  const ordered = new Map<string, OrderedJson>()
  for (const [key, field] of Object.entries(FIELDS[kind])) {
    const value = orderField(kind, field, Object.hasOwn(values, key) ? values[key] : undefined)
    if (value !== undefined) ordered.set(key, value)
    else if (field.required) return undefined
  }
  const unknown = Object.fromEntries(Object.entries(values).filter(([key]) => !Object.hasOwn(FIELDS[kind], key)))
  const rest = canonicalJson(unknown) as { [key: string]: OrderedJson }
  for (const key of Object.keys(rest).sort()) ordered.set(key, rest[key] ?? null)
  return ordered
}

/** Undefined where it is left out: an optional field that is missing, '' or an empty list. */
function orderField(kind: RecordKind, field: Field, value: unknown): OrderedJson | undefined {
  switch (field.type) {
    case 'rich':
      return orderRichText(value as RichText | undefined)
    case 'set': {
      const ids = [...new Set(listOf(value).filter((id) => typeof id === 'string'))].sort(compareText)
      return ids.length === 0 && field.isLater ? undefined : ids
    }
    case 'facts':
      return listOf(value)
        .filter(isObject)
        .sort(compareFacts)
        .flatMap((fact) => orderRecord('fact', fact) ?? [])
    case 'records': {
      const records = orderRecords(field.kind ?? 'citation', listOf(value).filter(isObject))
      return records.length === 0 && kind !== 'events' ? undefined : records
    }
    case 'record':
      return isObject(value) && field.kind ? orderRecord(field.kind, value) : undefined
    case 'number':
      return Number.isFinite(value) ? (value as number) : undefined
    case 'index':
      return Number.isInteger(value) && (value as number) >= 0 ? (value as number) : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'id':
      return typeof value === 'string' ? value : undefined
    case 'text':
    case 'date': {
      const text = typeof value === 'string' ? value.toWellFormed() : (field.fallback ?? '')
      return text === '' && !field.required && field.fallback === undefined ? undefined : text
    }
  }
}

function orderRecords(kind: RecordKind, records: readonly object[]): OrderedJson[] {
  const idOf = (record: object) => String((record as { id?: unknown }).id)
  return [...records].sort((a, b) => compareText(idOf(a), idOf(b))).flatMap((record) => orderRecord(kind, record) ?? [])
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** At most MAX_RICH_TEXT_DEPTH deep once it is canonical, so recursion is safe. */
function orderRichText(richText: RichText | undefined): OrderedJson {
  const { type, content } = canonicalRichText(richText ?? EMPTY_RICH_TEXT)
  return new Map<string, OrderedJson>([
    ['type', type],
    ['content', content.map(orderNode)],
  ])
}

function orderNode({ type, attrs, content, marks, text }: RichNode): OrderedJson {
  const ordered = orderMark({ type, attrs })
  if (content) ordered.set('content', content.map(orderNode))
  if (marks) ordered.set('marks', marks.map(orderMark))
  if (text !== undefined) ordered.set('text', text.toWellFormed())
  return ordered
}

function orderMark({ type, attrs }: RichMark): Map<string, OrderedJson> {
  const ordered = new Map<string, OrderedJson>([['type', type.toWellFormed()]])
  if (attrs) ordered.set('attrs', attrs)
  return ordered
}

/**
 * An entry as the page shows it: every text within its limit, and without power over what is around it. That each known
 * field has its type is seen to where the document is read (`ydoc/conform.ts`), and again here, for whatever comes from
 * elsewhere. Dates, ids and lists of ids stay as they are: they are read and looked up.
 */
import { FIELDS, type Field, type RecordKind } from './fields.ts'
import { MAX_NOTE_LENGTH, textLimit } from './limits.ts'
import { shownText } from './shown-text.ts'

type Plain = Record<string, unknown>

/**
 * Every text for people's eyes (`shownText`). The same object where there is nothing to mend. Never to be written back
 * into the document.
 */
export function shownEntry<T extends object>(kind: RecordKind, entry: T): T {
  return treated(kind, entry as Plain) as T
}

/** Deeper than this nothing is shown: CSL's names are at 2. */
const MAX_DEPTH = 4

function treated(kind: RecordKind, entry: Plain): Plain {
  let copy: Plain | undefined
  const put = (key: string, value: unknown) => {
    if (value === entry[key] && (value !== undefined || !Object.hasOwn(entry, key))) return
    copy ??= { ...entry }
    if (value === undefined) delete copy[key]
    else copy[key] = value
  }
  const fields = FIELDS[kind]
  for (const [key, field] of Object.entries(fields)) {
    if (Object.hasOwn(entry, key) || field.required || field.fallback !== undefined || isList(kind, field)) {
      put(key, treatedField(kind, key, field, entry[key]))
    }
  }
  for (const [key, value] of Object.entries(entry)) {
    if (!Object.hasOwn(fields, key)) put(key, treatedJson(value, textLimit(kind, key), 0))
  }
  return copy ?? entry
}

function treatedField(kind: RecordKind, key: string, field: Field, value: unknown): unknown {
  const missing = field.required ? '' : field.fallback
  switch (field.type) {
    case 'id':
      return typeof value === 'string' ? value : ''
    case 'text':
    case 'date': {
      const text = typeof value === 'string' ? value : isScalar(value) ? String(value) : missing
      // An id is looked up as it is, and a date read: both are shown by those who do (`formatEdtf`).
      const isRead = field.type === 'date' || field.refersTo || (kind === 'fact' && key === 'id') || key === 'order'
      return text === undefined || isRead ? text : shownText(text, textLimit(kind, key))
    }
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : field.required ? 0 : undefined
    case 'index':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : field.required ? 0 : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'set':
      return Array.isArray(value) ? onlyWhere(value, isText) : []
    case 'rich':
      return value
    case 'record':
      if (isRecord(value)) return treated(field.kind ?? 'place', value)
      return field.required ? treated(field.kind ?? 'place', {}) : undefined
    case 'records':
    case 'facts': {
      const list = Array.isArray(value) ? onlyWhere(value, isRecord) : []
      return sameUnlessChanged(list, (item) => treated(field.kind ?? 'citation', item as Plain))
    }
  }
}

/** Fields of nobody's table: CSL's variables, what a newer version wrote. */
function treatedJson(value: unknown, most: number, depth: number): unknown {
  if (typeof value === 'string') return shownText(value, most)
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return sameUnlessChanged(value, (item) => treatedJson(item, most, depth + 1))
  if (!isRecord(value)) return value
  let copy: Plain | undefined
  for (const [key, item] of Object.entries(value)) {
    const next = treatedJson(item, Math.min(most, MAX_NOTE_LENGTH), depth + 1)
    if (next !== item) {
      copy ??= { ...value }
      copy[key] = next
    }
  }
  return copy ?? value
}

/** Lists that are there even when they are empty, as in files. */
function isList(kind: RecordKind, { type }: Field): boolean {
  return type === 'set' || type === 'facts' || (type === 'records' && kind === 'events')
}

function onlyWhere(list: unknown[], is: (item: unknown) => boolean): unknown[] {
  return list.every(is) ? list : list.filter(is)
}

function sameUnlessChanged(list: unknown[], change: (item: unknown) => unknown): unknown[] {
  const next = list.map(change)
  return next.some((item, index) => item !== list[index]) ? next : list
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isScalar(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}

function isRecord(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

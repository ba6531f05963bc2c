/**
 * What stands in an entry of a document, brought into the types that `types.ts` promises. A file is checked when it is
 * read; an update is not, and a hostile or newer client can put anything into any field. This is the one place where
 * that is seen to, so that page, reader, export and search may trust the types. Nothing is written: the document keeps
 * what it has.
 */
import { canonicalJson } from '../canonical-json.ts'
import { type Field, FIELDS, type RecordKind } from '../fields.ts'

type Plain = Record<string, unknown>

/** What a file may leave out, because its place in the file says it. */
const MISSING: Partial<Record<RecordKind, Plain>> = { tracks: { order: '', colour: 0 } }

/**
 * The known fields as their types say: numbers and truth values in a field of text become text, what has no meaning there
 * is as if it were missing, and what a file must have is empty. Unknown fields keep what JSON can hold.
 */
export function conform(kind: RecordKind, plain: Plain): Plain {
  const fields = FIELDS[kind]
  const conformed: Plain = {}
  for (const [name, value] of Object.entries(plain)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const is = field ? valueOf(field, value) : jsonOf(value)
    if (is !== undefined) define(conformed, name, is)
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(conformed, name)) {
      const missing = fallbackOf(field)
      if (missing !== undefined) conformed[name] = missing
    }
  }
  for (const [name, missing] of Object.entries(MISSING[kind] ?? {})) conformed[name] ??= missing
  return conformed
}

function valueOf(field: Field, value: unknown): unknown {
  switch (field.type) {
    case 'id':
    case 'text':
    case 'date':
      return textOf(value)
    case 'number':
      return Number.isFinite(value) ? value : undefined
    case 'index':
      return Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'set':
      return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
    case 'record':
      return isRecord(value) && field.kind ? conform(field.kind, value) : undefined
    case 'records':
    case 'facts': {
      const { kind = 'fact' } = field
      return Array.isArray(value) ? value.filter(isRecord).map((record) => conform(kind, record)) : []
    }
    case 'rich':
      return value
  }
}

/** What a file must have; '' for a title that is none. */
function fallbackOf(field: Field): unknown {
  if (field.fallback !== undefined) return field.fallback
  if (field.type === 'set' || field.type === 'facts') return []
  if (!field.required) return undefined
  switch (field.type) {
    case 'record':
      return field.kind ? conform(field.kind, {}) : undefined
    case 'number':
      return 0
    default:
      return ''
  }
}

function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    default:
      return undefined
  }
}

function jsonOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return canonicalJson(value) ?? undefined
}

function isRecord(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
}

/** A field may be called `__proto__`, and assigning to that is something else. */
function define(plain: Plain, name: string, value: unknown): void {
  if (name === '__proto__') return
  plain[name] = value
}

/** One entry: plain object <-> Y.Map of fields, by the table in `shape.ts`. */
import * as Y from 'yjs'
import type { Collection } from '../types.ts'
import { plainOf, textOf } from './plain.ts'
import { type Entry, FIELD_KINDS, fieldKind, SCHEMA_VERSION_KEY } from './shape.ts'

type Plain = Record<string, unknown>

/** Puts every field of `plain` but its id into the (attached) map, with all nested types that such an entry has. */
export function fillEntry(entry: Entry, collection: Collection | 'meta', plain: Plain): void {
  for (const field of Object.keys(FIELD_KINDS[collection] ?? {})) fillField(entry, collection, field, plain[field])
  for (const [field, value] of Object.entries(plain)) {
    if (field === 'id' || fieldKind(collection, field)) continue
    if (value !== undefined) entry.set(field, value)
  }
}

/** The entry as a plain object, `id` first. Empty nested types read as '' and []. */
export function readEntry(entry: Entry, collection: Collection | 'meta', id?: string): Plain {
  const plain: Plain = id === undefined ? {} : { id }
  for (const [field, value] of entry.entries()) {
    if (collection === 'meta' && field === SCHEMA_VERSION_KEY) continue
    plain[field] = readField(fieldKind(collection, field), value)
  }
  for (const [field, kind] of Object.entries(FIELD_KINDS[collection] ?? {})) {
    if (!(field in plain)) plain[field] = kind === 'text' ? '' : []
  }
  return plain
}

function fillField(entry: Entry, collection: Collection | 'meta', field: string, value: unknown): void {
  switch (fieldKind(collection, field)) {
    case 'text':
      entry.set(field, new Y.Text(typeof value === 'string' ? value : ''))
      return
    case 'set': {
      const set = new Y.Map<true>()
      entry.set(field, set)
      for (const id of (value ?? []) as string[]) set.set(id, true)
      return
    }
    case 'records': {
      const records = new Y.Map<unknown>()
      entry.set(field, records)
      for (const record of (value ?? []) as { id: string }[]) records.set(record.id, record)
      return
    }
    case undefined:
      if (value !== undefined) entry.set(field, value)
  }
}

function readField(kind: ReturnType<typeof fieldKind>, value: unknown): unknown {
  switch (kind) {
    case 'text':
      return value instanceof Y.Text ? textOf(value) : typeof value === 'string' ? value : ''
    case 'set':
      return value instanceof Y.Map ? [...value.keys()].sort() : []
    case 'records':
      return value instanceof Y.Map
        ? [...value.entries()]
            .map(([id, record]): [string, unknown] => [id, plainOf(record)])
            .filter((record): record is [string, object] => typeof record[1] === 'object' && record[1] !== null)
            .map(([id, record]) => ({ ...record, id }))
            .sort(byId)
        : []
    case undefined:
      // A hostile client can put a document into the document: it has no meaning here.
      return plainOf(value)
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

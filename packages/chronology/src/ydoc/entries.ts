/** One entry: plain object <-> Y.Map of fields, by the table in `shape.ts`. */
import * as Y from 'yjs'
import { compareById } from '../canonical-json.ts'
import type { Collection } from '../types.ts'
import { conform } from './conform.ts'
import { plainOf, textOf } from './plain.ts'
import { type Entry, FIELD_KINDS, fieldKind, memberKey, memberOf, SCHEMA_VERSION_KEY } from './shape.ts'

type Plain = Record<string, unknown>

/** Of a deletion that does not say when it was. */
const UNKNOWN_INSTANT = '1970-01-01T00:00:00.000Z'

/** Puts every field of `plain` but its id into the (attached) map, with all nested types that such an entry has. */
export function fillEntry(entry: Entry, collection: Collection | 'meta', plain: Plain): void {
  for (const field of Object.keys(FIELD_KINDS[collection] ?? {})) fillField(entry, collection, field, plain[field])
  for (const [field, value] of Object.entries(plain)) {
    if (field === 'id' || fieldKind(collection, field) || memberOf(collection, field)) continue
    if (value !== undefined) entry.set(field, value)
  }
}

/** The entry as a plain object, `id` first, with the types that `types.ts` promises. Empty nested types read as '' and []. */
export function readEntry(entry: Entry, collection: Collection | 'meta', id?: string): Plain {
  const plain: Plain = id === undefined ? {} : { id }
  const members: string[] = []
  for (const [field, value] of entry.entries()) {
    if (collection === 'meta' && field === SCHEMA_VERSION_KEY) continue
    if (memberOf(collection, field)) {
      members.push(field)
      continue
    }
    plain[field] = isTrashMark(collection, field) ? deletedAtOf(value) : readField(fieldKind(collection, field), value)
  }
  for (const [field, kind] of Object.entries(FIELD_KINDS[collection] ?? {})) {
    if (kind === 'members') plain[field] = listedOf(entry, field)
    else if (!Object.hasOwn(plain, field)) plain[field] = kind === 'text' ? '' : []
  }
  const ofField = new Map<string, Set<string>>()
  for (const key of members) {
    const member = memberOf(collection, key)
    if (!member) continue
    const ids = ofField.get(member.field) ?? new Set(plain[member.field] as string[])
    ofField.set(member.field, ids.add(member.id))
  }
  for (const [field, ids] of ofField) plain[field] = [...ids].sort()
  return conform(collection, plain)
}

/** What a program that did not know the field yet has kept under its name: a list of ids, as files have it. */
export function listedOf(entry: Entry, field: string): string[] {
  const kept = plainOf(entry.get(field))
  return Array.isArray(kept) ? [...new Set(kept.filter((id) => typeof id === 'string'))].sort() : []
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
    case 'members':
      for (const id of (value ?? []) as string[]) entry.set(memberKey(field, id), true)
      return
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

function isTrashMark(collection: Collection | 'meta', field: string): boolean {
  return collection === 'events' && field === 'deletedAt'
}

/** Whatever is there keeps an event in the trash, and nothing else does: what `reader-view.ts` goes by. */
function deletedAtOf(value: unknown): string | undefined {
  if (!value) return undefined
  return typeof value === 'string' ? value : UNKNOWN_INSTANT
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
            .sort(compareById)
        : []
    case 'members':
      return []
    case undefined:
      // A hostile client can put a document into the document: it has no meaning here.
      return plainOf(value)
  }
}

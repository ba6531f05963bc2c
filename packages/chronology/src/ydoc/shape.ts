/**
 * The names inside the Y.Doc, known to this folder alone.
 *
 *   meta        Y.Map    title and subtitle as Y.Text, every other field as a JSON value
 *   <collection> Y.Map   id -> Y.Map of fields, for each of COLLECTIONS
 *   commentary  Y.Map    event id -> Y.XmlFragment, and CHRONOLOGY_COMMENTARY for the introduction
 *   extra       Y.Map    top-level keys of a newer file
 *
 * A field is a JSON value (the last writer wins), unless FIELD_KINDS says otherwise. Nested types are made together
 * with their entry, in the transaction that creates it: two clients that each made "the missing" type later on would
 * lose one of the two.
 */
import * as Y from 'yjs'
import type { Collection } from '../types.ts'

/**
 * text     Y.Text: two people typing in one title both keep their letters
 * set      Y.Map id -> true: two people adding a tag both win
 * records  Y.Map id -> JSON object with that id
 * members  a set too, each as a key of the entry, "concerns:org-caj": for sets that came after the first documents, which
 *          have no map of them. A list under the field's own name was kept by a program that did not know it, and counts
 */
export type FieldKind = 'text' | 'set' | 'records' | 'members'

export const FIELD_KINDS: Partial<Record<Collection | 'meta', Record<string, FieldKind>>> = {
  meta: { title: 'text', subtitle: 'text' },
  events: {
    title: 'text',
    tracks: 'set',
    themes: 'set',
    participants: 'set',
    concerns: 'members',
    documents: 'set',
    citations: 'records',
  },
}

/** Key of the introduction in the `commentary` map. No event can have it: event ids are never this word. */
export const CHRONOLOGY_COMMENTARY = 'chronology'

/** The key of a member in its entry. */
export function memberKey(field: string, id: string): string {
  return `${field}:${id}`
}

/** The field and the member that a key of an entry stands for, if it is one of `memberKey`. */
export function memberOf(collection: Collection | 'meta', key: string): { field: string; id: string } | undefined {
  const colon = key.indexOf(':')
  const field = key.slice(0, colon)
  return colon > 0 && fieldKind(collection, field) === 'members' ? { field, id: key.slice(colon + 1) } : undefined
}

/** Version of this shape, kept in `meta`. Upgrades are additive. */
export const SCHEMA_VERSION = 1
export const SCHEMA_VERSION_KEY = 'schemaVersion'

export type Entry = Y.Map<unknown>

export function metaMap(doc: Y.Doc): Entry {
  return doc.getMap('meta')
}

export function collectionMap(doc: Y.Doc, collection: Collection): Y.Map<Entry> {
  return doc.getMap(collection)
}

/** One entry. A hostile client can put anything under an id: only a map is an entry. */
export function entryAt(doc: Y.Doc, collection: Collection, id: string): Entry | undefined {
  const entry: unknown = collectionMap(doc, collection).get(id)
  return entry instanceof Y.Map ? entry : undefined
}

/** The fragment of one commentary; anything else under its id is none. */
export function commentaryAt(doc: Y.Doc, id: string): Y.XmlFragment | undefined {
  const fragment: unknown = commentaryMap(doc).get(id)
  return fragment instanceof Y.XmlFragment ? fragment : undefined
}

export function commentaryMap(doc: Y.Doc): Y.Map<Y.XmlFragment> {
  return doc.getMap('commentary')
}

export function extraMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('extra')
}

export function fieldKind(collection: Collection | 'meta', field: string): FieldKind | undefined {
  // A field of a newer file may be called `toString`.
  const kinds = FIELD_KINDS[collection]
  return kinds && Object.hasOwn(kinds, field) ? kinds[field] : undefined
}

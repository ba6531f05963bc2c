/**
 * The edits that the interface makes, each one transaction under EDIT_ORIGIN (so that undo knows it as mine), or part
 * of the caller's transaction when there is one. Editing an entry that a colleague has removed does nothing and
 * returns false: a removed event never comes back through an edit.
 */
import { generateKeyBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import { canonicalJson } from '../canonical-json.ts'
import type { ChronologyEvent, Citation, Collection, Meta } from '../types.ts'
import { EMPTY_RICH_TEXT } from '../rich-text-types.ts'
import { fillEntry, listedOf } from './entries.ts'
import { plainOf } from './plain.ts'
import type { EntryOf } from './read.ts'
import { addCommentary } from './seed.ts'
import {
  CHRONOLOGY_COMMENTARY,
  collectionMap,
  commentaryAt,
  type Entry,
  entryAt,
  fieldKind,
  memberKey,
  metaMap,
} from './shape.ts'
import { spliceBetween } from './splice.ts'

/** Origin of the transactions that `edit` makes; the undo manager tracks it. */
export const EDIT_ORIGIN = { name: 'coeval:edit' }

/** Groups several edits into one update and one step of undo. */
export function edit<T>(doc: Y.Doc, change: () => T): T {
  return doc.transact(change, EDIT_ORIGIN)
}

/** Adds an entry with all its nested types. The id must be new: see `newId`. */
export function addEntry<C extends Exclude<Collection, 'events'>>(doc: Y.Doc, collection: C, plain: EntryOf<C>): void {
  edit(doc, () => {
    const entry = new Y.Map<unknown>()
    collectionMap(doc, collection).set(plain.id, entry)
    fillEntry(entry, collection, plain)
  })
}

/** An event with what is missing filled in: 'context' kind, no date, empty sets and commentary. */
export function addEvent(doc: Y.Doc, event: Partial<ChronologyEvent> & { id: string }): void {
  edit(doc, () => {
    const entry = new Y.Map<unknown>()
    collectionMap(doc, 'events').set(event.id, entry)
    const { commentary, ...fields } = event
    fillEntry(entry, 'events', { kind: 'context', date: '', ...fields })
    addCommentary(doc, event.id, commentary ?? EMPTY_RICH_TEXT)
  })
}

/**
 * Sets plain fields of an entry; `undefined` removes one. Text, set and record fields have functions of their own.
 * False where the entry is gone.
 */
export function updateEntry<C extends Collection>(
  doc: Y.Doc,
  collection: C,
  id: string,
  fields: Partial<EntryOf<C>>,
): boolean {
  const entry = entryAt(doc, collection, id)
  if (!entry) return false
  edit(doc, () => setFields(doc, entry, collection, fields))
  return true
}

export function updateMeta(doc: Y.Doc, fields: Partial<Meta>): void {
  edit(doc, () => setFields(doc, metaMap(doc), 'meta', fields))
}

/** Removes an entry for good. Events are not removed but trashed: see `trashEvent`. */
export function removeEntry(doc: Y.Doc, collection: Exclude<Collection, 'events'>, id: string): void {
  edit(doc, () => collectionMap(doc, collection).delete(id))
}

/** The sets of ids of an event. */
export type SetField = 'tracks' | 'themes' | 'participants' | 'concerns' | 'documents'

/** Adds or removes one member of a set field. */
export function setMember(doc: Y.Doc, eventId: string, field: SetField, memberId: string, present: boolean): boolean {
  const entry = entryAt(doc, 'events', eventId)
  const isKey = fieldKind('events', field) === 'members'
  const set: unknown = isKey ? entry : entry?.get(field)
  if (!(set instanceof Y.Map)) return false
  const key = isKey ? memberKey(field, memberId) : memberId
  edit(doc, () => {
    if (present && !set.has(key)) set.set(key, true)
    if (!present && set.has(key)) set.delete(key)
    if (!isKey || present) return
    const listed = listedOf(set, field)
    if (listed.includes(memberId))
      set.set(
        field,
        listed.filter((id) => id !== memberId),
      )
  })
  return true
}

export function putCitation(doc: Y.Doc, eventId: string, citation: Citation): boolean {
  const records = entryAt(doc, 'events', eventId)?.get('citations')
  if (!(records instanceof Y.Map)) return false
  edit(doc, () => records.set(citation.id, citation))
  return true
}

export function removeCitation(doc: Y.Doc, eventId: string, citationId: string): boolean {
  const records = entryAt(doc, 'events', eventId)?.get('citations')
  if (!(records instanceof Y.Map)) return false
  edit(doc, () => records.delete(citationId))
  return true
}

/** Into the trash: edits that a colleague makes meanwhile are kept, and `restoreEvent` brings all of it back. */
export function trashEvent(doc: Y.Doc, id: string, now: Date): boolean {
  return updateEntry(doc, 'events', id, { deletedAt: now.toISOString() })
}

export function restoreEvent(doc: Y.Doc, id: string): boolean {
  return updateEntry(doc, 'events', id, { deletedAt: undefined })
}

/** The Y.Text behind a text field (title, subtitle), for inputs that follow it letter by letter. */
export function textOf(
  doc: Y.Doc,
  of: { collection: Collection; id: string } | 'meta',
  field: string,
): Y.Text | undefined {
  const entry = of === 'meta' ? metaMap(doc) : entryAt(doc, of.collection, of.id)
  const text = entry?.get(field)
  return text instanceof Y.Text ? text : undefined
}

/** The fragment that an editor binds to: an event's commentary, or the introduction. Undefined where it is gone. */
export function commentaryOf(doc: Y.Doc, eventId: string = CHRONOLOGY_COMMENTARY): Y.XmlFragment | undefined {
  return commentaryAt(doc, eventId)
}

/** Replaces the text by the smallest single change, so that a colleague's simultaneous typing elsewhere survives. */
export function changeText(doc: Y.Doc, text: Y.Text, wanted: string): void {
  // Half a surrogate pair becomes U+FFFD on the wire: the tabs would differ by it.
  const next = wanted.toWellFormed()
  const before = text.toString()
  if (before === next) return
  const { start, end, insert } = spliceBetween(before, next)
  edit(doc, () => {
    if (end > start) text.delete(start, end - start)
    if (insert !== '') text.insert(start, insert)
  })
}

/** A fractional index that sorts between two others (null for the ends). */
export function orderBetween(before: string | null, after: string | null): string {
  try {
    return generateKeyBetween(before, after)
  } catch {
    // Somebody's update has given a neighbour what is no key, or none at all. What comes after it as text does.
    return `${before ?? ''}V`
  }
}

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 12

/** A short random id, 62 bits: unique within a chronology. Safe in addresses, file names and HTML. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH))
  return Array.from(bytes, (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('')
}

function setFields(doc: Y.Doc, entry: Entry, collection: Collection | 'meta', fields: Record<string, unknown>): void {
  for (const [field, value] of Object.entries(fields)) {
    switch (fieldKind(collection, field)) {
      case 'text': {
        const text = entry.get(field)
        const next = typeof value === 'string' ? value : ''
        if (text instanceof Y.Text) changeText(doc, text, next)
        else entry.set(field, new Y.Text(next))
        break
      }
      case 'set':
      case 'members':
      case 'records':
        throw new Error(`updateEntry: ${collection}.${field} is changed member by member`)
      case undefined:
        if (field === 'id' || field === 'commentary') break
        if (value === undefined) entry.delete(field)
        else if (asText(plainOf(entry.get(field))) !== asText(value)) entry.set(field, value)
    }
  }
}

/** JSON has no word for all that may stand in a field. */
function asText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(canonicalJson(value))
}

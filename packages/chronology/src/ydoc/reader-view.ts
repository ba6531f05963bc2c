/**
 * What those see who only read: everything but the trash. Hiding is deleting in a copy of the document: an event in the
 * trash, its commentary, the claims about it, the relations that it has, and its name at the documents adopted there.
 *
 * A copy in which something was deleted can never show it again. So there is an epoch, which follows from the document
 * alone and differs from every one in which something was hidden that may be seen now. It is a hash of the set of those
 * fields that were taken away or overwritten and may have hidden something. Yjs keeps their ids, also when it gives up
 * their content, and merging two of them changes neither the ids nor the order in which they are linked.
 */
import * as Y from 'yjs'
import type { Collection } from '../types.ts'
import { plainOf } from './plain.ts'
import { CHRONOLOGY_COMMENTARY, collectionMap, commentaryMap, type Entry } from './shape.ts'

const TRASHED = 'deletedAt'
/** Fields that point at an event which may be in the trash, by the collection that they are in. */
const POINTERS = { claims: ['about'], relations: ['from', 'to'] } as const
const ADOPTED_AT = 'adoptedAt'
const HIDING_FIELDS = [TRASHED, ...POINTERS.claims, ...POINTERS.relations, ADOPTED_AT]
const HIDING_COLLECTIONS: readonly Collection[] = ['events', 'claims', 'relations', 'documents']
/** While nothing has ever left the trash. */
const FIRST_EPOCH = '0'

/** Whether anything of the document is hidden from readers. */
function isHiding(doc: Y.Doc): boolean {
  for (const entry of collectionMap(doc, 'events').values()) if (isTrashed(entry)) return true
  return false
}

/** Whether a transaction may have changed what is hidden. Asked for every keystroke: it looks at no entry. */
function concerns({ doc, changed }: Y.Transaction): boolean {
  for (const [type, keys] of changed) {
    if (type._item !== null) {
      if (HIDING_FIELDS.some((field) => keys.has(field))) return true
    } else if ((type as unknown) === commentaryMap(doc) || isHidingCollection(doc, type)) return true
  }
  return false
}

/**
 * Deletes in `view`, a copy of `doc` for readers, what they may not see. To be called in a transaction of the copy.
 * True where there was anything.
 */
function hide(view: Y.Doc, doc: Y.Doc): boolean {
  const trashed = new Set<unknown>()
  for (const [id, entry] of collectionMap(doc, 'events').entries()) if (isTrashed(entry)) trashed.add(id)
  let isMore = false
  const remove = <T>(from: Y.Map<T>, key: string) => {
    isMore ||= from.has(key)
    from.delete(key)
  }
  for (const id of trashed as Set<string>) {
    remove(collectionMap(view, 'events'), id)
    if (id !== CHRONOLOGY_COMMENTARY) remove(commentaryMap(view), id)
  }
  const claims = collectionMap(view, 'claims')
  for (const [id, claim] of entriesOf(claims)) {
    const about = plainOf(claim.get('about')) as { type?: unknown; id?: unknown } | null | undefined
    if (about?.type === 'event' && trashed.has(about.id)) remove(claims, id)
  }
  const relations = collectionMap(view, 'relations')
  for (const [id, relation] of entriesOf(relations)) {
    if (POINTERS.relations.some((end) => trashed.has(plainOf(relation.get(end))))) {
      remove(relations, id)
    }
  }
  for (const [, document] of entriesOf(collectionMap(view, 'documents'))) {
    if (trashed.has(plainOf(document.get(ADOPTED_AT)))) remove(document, ADOPTED_AT)
  }
  return isMore
}

/** See above. The same for the same document, however it was stored and loaded. */
function epoch(doc: Y.Doc): string {
  const left = new ItemSet()
  let isTrashUsed = false
  const events = collectionMap(doc, 'events')
  for (const [, event] of entriesOf(events)) {
    const latest = event._map.get(TRASHED)
    isTrashUsed ||= latest !== undefined
    left.addDeleted(latest)
  }
  if (!isTrashUsed) return FIRST_EPOCH
  // An event that was made again under its old id, and what was about a trashed event and is about another one now.
  for (const item of events._map.values()) if (!item.deleted) left.addDeleted(item)
  for (const collection of ['claims', 'relations'] as const) {
    for (const [, entry] of entriesOf(collectionMap(doc, collection))) {
      for (const field of POINTERS[collection]) left.addDeleted(entry._map.get(field))
    }
  }
  return left.isEmpty ? FIRST_EPOCH : left.hash
}

export const readerView = { isHiding, concerns, hide, epoch }

/** Items of Yjs, by their ids alone. */
class ItemSet {
  isEmpty = true
  #hash = 0

  get hash(): string {
    return (this.#hash >>> 0).toString(36)
  }

  /** What stood under a key before this item, and the item itself, as far as they are deleted. */
  addDeleted(latest: Y.Item | undefined): void {
    for (let item = latest ?? null; item; item = item.left) {
      if (!item.deleted) continue
      this.isEmpty = false
      // Yjs may have merged several into one: each counts by itself.
      for (let n = 0; n < item.length; n++) this.#hash ^= mix(item.id.client, item.id.clock + n)
    }
  }
}

/** 32 well-mixed bits of two numbers (the finalizer of murmur3). */
function mix(client: number, clock: number): number {
  let bits = Math.imul(client, 0x9e3779b1) ^ Math.imul(clock + 1, 0x85ebca77)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

function isHidingCollection(doc: Y.Doc, type: unknown): boolean {
  return HIDING_COLLECTIONS.some((collection) => collectionMap(doc, collection) === type)
}

/** A hostile client can put anything under an id, and anything into a field: only a map is an entry. */
function isTrashed(entry: unknown): boolean {
  return entry instanceof Y.Map && Boolean(entry.get(TRASHED))
}

function* entriesOf(map: Y.Map<Entry>): Generator<[string, Entry]> {
  for (const [id, entry] of map.entries()) if ((entry as unknown) instanceof Y.Map) yield [id, entry]
}

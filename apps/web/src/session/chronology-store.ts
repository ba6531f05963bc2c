/**
 * The document as plain data for React: an immutable snapshot, brought up to date lazily, so that a burst of remote
 * updates between two frames costs one reading. Commentary is not in it (see `readCommentary`).
 */
import type { Collection, Meta } from '@coeval/chronology'
import { COLLECTIONS } from '@coeval/chronology'
import {
  type DocumentChange,
  type EntryOf,
  readEntries,
  readEntryById,
  readMeta,
  watchDocument,
} from '@coeval/chronology/ydoc'
import type * as Y from 'yjs'
import { callEach } from '../call-each.ts'

/** Entries by id. Events in the trash are among them. */
export type Entries = { readonly [C in Collection]: ReadonlyMap<string, EntryOf<C>> }
export type ChronologySnapshot = Entries & { readonly meta: Meta }

export class ChronologyStore {
  readonly #doc: Y.Doc
  readonly #listeners = new Set<() => void>()
  readonly #stop: () => void
  #snapshot: ChronologySnapshot
  #dirty: Partial<Record<Collection, Set<string>>> = {}
  #metaDirty = false

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#snapshot = {
      meta: readMeta(doc),
      ...(Object.fromEntries(
        COLLECTIONS.map((collection) => [collection, readEntries(doc, collection)]),
      ) as unknown as Entries),
    }
    this.#stop = watchDocument(doc, (change) => this.#note(change))
  }

  /** The same object until something changes; each unchanged collection keeps its identity. */
  readonly snapshot = (): ChronologySnapshot => {
    const dirty = Object.entries(this.#dirty) as [Collection, Set<string>][]
    if (dirty.length === 0 && !this.#metaDirty) return this.#snapshot
    const next: Record<string, unknown> = { ...this.#snapshot }
    for (const [collection, ids] of dirty) next[collection] = this.#refreshed(collection, ids)
    if (this.#metaDirty) next.meta = readMeta(this.#doc)
    this.#dirty = {}
    this.#metaDirty = false
    this.#snapshot = next as ChronologySnapshot
    return this.#snapshot
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#stop()
    this.#listeners.clear()
  }

  #note(change: DocumentChange): void {
    const collections = Object.entries(change.entries) as [Collection, Set<string>][]
    if (collections.length === 0 && !change.meta) return
    for (const [collection, ids] of collections) {
      const dirty = (this.#dirty[collection] ??= new Set())
      for (const id of ids) dirty.add(id)
    }
    this.#metaDirty ||= change.meta
    callEach(this.#listeners)
  }

  /** An entry that cannot be read must not keep the others from being shown. */
  #read<C extends Collection>(collection: C, id: string): EntryOf<C> | undefined {
    try {
      return readEntryById(this.#doc, collection, id)
    } catch (error) {
      reportError(error)
      return undefined
    }
  }

  #refreshed<C extends Collection>(collection: C, ids: ReadonlySet<string>): ReadonlyMap<string, EntryOf<C>> {
    const entries = new Map<string, EntryOf<C>>(this.#snapshot[collection] as ReadonlyMap<string, EntryOf<C>>)
    for (const id of ids) {
      const entry = this.#read(collection, id)
      if (entry) entries.set(id, entry)
      else entries.delete(id)
    }
    return entries
  }
}

/**
 * The document as plain data for React: an immutable snapshot, brought up to date lazily, so that a burst of remote
 * updates between two frames costs one read. Commentary is not in it (see `readCommentary`).
 */
import { COLLECTIONS, type Collection, type Meta, shownEntry } from '@coeval/chronology'
import {
  type DocumentChange,
  type EntryOf,
  readEntries,
  readEntryById,
  readMeta,
  watchDocument,
} from '@coeval/chronology/ydoc'
import type * as Y from 'yjs'
import { Subscribable } from '../ui/subscribable.ts'

/** Entries by id. Events in the trash are among them. */
export type Entries = { readonly [C in Collection]: ReadonlyMap<string, EntryOf<C>> }
export type ChronologySnapshot = Entries & { readonly meta: Meta }

interface Both {
  /** To be shown: each text short and in order (`shownEntry`). Nothing of it is to be written into the document. */
  shown: ChronologySnapshot
  /** To be edited: each text as it was written. */
  whole: ChronologySnapshot
}

export class ChronologyStore {
  readonly #doc: Y.Doc
  readonly #changes = new Subscribable()
  readonly #stop: () => void
  #latest: Both
  #dirty: Partial<Record<Collection, Set<string>>> = {}
  #metaDirty = false

  constructor(doc: Y.Doc) {
    this.#doc = doc
    const meta = readMeta(doc)
    const whole: Record<string, unknown> = { meta }
    const shown: Record<string, unknown> = { meta: shownEntry('meta', meta) }
    for (const collection of COLLECTIONS) {
      const entries = readEntries(doc, collection) as Map<string, { id: string }>
      whole[collection] = entries
      shown[collection] = mapped(entries, (entry) => shownEntry(collection, entry))
    }
    this.#latest = { whole, shown } as unknown as Both
    this.#stop = watchDocument(doc, (change) => this.#note(change))
  }

  /** As it is shown. The same object until something changes; each unchanged collection keeps its identity. */
  readonly snapshot = (): ChronologySnapshot => this.#upToDate().shown

  /** As it is written: for fields that are edited. */
  readonly whole = (): ChronologySnapshot => this.#upToDate().whole

  #upToDate(): Both {
    const dirty = Object.entries(this.#dirty) as [Collection, Set<string>][]
    if (dirty.length === 0 && !this.#metaDirty) return this.#latest
    const whole: Record<string, unknown> = { ...this.#latest.whole }
    const shown: Record<string, unknown> = { ...this.#latest.shown }
    for (const [collection, ids] of dirty) {
      const entries = new Map(this.#latest.whole[collection] as ReadonlyMap<string, { id: string }>)
      const seen = new Map(this.#latest.shown[collection] as ReadonlyMap<string, { id: string }>)
      for (const id of ids) {
        const entry = this.#read(collection, id)
        if (entry) {
          entries.set(id, entry)
          seen.set(id, shownEntry(collection, entry))
        } else {
          entries.delete(id)
          seen.delete(id)
        }
      }
      whole[collection] = entries
      shown[collection] = seen
    }
    if (this.#metaDirty) {
      const meta = readMeta(this.#doc)
      whole.meta = meta
      shown.meta = shownEntry('meta', meta)
    }
    this.#dirty = {}
    this.#metaDirty = false
    this.#latest = { whole, shown } as unknown as Both
    return this.#latest
  }

  readonly subscribe = this.#changes.subscribe

  close(): void {
    this.#stop()
    this.#changes.clear()
  }

  #note(change: DocumentChange): void {
    const collections = Object.entries(change.entries) as [Collection, Set<string>][]
    if (collections.length === 0 && !change.meta) return
    for (const [collection, ids] of collections) {
      const dirty = (this.#dirty[collection] ??= new Set())
      for (const id of ids) dirty.add(id)
    }
    this.#metaDirty ||= change.meta
    this.#changes.tell()
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
}

function mapped<T>(entries: ReadonlyMap<string, T>, change: (entry: T) => T): Map<string, T> {
  return new Map([...entries].map(([id, entry]) => [id, change(entry)]))
}

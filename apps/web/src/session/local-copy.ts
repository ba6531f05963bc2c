/**
 * This device's copy of a chronology, in IndexedDB, and what is remembered of it: which generation it is of, and which
 * copy of that is in use. A copy is never deleted while the page runs, for another tab may write in it; one that was
 * given up is left behind under its name, and the next opening takes a new name.
 */
import type { Me } from '@coeval/api'
import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import type { SaveTracker } from './save-state.ts'

export type LocalCopy = IndexeddbPersistence

/** Null where the browser refuses to keep anything: then the page must stay open until all is saved, and says so. */
export async function openLocalCopy(name: string, doc: Y.Doc, saving: SaveTracker): Promise<LocalCopy | null> {
  try {
    const copy = new IndexeddbPersistence(name, doc)
    // A refused database rejects here; `whenSynced` would wait for ever.
    const db = await (copy as unknown as { _db: Promise<IDBDatabase> })._db
    await copy.whenSynced
    followTrouble(copy, db, saving)
    return copy
  } catch {
    saving.notKeptHere()
    return null
  }
}

/**
 * The disk may fill up, and a person may clear the site's data while the page is open. y-indexeddb hears of neither: it
 * would go on as if all were kept, or throw in the middle of an edit, before the provider has sent it.
 */
function followTrouble(copy: LocalCopy, db: IDBDatabase, saving: SaveTracker): void {
  const giveUp = () => {
    saving.notKeptHere()
    void copy.destroy()
  }
  db.addEventListener('close', giveUp)
  db.addEventListener('versionchange', giveUp)
  db.addEventListener('abort', () => saving.notKeptHere())
}

/** The generation of the copy on this device. */
export function knownGeneration(id: string): string | null {
  return readKey(generationKey(id))
}

export function rememberGeneration(id: string, generation: string): void {
  writeKey(generationKey(id), generation)
}

/** The ids under which somebody is known: their own, and those of the guests that they were. */
export type Owner = Pick<NonNullable<Me['person']>, 'id' | 'formerIds'>

/** Whether this person may have the copy of that name. A copy without a noted owner may be theirs. */
export function mayBeOf(name: string, { id, formerIds }: Owner): boolean {
  const owner = readKey(ownerKey(name))
  return owner === null || owner === id || formerIds.includes(owner)
}

export function rememberOwner(name: string, { id }: Owner): void {
  writeKey(ownerKey(name), id)
}

/** The next opening takes the server's generation; the local copy of the old one stays on this device. */
export function forgetGeneration(id: string): void {
  writeKey(generationKey(id), null)
}

/** The name of the database that holds the copy in use. */
export function copyName(id: string, generation: string): string {
  const ordinal = readKey(ordinalKey(id, generation))
  return `${copyPrefix(id)}${generation}${ordinal === null ? '' : `:${ordinal}`}`
}

/** How the names of all copies of a chronology begin. */
export function copyPrefix(id: string): string {
  return `coeval:${id}:`
}

/** The next opening begins another copy. */
export function abandonCopy(id: string, generation: string): void {
  writeKey(ordinalKey(id, generation), String(Number(readKey(ordinalKey(id, generation)) ?? 0) + 1))
}

function generationKey(id: string): string {
  return `coeval-generation:${id}`
}

function ownerKey(name: string): string {
  return `coeval-copy-of:${name}`
}

function ordinalKey(id: string, generation: string): string {
  return `coeval-copy:${id}:${generation}`
}

function readKey(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // Storage is blocked: ask the server each time.
  }
}

function writeKey(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage is blocked: nothing is remembered.
  }
}

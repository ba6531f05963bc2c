/**
 * Changes that were never saved, in a copy on this device that is not in use any more: another tab loaded the server's
 * new document while this one was closed, say. Nobody would come upon them again, so the page offers them as a file.
 */
import type { Me } from '@coeval/api'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { copyPrefix, mayBeOf } from './local-copy.ts'
import { forgetRows, unsavedByCopy } from './unsaved-ledger.ts'

export interface UnsavedCopy {
  /** Name of the copy, as `copyName` gives it. */
  copy: string
  changes: number
}

/**
 * Copies of the chronology other than the one in use that hold something unsaved. Those of others who write at this device
 * are left to them; nobody is known (`me` null) where the server does not answer.
 */
export function findUnsavedCopies(id: string, copyInUse: string | null, me: Me | null): UnsavedCopy[] {
  return [...unsavedByCopy(copyPrefix(id))]
    .filter(([copy]) => copy !== copyInUse && (!me?.person || mayBeOf(copy, me.person)))
    .map(([copy, changes]) => ({ copy, changes }))
}

/** The document of such a copy. Destroy it after use. Rejects where the browser refuses to open the copy. */
export async function openLeftBehind({ copy }: UnsavedCopy): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const kept = new IndexeddbPersistence(copy, doc)
  await (kept as unknown as { _db: Promise<IDBDatabase> })._db
  await kept.whenSynced
  await kept.destroy()
  return doc
}

/** Does not mention it again. The copy itself stays on the device. */
export function forgetUnsavedCopy({ copy }: UnsavedCopy): void {
  forgetRows(copy)
}

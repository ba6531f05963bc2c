/** What is stored of a room, as a document again. */
import * as Y from 'yjs'
import { hasPending } from '../room/strict-update.ts'
import { StorageError, type StoredRoom } from './storage.ts'

const LOADING = 'load'

/**
 * `repairs` are changes that Yjs made while reading (it drops formatting that says nothing); they are in the document
 * and not in the log. Throws StorageError where something is missing or cannot be read.
 */
export function openDocument(
  id: string,
  stored: Omit<StoredRoom, 'generation'>,
): { doc: Y.Doc; seq: number; repairs: Uint8Array[] } {
  const doc = new Y.Doc()
  const repairs: Uint8Array[] = []
  const collect = (update: Uint8Array, origin: unknown) => {
    if (origin !== LOADING) repairs.push(update)
  }
  doc.on('update', collect)
  let seq = stored.snapshotSeq
  try {
    doc.transact(() => {
      if (stored.snapshot) Y.applyUpdateV2(doc, stored.snapshot)
      for (const row of stored.updates) {
        if (row.seq !== seq + 1) throw new StorageError(`update ${seq + 1} is missing`)
        seq = row.seq
        Y.applyUpdate(doc, row.update)
      }
    }, LOADING)
  } catch (cause) {
    doc.destroy()
    throw new StorageError(`The stored chronology "${id}" cannot be read: ${String(cause)}`, { cause })
  }
  if (hasPending(doc)) {
    doc.destroy()
    throw new StorageError(`The stored chronology "${id}" lacks a part of its history.`)
  }
  doc.off('update', collect)
  return { doc, seq, repairs }
}

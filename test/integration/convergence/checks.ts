/** What has to hold for the people of a room, during its life and at the end of it. */
import { readChronology } from '@coeval/chronology/ydoc'
import { writeJson } from '@coeval/formats'
import { openDocument, type RoomStorage } from '@coeval/sync'
import type { Tab } from '@coeval/sync/testing'
import * as Y from 'yjs'

/** [D1] [D2] What the server has called saved is on disk, deletions as well: read again from there, it changes nothing. */
export async function checkPromises(disk: RoomStorage, room: string, tabs: readonly Tab[]): Promise<void> {
  const promised = tabs.map((tab) => tab.takePromised())
  if (promised.every((updates) => updates.length === 0)) return
  const { doc } = await loadFresh(disk, room)
  let isNews = false
  doc.on('update', () => {
    isNews = true
  })
  promised.forEach((updates, n) => {
    for (const update of updates) {
      Y.applyUpdate(doc, update)
      if (isNews || doc.store.pendingStructs || doc.store.pendingDs) {
        throw new Error(`tab ${n} was told that a change is saved, and it is not on disk`)
      }
    }
  })
  doc.destroy()
}

export interface Checked {
  name: string
  doc: Y.Doc
  /** It may wait for an update that nobody here has. */
  mayWait?: boolean
  /** Yjs has tidied up formatting in it that says nothing, and the others have not heard of that yet. */
  isTidied?: boolean
}

/**
 * Throws unless each document is the same as the first, down to what is deleted and to the bytes of the file that it
 * exports, and unless none waits for a missing update but those that may.
 */
export function checkSame(docs: readonly Checked[]): void {
  const [first, ...others] = docs
  if (!first) return
  const expected = contentOf(first.doc)
  for (const { name, doc, mayWait = false } of docs) {
    if (!mayWait && (doc.store.pendingStructs || doc.store.pendingDs)) throw new Error(`${name} waits for something`)
  }
  for (const { name, doc, isTidied = false } of others) {
    const content = contentOf(doc)
    for (const part of ['clocks', 'deleted', 'json'] as const) {
      if (part === 'deleted' && isTidied) continue
      if (content[part] !== expected[part]) throw new Error(`${name} and ${first.name} differ in ${part}`)
    }
  }
}

/** What a new process would read. */
export async function loadFresh(disk: RoomStorage, room: string): Promise<Checked> {
  const stored = await disk.load(room)
  if (!stored) throw new Error('the room is gone')
  const { doc, repairs } = openDocument(room, stored)
  return { name: 'a fresh load', doc, isTidied: repairs.length > 0 }
}

function contentOf(doc: Y.Doc): { clocks: string; deleted: string; json: string } {
  const { sv, ds } = Y.snapshot(doc)
  const byClient = <T>(map: Map<number, T>) => [...map].sort(([a], [b]) => a - b)
  return {
    clocks: JSON.stringify(byClient(sv)),
    deleted: JSON.stringify(byClient(ds.clients)),
    json: writeJson(readChronology(doc, { trash: 'with' })),
  }
}

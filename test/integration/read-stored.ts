import { openDocument } from '@coeval/sync'
import type * as Y from 'yjs'
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'

/** A room as a new process would find it in the database at this path. */
export async function readStored(database: string, room: string): Promise<{ doc: Y.Doc; rows: number }> {
  const storage = openSqliteStorage(database)
  const stored = await storage.rooms.load(room)
  await storage.close(10_000)
  if (!stored) throw new Error('the room is gone')
  return { doc: openDocument(room, stored).doc, rows: stored.updates.length }
}

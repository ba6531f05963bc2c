import { openDocument } from '@coeval/sync'
import type * as Y from 'yjs'
import { SqliteRoomStorage } from '../../apps/server/src/storage/sqlite/sqlite-room-storage.ts'
import { StorageThread } from '../../apps/server/src/storage/sqlite/storage-thread.ts'

/** A room as a new process would find it in the database at this path. */
export async function readStored(database: string, room: string): Promise<{ doc: Y.Doc; rows: number }> {
  const thread = new StorageThread(database)
  const stored = await new SqliteRoomStorage(thread).load(room)
  await thread.close(10_000)
  if (!stored) throw new Error('the room is gone')
  return { doc: openDocument(room, stored).doc, rows: stored.updates.length }
}

import { DocumentSummary } from '@coeval/chronology/ydoc'
import { openDocument } from '@coeval/sync'
import type { Storage } from '../storage/contract/index.ts'

const LIST_FOLLOWS = 'list-follows-documents'

/**
 * Before it was written together with each change, the list followed the documents later. What it lacks of those days
 * is read once. Who cannot be read stays as last known.
 */
export async function bringListUpToDate(storage: Storage, nowMs: number): Promise<void> {
  if (await storage.settings.get(LIST_FOLLOWS)) return
  for (const { id, seq, stale } of await storage.catalogue.list()) {
    if (!stale) continue
    try {
      // Not by the room host, which would keep them all in memory for a while.
      const stored = await storage.rooms.load(id)
      if (!stored) continue
      const { doc } = openDocument(id, stored)
      const { title, events } = new DocumentSummary(doc).read()
      doc.destroy()
      // The document was read after `seq` was, so it holds that update and perhaps later ones.
      await storage.catalogue.describe(id, seq, title, events)
    } catch {
      // Opening it says what is wrong.
    }
  }
  await storage.settings.put(LIST_FOLLOWS, new Date(nowMs).toISOString())
}

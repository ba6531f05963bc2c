/** A storage thread on a database of its own, which goes with it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StorageThread } from '../storage/sqlite/storage-thread.ts'

export function makeStorage(): { thread: StorageThread; close: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-storage-'))
  const thread = new StorageThread(join(folder, 'coeval.sqlite'))
  return {
    thread,
    async close() {
      await thread.close(5000)
      rmSync(folder, { recursive: true })
    },
  }
}

/** Storage on a database of its own, which goes with it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Storage } from '../storage/contract/index.ts'
import { openSqliteStorage } from '../storage/sqlite/index.ts'

export function makeStorage(): { storage: Storage; close: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-storage-'))
  const storage = openSqliteStorage(join(folder, 'coeval.sqlite'))
  return {
    storage,
    async close() {
      await storage.close(5000)
      rmSync(folder, { recursive: true })
    },
  }
}

/** Storage on a database of its own, which goes with it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Storage } from '../storage/contract/index.ts'
import { openSqliteStorage } from '../storage/sqlite/index.ts'

/** Where it is quick: what a power cut leaves behind is not what these tests are about. */
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function makeStorage(): { storage: Storage; close: () => Promise<void> } {
  const folder = mkdtempSync(join(IN_MEMORY, 'coeval-storage-'))
  const storage = openSqliteStorage(join(folder, 'coeval.sqlite'))
  return {
    storage,
    async close() {
      await storage.close(5000)
      rmSync(folder, { recursive: true })
    },
  }
}

/** A storage that tells how long it took, and when it failed. */
import type { RoomStorage } from '@coeval/sync'

export type StorageOperation = 'append' | 'load' | 'snapshot'

export interface StorageMeter {
  storageTook(operation: StorageOperation, ms: number, failed: boolean): void
}

export function meteredStorage(storage: RoomStorage, meter: StorageMeter): RoomStorage {
  const timed = async <T>(operation: StorageOperation, work: () => Promise<T>): Promise<T> => {
    const beganMs = performance.now()
    let failed = true
    try {
      const result = await work()
      failed = false
      return result
    } finally {
      meter.storageTook(operation, performance.now() - beganMs, failed)
    }
  }
  return {
    load: (id) => timed('load', () => storage.load(id)),
    append: (rows) => timed('append', () => storage.append(rows)),
    saveSnapshot: (id, state, upToSeq) => timed('snapshot', () => storage.saveSnapshot(id, state, upToSeq)),
    remove: (id) => storage.remove(id),
    close: () => storage.close(),
  }
}

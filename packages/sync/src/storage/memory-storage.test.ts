import { MemoryStorage } from './memory-storage.ts'
import { storageSuite } from './storage-suite.ts'

storageSuite('in-memory', async () => {
  const storage = new MemoryStorage()
  return { storage, create: (room) => storage.create(room) }
})

import { storageSuite } from '@coeval/sync/storage-suite'
import { allSuites } from '../suites/index.ts'
import { openMemoryStorage } from './memory-storage.ts'

const FACTS = { title: '', events: 0, nowMs: 0, visibility: 'private', owner: null } as const

allSuites('in memory', async () => {
  const storage = openMemoryStorage()
  return {
    storage,
    async close() {
      await storage.close(0)
    },
  }
})

storageSuite('in-memory', async () => {
  const storage = openMemoryStorage()
  return { storage: storage.rooms, create: (room) => storage.chronologies.create({ ...room, ...FACTS }) }
})

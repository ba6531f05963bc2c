import { MemoryStorage } from './memory-storage.ts'
import { storageSuite } from './storage-suite.ts'

storageSuite('in-memory', async () => ({ storage: new MemoryStorage() }))

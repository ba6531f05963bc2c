/** The acceptance suites but for rooms, which are in sqlite-storage.test.ts. */
import { makeStorage } from '../../testing/temporary-storage.ts'
import { allSuites } from '../suites/index.ts'

allSuites('SQLite', async () => makeStorage())

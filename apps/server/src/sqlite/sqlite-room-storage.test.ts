import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storageSuite } from '@coeval/sync/storage-suite'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from './sqlite-database.ts'
import { SqliteRoomStorage } from './sqlite-room-storage.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

storageSuite('SQLite', async () => {
  const path = join(makeFolder(), 'test.sqlite')
  let db = openDatabase(path)
  cleanUps.push(() => db.close())
  return {
    storage: new SqliteRoomStorage(db),
    reopen: async () => {
      db.close()
      db = openDatabase(path)
      return new SqliteRoomStorage(db)
    },
  }
})

test('opening a database twice migrates it once', () => {
  const path = join(makeFolder(), 'test.sqlite')
  openDatabase(path).close()
  const db = openDatabase(path)
  expect(db.prepare('pragma user_version').get()?.user_version).toBe(1)
  db.close()
})

test('a database of a newer version is left alone, with a sentence', () => {
  const path = join(makeFolder(), 'test.sqlite')
  const db = openDatabase(path)
  db.exec('pragma user_version = 99')
  db.close()
  expect(() => openDatabase(path)).toThrow('newer version of Coeval')
})

test('a commit is on disk when it returns: write-ahead log with full synchronisation', () => {
  const db = openDatabase(join(makeFolder(), 'test.sqlite'))
  expect(db.prepare('pragma journal_mode').get()?.journal_mode).toBe('wal')
  expect(db.prepare('pragma synchronous').get()?.synchronous).toBe(2)
  db.close()
})

test('a failing database is a StorageError, and works again afterwards', async () => {
  const db = openDatabase(join(makeFolder(), 'test.sqlite'))
  const storage = new SqliteRoomStorage(db)
  await storage.create({ id: 'room', generation: 'g', state: new Uint8Array() })
  const row = { room: 'room', seq: 1, update: new Uint8Array([1]), timeMs: 1 }
  db.exec('pragma query_only = on')
  await expect(storage.append([row])).rejects.toThrow('1 updates were not stored')
  db.exec('pragma query_only = off')
  await storage.append([row])
  expect((await storage.load('room'))?.updates).toHaveLength(1)
  db.close()
})

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-sqlite-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

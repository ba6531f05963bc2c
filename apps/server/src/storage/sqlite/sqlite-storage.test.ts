import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { storageSuite } from '@coeval/sync/storage-suite'
import { afterEach, expect, test } from 'vitest'
import type { Storage } from '../contract/index.ts'
import { migrate } from './migrations.ts'
import { openDatabase } from './sqlite-database.ts'
import { openSqliteStorage } from './sqlite-storage.ts'
import { NewerDatabaseError } from './storage-failure.ts'

const PATIENCE_MS = 5000

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

storageSuite('SQLite', async () => {
  const path = join(makeFolder(), 'test.sqlite')
  let storage = open(path)
  return {
    storage: storage.rooms,
    create: (room) => {
      const facts = { title: '', events: 0, nowMs: 0, visibility: 'private' as const, owner: null }
      return storage.chronologies.create({ ...room, ...facts })
    },
    reopen: async () => {
      await storage.close(PATIENCE_MS)
      storage = open(path)
      return storage.rooms
    },
    refuse: async (what) => {
      const when = what === 'deletions' ? 'delete on room_log' : `insert on room_log when new.seq = ${what.rowWithSeq}`
      execute(path, `create trigger refusal before ${when} begin select raise(abort, 'refused'); end`)
      return async () => execute(path, 'drop trigger refusal')
    },
  }
})

test('opening a database twice migrates it once', () => {
  const path = join(makeFolder(), 'test.sqlite')
  openDatabase(path).close()
  const db = openDatabase(path)
  expect(db.prepare('pragma user_version').get()?.user_version).toBe(5)
  db.close()
})

test('a database of the first version keeps its rooms, and its snapshots are compressed when they are written again', async () => {
  const path = join(makeFolder(), 'test.sqlite')
  const state = new Uint8Array(1000).fill(7)
  {
    using db = new DatabaseSync(path)
    migrate(db, 1)
    db.prepare(`insert into room (id, generation, snapshot, snapshot_seq) values ('room', 'g', ?, 3)`).run(state)
    db.prepare(`insert into room_log (room, seq, data, time_ms) values ('room', 4, ?, 0)`).run(Uint8Array.of(4))
  }
  const storage = open(path).rooms
  const expected = { generation: 'g', snapshot: state, snapshotSeq: 3, updates: [{ seq: 4, update: Uint8Array.of(4) }] }
  expect(await storage.load('room')).toEqual(expected)
  await storage.saveSnapshot('room', state, 4)
  expect(await storage.load('room')).toEqual({ ...expected, snapshotSeq: 4, updates: [] })
  using db = new DatabaseSync(path, { readOnly: true })
  expect(db.prepare('select length(snapshot) as bytes from room').get()?.bytes).toBeLessThan(100)
})

test('a database of a newer version is left alone, with a sentence', () => {
  const path = join(makeFolder(), 'test.sqlite')
  const db = openDatabase(path)
  db.exec('pragma user_version = 99')
  db.close()
  expect(() => openDatabase(path)).toThrow(NewerDatabaseError)
})

test('a commit is on disk when it returns: write-ahead log with full synchronisation', () => {
  const db = openDatabase(join(makeFolder(), 'test.sqlite'))
  expect(db.prepare('pragma journal_mode').get()?.journal_mode).toBe('wal')
  expect(db.prepare('pragma synchronous').get()?.synchronous).toBe(2)
  db.close()
})

function open(path: string): Storage {
  const storage = openSqliteStorage(path)
  cleanUps.push(() => storage.close(PATIENCE_MS))
  return storage
}

/** By a connection of its own, as from another program. */
function execute(path: string, sql: string): void {
  using db = new DatabaseSync(path)
  db.exec(sql)
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-sqlite-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

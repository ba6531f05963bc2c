import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import { type LogRow, type RoomStorage, StorageError } from '@coeval/sync/storage'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewChronology, Storage } from '../contract/index.ts'
import { openSqliteStorage } from './sqlite-storage.ts'

const PATIENCE_MS = 10_000

let folder: string
let path: string
let storage: Storage
let rooms: RoomStorage
/** The latest one: to be killed. */
let worker: Worker | undefined

process.on('worker', (started) => {
  worker = started
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-thread-'))
  path = join(folder, 'test.sqlite')
  storage = openSqliteStorage(path)
  rooms = storage.rooms
  await storage.chronologies.create(newChronology('g'))
})

afterEach(async () => {
  await storage.close(PATIENCE_MS)
  rmSync(folder, { recursive: true })
})

test('a database that another program holds is an error that says so, and works again afterwards', async () => {
  const other = new DatabaseSync(path)
  other.exec('begin exclusive')
  await expect(rooms.append([row(1)])).rejects.toMatchObject({
    name: 'StorageError',
    message: expect.stringMatching(/^updates were not stored: database is locked \(SQLite 5\)$/),
    forPeople: 'Another program is using the server’s database.',
  })
  other.exec('rollback')
  other.close()
  await rooms.append([row(1)])
  expect(await storedSeqs()).toEqual([1])
})

test('a database that is held can still be read', async () => {
  await rooms.append([row(1)])
  const other = new DatabaseSync(path)
  other.exec('begin exclusive')
  expect(await storedSeqs()).toEqual([1])
  other.close()
})

test('nothing is promised on a database that was deleted or moved away, until it is back', async () => {
  await rooms.append([row(1)])
  move('', '.away')
  const gone = { name: 'StorageError', forPeople: 'The server’s database is missing.' }
  await expect(rooms.append([row(2)])).rejects.toMatchObject(gone)
  await expect(rooms.append([row(2)])).rejects.toMatchObject(gone)
  await expect(rooms.load('room')).rejects.toMatchObject(gone)
  move('.away', '')
  await rooms.append([row(2), row(3)])
  expect(await storedSeqs()).toEqual([1, 2, 3])
})

test('a write-ahead log that was deleted costs nothing that was promised', async () => {
  await rooms.append([row(1)])
  rmSync(`${path}-wal`)
  await expect(rooms.append([row(2)])).rejects.toThrow(StorageError)
  await rooms.append([row(2)])
  await storage.close(PATIENCE_MS)
  open()
  expect(await storedSeqs()).toEqual([1, 2])
})

test('nothing is written to another database that was put in the place', async () => {
  const otherPath = join(folder, 'other.sqlite')
  const other = openSqliteStorage(otherPath)
  await other.chronologies.create(newChronology('other'))
  await other.close(PATIENCE_MS)
  await rooms.append([row(1)])
  move('', '.away')
  copyFileSync(otherPath, path)
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(rooms.append([row(2)])).rejects.toThrow(StorageError)
    await expect(rooms.load('room')).rejects.toThrow(StorageError)
  }
  move('.away', '')
  await rooms.append([row(2)])
  expect(await storedSeqs()).toEqual([1, 2])
})

test('a thread that dies fails what was under way; a fresh one has all that was promised, and nothing twice', async () => {
  let promised = 0
  let deaths = 0
  for (let round = 0; round < 10; round++) {
    await rooms.append([row(promised + 1)])
    const rows = Array.from({ length: 50 }, (_, n) => row(promised + 1 + n))
    const appends = rows.map((each) => rooms.append([each]))
    await appends[round * 4]
    await worker?.terminate()
    const outcomes = await Promise.allSettled(appends)
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
    for (const { reason } of failures) expect(reason).toBeInstanceOf(StorageError)
    if (failures.length > 0) deaths++
    promised += outcomes.length - failures.length
    const stored = (await storedSeqs()) ?? []
    expect(stored.slice(0, promised)).toEqual(Array.from({ length: promised }, (_, n) => n + 1))
    await rooms.append(rows)
    promised = rows.at(-1)?.seq ?? 0
  }
  expect(deaths).toBeGreaterThan(0)
  expect(await storedSeqs()).toEqual(Array.from({ length: promised }, (_, n) => n + 1))
})

test('what was asked before the end is done, and what is asked after it fails', async () => {
  const appending = rooms.append([row(1)])
  const closing = storage.close(PATIENCE_MS)
  await expect(rooms.append([row(2)])).rejects.toThrow('the database is closed')
  await appending
  expect(await closing).toBe(true)
  open()
  expect(await storedSeqs()).toEqual([1])
})

function open(): void {
  storage = openSqliteStorage(path)
  rooms = storage.rooms
}

function move(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) renameSync(`${path}${from}${suffix}`, `${path}${to}${suffix}`)
}

function newChronology(generation: string): NewChronology {
  const facts = { title: '', events: 0, nowMs: 0, visibility: 'private' as const, owner: null }
  return { id: 'room', generation, state: new Uint8Array(), ...facts }
}

function row(seq: number): LogRow {
  return { room: 'room', seq, update: Uint8Array.of(seq), timeMs: seq }
}

async function storedSeqs(): Promise<number[] | undefined> {
  return (await rooms.load('room'))?.updates.map(({ seq }) => seq)
}

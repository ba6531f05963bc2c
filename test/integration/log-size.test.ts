/** [D6] What a chronology takes on disk, seen from outside the real server; and what many rooms leave in memory. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text as readStream } from 'node:stream/consumers'
import { addEvent, readChronology, updateEntry } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import { readStored } from './read-stored.ts'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const EVENTS = 500
const MOVES = 200
const LOG_FLOOR_BYTES = 1024 * 1024
const LOG_PER_SNAPSHOT = 4
const MAX_AT_REST_BYTES = 64 * 1024

test('[D6] 500 events that were moved 200 times each: a short log meanwhile, and at most 64 KiB at rest', async () => {
  using folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path)
  const database = join(folder.path, 'coeval.sqlite')
  const room = await createEmpty(server)
  const tab = new RealTab(server, room)
  try {
    await until(() => tab.isSaved)
    for (let n = 0; n < EVENTS; n++) addEvent(tab.doc, { id: `e${n}`, title: `Event ${n}`, date: '2004' })
    let written = 0
    tab.doc.on('update', (update: Uint8Array) => {
      written += update.length
    })
    for (let move = 0; move < MOVES; move++) {
      tab.doc.transact(() => {
        for (let n = 0; n < EVENTS; n++)
          updateEntry(tab.doc, 'events', `e${n}`, { date: `${1800 + move}-0${1 + (n % 9)}` })
      })
      await until(() => tab.isSaved)
    }
    // Otherwise the log could not have grown over its limit.
    expect(written).toBeGreaterThan(1.5 * LOG_FLOOR_BYTES)
    await until(() => {
      const { logBytes, snapshotBytes } = sizesOf(database, room)
      return logBytes <= Math.max(LOG_FLOOR_BYTES, LOG_PER_SNAPSHOT * snapshotBytes)
    })
    expect(await server.end('SIGTERM')).toBe(0)
    const { snapshotBytes, logBytes } = sizesOf(database, room)
    const { doc } = await readStored(database, room)
    expect(readChronology(doc)).toEqual(readChronology(tab.doc))
    expect(snapshotBytes + logBytes).toBeLessThanOrEqual(MAX_AT_REST_BYTES)
    console.log(`${written} bytes of updates; at rest ${snapshotBytes} of snapshot and ${logBytes} of log`)
  } finally {
    tab.close()
    await server.end('SIGKILL')
  }
})

test('the memory of 2,000 rooms that were opened and closed comes back', { timeout: 300_000 }, async () => {
  using folder = makeDataFolder()
  const program = resolve(import.meta.dirname, 'open-and-close-rooms.ts')
  const child = spawn(process.execPath, ['--expose-gc', program, folder.path, '2000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await Promise.all([readStream(child.stdout), once(child, 'exit')])
  const { before, after, openRooms, timers } = JSON.parse(said) as Record<string, number>
  expect({ openRooms, timers }).toEqual({ openRooms: 0, timers: 0 })
  // The documents alone are 40 MB.
  expect((after ?? Infinity) - (before ?? 0)).toBeLessThan(5_000_000)
})

async function createEmpty(server: ServerProcess): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await server.fetch(`api/chronologies`, {
    method: 'POST',
    headers,
    body: '{"title":"Moved"}',
  })
  return ((await answer.json()) as { id: string }).id
}

function sizesOf(database: string, room: string): { snapshotBytes: number; logBytes: number } {
  using db = new DatabaseSync(database, { readOnly: true })
  const snapshot = db.prepare('select length(snapshot) as bytes from room where id = ?').get(room)
  const log = db.prepare('select sum(length(data)) as bytes from room_log where room = ?').get(room)
  return { snapshotBytes: Number(snapshot?.bytes), logBytes: Number(log?.bytes ?? 0) }
}

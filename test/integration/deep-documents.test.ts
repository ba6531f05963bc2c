/**
 * Types in types in types: what a guest sends of that is refused, and a chronology that an older version has stored with
 * it takes away neither the process, nor the list, nor itself from its owner.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyChronology, seedDocument } from '@coeval/chronology/ydoc'
import { crafted, updateFrame } from '@coeval/sync/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { openExistingDatabase, openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'
import { WirePeer } from './wire-peer.ts'

const OTHER = 'caj'
/** A busy machine takes seconds to start a server. */
const PATIENCE_MS = 5 * 60_000

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess | undefined
let tabs: { close(): void }[]

beforeEach(() => {
  folder = makeDataFolder()
  tabs = []
})

afterEach(async () => {
  for (const tab of tabs) tab.close()
  await server?.close()
  folder[Symbol.dispose]()
})

test('maps that a guest nests are refused, and who reads afterwards is let in', { timeout: PATIENCE_MS }, async () => {
  server = await ServerProcess.start(folder.path, { hosted: true })
  const writer = openTab(server, OTHER)
  for (const depth of [101, 3500, 5000, 20_000]) {
    const guest = await WirePeer.join(server, OTHER)
    guest.sendRaw(updateFrame(crafted.deepMaps(depth)))
    expect((await guest.closed).code).toBe(4400)
    writer.write('goes on')
    await until(() => writer.isSaved)
    expect(writer.closeCodes).toEqual([])
    expect(await anonymousIn(server, OTHER)).toBe('an answer')
  }
  await server.end('SIGKILL')
  server = await ServerProcess.start(folder.path, { port: server.port, hosted: true })
  expect(await anonymousIn(server, OTHER)).toBe('an answer')
})

for (const [depth, isTrashed] of [
  [3500, false],
  [5000, true],
  [20_000, true],
] as const) {
  test(`${depth} maps that are stored${isTrashed ? ', in the trash' : ''}: nothing falls, and their owner has them`, {
    timeout: PATIENCE_MS,
  }, async () => {
    await store('deep', depth, isTrashed)
    server = await ServerProcess.start(folder.path, { hosted: true })
    const at = server
    const ask = async (path: string, init?: RequestInit) => (await at.fetch(path, init)).status
    const bystander = openTab(server, OTHER)
    // Read by somebody, so that it is open; and before that as the very first.
    for (const state of ['not open', 'open'] as const) {
      if (state === 'open') expect(await anonymousIn(server, 'deep')).toBe('an answer')
      expect(await ask('api/chronologies')).toBe(200)
      expect(await ask('api/instance')).toBe(200)
      expect(await ask('api/chronologies/deep')).toBe(200)
      expect(await ask('api/chronologies/deep/export')).toBe(200)
      expect((await fetch(`${server.address}api/chronologies`)).status).toBe(200)
      expect((await fetch(`${server.address}api/chronologies/deep/export`)).status).toBe(200)
    }
    expect(await ask('api/chronologies/deep', patch({ title: 'Another' }))).toBe(200)
    const list = (await (await at.fetch('api/chronologies')).json()) as Listed
    expect(list.chronologies.find(({ id }) => id === 'deep')).toMatchObject({
      title: 'Another',
      events: isTrashed ? 0 : 1,
    })
    expect(await ask('api/chronologies/deep', patch({ trashed: true }))).toBe(200)
    expect(await ask('api/chronologies')).toBe(200)
    expect(await ask('api/chronologies/deep', { method: 'DELETE' })).toBe(204)
    bystander.write('goes on')
    await until(() => bystander.isSaved)
    expect(bystander.closeCodes).toEqual([])
  })
}

test('a chronology that cannot be read at all stays in the list as last known, and can be thrown away at once', {
  timeout: PATIENCE_MS,
}, async () => {
  await store('broken', 10, false)
  execute("update room set snapshot = x'00ff00ff' where id = 'broken'")
  server = await ServerProcess.start(folder.path, { hosted: true })
  const at = server
  const ask = async (path: string, init?: RequestInit) => (await at.fetch(path, init)).status
  expect(await ask('api/chronologies/broken', patch({ trashed: true }))).toBe(200)
  expect(await ask('api/chronologies/broken', patch({ trashed: false }))).toBe(200)
  const list = (await (await at.fetch('api/chronologies')).json()) as Listed
  expect(list.chronologies.find(({ id }) => id === 'broken')).toMatchObject({ title: 'Stored' })
  for (let comes = 0; comes < 5; comes++) expect(await anonymousIn(server, 'broken')).toBe('4500')
  // Readers are told of a generation of their own, which is in the document.
  expect((await fetch(`${server.address}api/chronologies/broken`)).status).toBe(200)
  const refused = await at.fetch('api/chronologies/broken/export')
  expect(refused.status).toBe(503)
  expect(await refused.text()).toContain('could not be processed')
  expect(await anonymousIn(server, OTHER)).toBe('an answer')
  expect(await ask('api/chronologies/broken', patch({ trashed: true }))).toBe(200)
  expect(await ask('api/chronologies/broken', { method: 'DELETE' })).toBe(204)
})

test('what the list says is stored with the change that it is about: true after a SIGKILL, without a document read', {
  timeout: PATIENCE_MS,
}, async () => {
  server = await ServerProcess.start(folder.path, { hosted: true })
  const tab = openTab(server, OTHER)
  await until(() => tab.isSaved)
  const before = await listed(server)
  tab.doc.transact(() => {
    const event = new Y.Map<unknown>()
    tab.doc.getMap('events').set('new', event)
    tab.doc.getMap('meta').set('title', `${'t'.repeat(499)}😀${'t'.repeat(1_000_000)}`)
  })
  await until(() => tab.isSaved)
  await server.end('SIGKILL')
  // The document cannot be read any more: what is listed comes from the catalogue.
  execute("update room set snapshot = x'00'")
  server = await ServerProcess.start(folder.path, { port: server.port, hosted: true })
  expect(await listed(server)).toMatchObject({ title: `${'t'.repeat(499)}…`, events: (before?.events ?? 0) + 1 })
})

test('what an older version left out of date in the list is read once, after the start', {
  timeout: PATIENCE_MS,
}, async () => {
  const doc = await store('old', 10, false)
  const before = Y.encodeStateVector(doc)
  doc.getMap('meta').set('title', 'Later')
  const row = "insert into room_log (room, seq, data, time_ms) values ('old', 1, ?, 1)"
  execute(row, Y.encodeStateAsUpdate(doc, before))
  server = await ServerProcess.start(folder.path, { hosted: true })
  const read = server
  await vi.waitFor(async () => expect(await listed(read, 'old')).toMatchObject({ title: 'Later', events: 1 }), {
    timeout: 30_000,
    interval: 100,
  })
})

interface Listed {
  chronologies: { id: string; title: string; events: number }[]
}

async function listed(at: ServerProcess, of = OTHER) {
  const { chronologies } = (await (await at.fetch('api/chronologies')).json()) as Listed
  return chronologies.find(({ id }) => id === of)
}

function openTab(at: ServerProcess, room: string): RealTab {
  const tab = new RealTab(at, room)
  tabs.push(tab)
  return tab
}

/** What an unknown client hears first in a room: an answer of the document, or the close code. */
function anonymousIn(at: ServerProcess, room: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${at.syncAddress}/${room}`, { origin: at.address.slice(0, -1) })
    socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)))
    socket.on('message', (data: Buffer) => {
      if (data[0] !== 0 || data[1] !== 1) return
      resolve('an answer')
      socket.close()
    })
    socket.on('close', (code) => resolve(String(code)))
    socket.on('error', reject)
  })
}

/** As a version without a limit would have left it behind. */
async function store(id: string, depth: number, isTrashed: boolean): Promise<Y.Doc> {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('Stored'))
  const event = new Y.Map<unknown>()
  doc.transact(() => {
    doc.getMap('events').set('e1', event)
    event.set('date', '2004')
    if (isTrashed) event.set('deletedAt', '2026-01-01T00:00:00.000Z')
    let outer = event
    for (let level = 0; level < depth; level++) {
      const inner = new Y.Map<unknown>()
      outer.set('deep', inner)
      outer = inner
    }
  })
  mkdirSync(folder.path, { recursive: true })
  // A database without one would be a folder of which a part is lost.
  writeFileSync(join(folder.path, 'secret'), 'x'.repeat(43), { mode: 0o600 })
  const storage = openSqliteStorage(join(folder.path, 'coeval.sqlite'))
  const state = Y.encodeStateAsUpdateV2(doc)
  const facts = { title: 'Stored', events: 7, nowMs: Date.now(), visibility: 'public', owner: null } as const
  await storage.chronologies.create({ id, generation: 'g', state, ...facts })
  await storage.close(10_000)
  return doc
}

/** In the database of a server that does not run. */
function execute(sql: string, ...values: Uint8Array[]): void {
  using db = openExistingDatabase(join(folder.path, 'coeval.sqlite'))
  db.prepare(sql).run(...values)
}

function patch(body: unknown): RequestInit {
  return { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

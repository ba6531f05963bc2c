import { addEvent, changeText, readEntries, textOf } from '@coeval/chronology/ydoc'
import { TAG, readSaved } from '@coeval/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { socketWith } from '../socket-with.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
const providers: WebsocketProvider[] = []

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path, { hosted: true })
})

afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await server.close()
  folder[Symbol.dispose]()
})

test('two stock y-websocket 3.1 clients see each other, and no private message reaches them', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const a = await openTab('caj')
  const b = await openTab('caj')
  addEvent(a.doc, { id: 'from-a', title: 'Treaty' })
  await until(() => readEntries(b.doc, 'events').has('from-a'))
  const title = textOf(b.doc, { collection: 'events', id: 'from-a' }, 'title')
  changeText(b.doc, title!, 'Treaty of peace')
  await until(() => readEntries(a.doc, 'events').get('from-a')?.title === 'Treaty of peace')
  a.provider.awareness.setLocalState({ user: { name: 'Ada' } })
  await until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.user?.name === 'Test')
  a.provider.destroy()
  await until(() => !b.provider.awareness.getStates().has(a.doc.clientID))
  // y-websocket logs an error for every message that it does not know.
  expect(errors).not.toHaveBeenCalled()
  errors.mockRestore()
})

test('a client that asks for receipts is told when its changes are on disk', async () => {
  const tab = await openTab('caj', { ack: '1' })
  await until(() => tab.saved() === 1)
  addEvent(tab.doc, { id: 'one' })
  addEvent(tab.doc, { id: 'two' })
  await until(() => tab.saved() === 3)
})

test('a chronology that is not there closes the connection for good', async () => {
  const doc = new Y.Doc()
  const provider = makeProvider('nowhere', doc, {})
  const closed = await new Promise<{ code: number }>((resolve) => provider.on('closed', resolve))
  expect(closed.code).toBe(4404)
})

test('a copy of another generation is not merged', async () => {
  const doc = new Y.Doc()
  const provider = makeProvider('caj', doc, { generation: 'of-old' })
  const closed = await new Promise<{ code: number }>((resolve) => provider.on('closed', resolve))
  expect(closed.code).toBe(4409)
})

test('moving a chronology to the trash sends its people away, and it comes back', async () => {
  const tab = await openTab('caj')
  const closed = new Promise<{ code: number }>((resolve) => tab.provider.on('closed', resolve))
  expect((await patch('caj', { trashed: true })).status).toBe(200)
  expect((await closed).code).toBe(4410)
  await patch('caj', { trashed: false })
  await openTab('caj')
})

test('renaming from the list reaches an open tab', async () => {
  const tab = await openTab('caj')
  await patch('caj', { title: 'Another name' })
  await until(() => textOf(tab.doc, 'meta', 'title')?.toString() === 'Another name')
})

test('a socket from a page of another site is refused', async () => {
  for (const origin of ['http://evil.example', 'null', `http://127.0.0.1.evil.example:${server.port}`]) {
    const socket = new WebSocket(`${server.syncAddress}/caj`, { origin })
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve))
    expect(error.message).toMatch('403')
  }
})

test('a frame above the limit closes the connection for good, with a sentence', async () => {
  const socket = new WebSocket(`${server.syncAddress}/caj`, { headers: server.asProgram })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(new Uint8Array(4 * 1024 * 1024 + 1))
  const [code, reason] = await new Promise<[number, string]>((resolve) =>
    socket.once('close', (closeCode, text) => resolve([closeCode, text.toString()])),
  )
  expect(code).toBe(4413)
  expect(reason).toMatch('too large')
})

test('SIGTERM sends clients away with a code on which they come back, and exits with 0', async () => {
  const tab = await openTab('caj', { ack: '1' })
  addEvent(tab.doc, { id: 'last-words' })
  const closed = new Promise<{ code: number } | null>((resolve) => tab.provider.on('connection-close', resolve))
  const { port } = server
  expect(await server.end('SIGTERM')).toBe(0)
  expect((await closed)?.code).toBe(4503)
  server = await ServerProcess.start(folder.path, { port, hosted: true })
  await until(() => tab.provider.synced)
  const other = await openTab('caj')
  expect(readEntries(other.doc, 'events').has('last-words')).toBe(true)
})

function patch(id: string, body: object): Promise<Response> {
  return server.fetch(`api/chronologies/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

function makeProvider(id: string, doc: Y.Doc, params: Record<string, string>) {
  const provider = new WebsocketProvider(server.syncAddress, id, doc, {
    params,
    disableBc: true,
    maxBackoffTime: 300,
    WebSocketPolyfill: socketWith(server.asProgram),
  })
  providers.push(provider)
  return provider
}

async function openTab(id: string, params: Record<string, string> = {}) {
  const doc = new Y.Doc()
  let saved = 0
  const provider = makeProvider(id, doc, params)
  if (params.ack !== undefined) {
    provider.messageHandlers[TAG.saved] = (_encoder, decoder) => {
      saved = readSaved(decoder)
    }
  }
  await until(() => provider.synced)
  return { doc, provider, saved: () => saved }
}

function until(condition: () => boolean): Promise<void> {
  return vi.waitFor(() => expect(condition()).toBe(true), { timeout: 60_000, interval: 5 })
}

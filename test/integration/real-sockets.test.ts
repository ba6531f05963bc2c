import { addEvent, changeText, readEntries, textOf } from '@coeval/chronology/ydoc'
import { MESSAGE_SAVED, readSaved } from '@coeval/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { makeDataFolder, ServerProcess } from './server-process.ts'

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
const providers: WebsocketProvider[] = []

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
})

afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await server.end('SIGKILL')
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
  await until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.user?.name === 'Ada')
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
  const socket = new WebSocket(`${server.syncAddress}/caj`)
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
  server = await ServerProcess.start(folder.path, { port })
  await until(() => tab.provider.synced)
  const other = await openTab('caj')
  expect(readEntries(other.doc, 'events').has('last-words')).toBe(true)
})

test('[D2] nothing that was acknowledged is lost when the server is killed, again and again', async () => {
  const kills = Number(process.env.COEVAL_KILLS ?? 5)
  const { port } = server
  const tab = await openTab('caj', { ack: '1' })
  let made = 0
  /** Events in the order made; those before `acknowledged` are on disk. */
  let acknowledgedBefore = 0
  const sent: { frame: number; made: number }[] = []
  let onPromise = () => {}
  tab.onWrite((frame) => sent.push({ frame, made }))
  tab.onSaved((frames) => {
    for (const each of sent) if (each.frame <= frames) acknowledgedBefore = Math.max(acknowledgedBefore, each.made)
    onPromise()
  })
  tab.onOpen(() => sent.splice(0))
  const writing = setInterval(() => addEvent(tab.doc, { id: `event-${made++}` }), 2)
  try {
    for (let kill = 0; kill < kills; kill++) {
      const enough = acknowledgedBefore + 20 + kill * 7
      // In the very moment of a promise: what was promised too early is not on disk yet.
      const killed = new Promise<number>((resolve) => {
        onPromise = () => {
          if (acknowledgedBefore < enough) return
          onPromise = () => {}
          const promised = acknowledgedBefore
          void server.end('SIGKILL').then(() => resolve(promised))
        }
      })
      const promised = await killed
      server = await ServerProcess.start(folder.path, { port })
      // Asked before the writer is back, so what is there is what the disk held.
      const exported = await storedEvents()
      const missing = Array.from({ length: promised }, (_, n) => `event-${n}`).filter((id) => !exported.has(id))
      expect(missing).toEqual([])
    }
  } finally {
    clearInterval(writing)
  }
  await until(() => acknowledgedBefore === made)
  const other = await openTab('caj')
  expect([...readEntries(other.doc, 'events').keys()].sort()).toEqual([...readEntries(tab.doc, 'events').keys()].sort())
})

async function storedEvents(): Promise<Set<string>> {
  const doc = new Y.Doc()
  const provider = makeProvider('caj', doc, {})
  await until(() => provider.synced)
  return new Set(readEntries(doc, 'events').keys())
}

function patch(id: string, body: object): Promise<Response> {
  return fetch(`${server.address}api/chronologies/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

function makeProvider(id: string, doc: Y.Doc, params: Record<string, string>, socketClass: unknown = WebSocket) {
  const provider = new WebsocketProvider(server.syncAddress, id, doc, {
    params,
    disableBc: true,
    maxBackoffTime: 300,
    WebSocketPolyfill: socketClass as typeof globalThis.WebSocket,
  })
  providers.push(provider)
  return provider
}

async function openTab(id: string, params: Record<string, string> = {}) {
  const doc = new Y.Doc()
  let frames = 0
  let saved = 0
  let onWrite: (frame: number) => void = () => {}
  let onSaved: (frames: number) => void = () => {}
  let onOpen: () => void = () => {}
  class CountingSocket extends WebSocket {
    constructor(address: string) {
      super(address)
      frames = 0
      saved = 0
      onOpen()
    }
    override send(data: Uint8Array): void {
      if (data[0] === 0 && data[1] !== 0) onWrite(++frames)
      super.send(data)
    }
  }
  const provider = makeProvider(id, doc, params, CountingSocket)
  if (params.ack !== undefined) {
    provider.messageHandlers[MESSAGE_SAVED] = (_encoder, decoder) => {
      saved = readSaved(decoder)
      onSaved(saved)
    }
  }
  await until(() => provider.synced)
  return {
    doc,
    provider,
    saved: () => saved,
    onWrite: (listener: typeof onWrite) => {
      onWrite = listener
    },
    onSaved: (listener: typeof onSaved) => {
      onSaved = listener
    },
    onOpen: (listener: typeof onOpen) => {
      onOpen = listener
    },
  }
}

function until(condition: () => boolean): Promise<void> {
  return vi.waitFor(() => expect(condition()).toBe(true), { timeout: 20_000, interval: 5 })
}

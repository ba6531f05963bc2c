/**
 * [R1]–[R3] over real sockets: every byte that a reader gets, and nothing of what is in the trash among them. Clients are
 * y-websocket's own.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  addEvent,
  changeText,
  commentaryOf,
  edit,
  emptyChronology,
  readChronology,
  readerView,
  restoreEvent,
  seedDocument,
  textOf,
  trashEvent,
} from '@coeval/chronology/ydoc'
import { type Connection, CLOSE, MemoryStorage, RoomHost } from '@coeval/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { until } from './real-tab.ts'

const ROOM = 'room'
const NOW = new Date('2026-01-02T03:04:05Z')
const clock = {
  nowMs: () => performance.now(),
  dateMs: () => Date.now(),
  after: (delayMs: number, callback: () => void) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

let host: RoomHost
let server: Server
let sockets: WebSocketServer
let clients: Client[]

beforeEach(async () => {
  const storage = new MemoryStorage()
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology('CAJ'))
  for (const id of ['e1', 'e2', 'e3']) addMarked(doc, id)
  trashEvent(doc, 'e1', NOW)
  await storage.create({ id: ROOM, generation: 'g', state: Y.encodeStateAsUpdateV2(doc) })
  host = new RoomHost({ storage, clock, readerView })
  server = createServer()
  sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => letIn(socket, request.url ?? ''))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  clients = []
})

afterEach(async () => {
  for (const client of clients) client.close()
  await host.close(1000)
  sockets.close()
  server.close()
})

test('[R1] the bytes of a reader hold nothing of the trash: trashed before, meanwhile, edited there, and by the dozen', async () => {
  const writer = await join('writer')
  const reader = await join('reader')
  const stock = await join('reader', { generation: false })
  const seen = [reader, stock]
  for (const each of seen) expect(each.words()).toContain(markOf('e2'))
  for (const each of seen) expect(each.words()).not.toContain(markOf('e1'))

  trashEvent(writer.doc, 'e2', NOW)
  await until(() => seen.every(({ doc }) => readChronology(doc).events.length === 1))
  for (const each of seen) each.forget()
  changeText(writer.doc, titleOf(writer.doc, 'e2'), `${markOf('e2')} edited in the trash`)
  commentaryOf(writer.doc, 'e1')?.insert(0, [new Y.XmlText(markOf('e1'))])
  for (let n = 10; n < 40; n++) {
    // In one step: what is seen before it is trashed may be heard.
    edit(writer.doc, () => {
      addMarked(writer.doc, `e${n}`)
      trashEvent(writer.doc, `e${n}`, NOW)
    })
  }
  addEvent(writer.doc, { id: 'last', title: 'to be seen' })
  await until(() => seen.every(({ doc }) => titles(doc).includes('to be seen')))
  const late = await join('reader')
  for (const each of [...seen, late]) {
    expect(each.bytes).toBeGreaterThan(0)
    for (const { id } of trashOf(writer.doc)) expect(each.words()).not.toContain(markOf(id))
    expect(readChronology(each.doc)).toEqual(readChronology(writer.doc))
    expect(textOfBytes(Y.encodeStateAsUpdate(each.doc))).not.toContain(markOf('e2'))
  }
  // And the trash is whole.
  expect(trashOf(writer.doc)).toHaveLength(32)
  for (const { id, title } of trashOf(writer.doc)) expect(title).toContain(markOf(id))
  expect(await host.read(ROOM, (doc) => readChronology(doc, { trash: 'with' }))).toEqual(
    readChronology(writer.doc, { trash: 'with' }),
  )
})

test('[R3] what is restored is seen by readers who begin anew, and hidden from them when it is trashed again', async () => {
  const writer = await join('writer')
  const reader = await join('reader')
  restoreEvent(writer.doc, 'e1')
  expect(await reader.closed).toBe(CLOSE.otherGeneration.code)
  const anew = await join('reader')
  expect(titles(anew.doc)).toContain(markOf('e1'))
  trashEvent(writer.doc, 'e1', NOW)
  await until(() => !titles(anew.doc).includes(markOf('e1')))
  anew.forget()
  changeText(writer.doc, titleOf(writer.doc, 'e1'), `${markOf('e1')} once more`)
  changeText(writer.doc, titleOf(writer.doc, 'e2'), 'to be seen')
  await until(() => titles(anew.doc).includes('to be seen'))
  const late = await join('reader')
  expect(late.words() + anew.words()).not.toContain(markOf('e1'))
  expect(titleOf(writer.doc, 'e1').toString()).toContain('once more')
})

test('[F1] a reader that does not read while something is trashed', async () => {
  const writer = await join('writer')
  const reader = await join('reader')
  reader.stopReading()
  const note = 'x'.repeat(1_000_000)
  for (let n = 0; host.stalledCount === 0 && n < 100; n++) {
    addEvent(writer.doc, { id: `large${n}`, title: 'large', dateNote: note })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(host.stalledCount).toBe(1)
  addMarked(writer.doc, 'e50')
  await until(() => titles(mainDoc()).includes(markOf('e50')))
  trashEvent(writer.doc, 'e50', NOW)
  trashEvent(writer.doc, 'e2', NOW)
  await until(() => trashOf(mainDoc()).length === 3)
  reader.forget()
  reader.readOn()
  await until(() => readChronology(reader.doc).events.length === readChronology(writer.doc).events.length)
  expect(reader.words()).not.toContain(markOf('e50'))
  expect(reader.words()).not.toContain(markOf('e2'))
  expect(readChronology(reader.doc)).toEqual(readChronology(writer.doc))
})

interface Client {
  doc: Y.Doc
  /** Resolves with the code of a close that is final. */
  closed: Promise<number>
  bytes: number
  /** All that has come, as text. */
  words(): string
  forget(): void
  stopReading(): void
  readOn(): void
  close(): void
}

async function join(role: 'writer' | 'reader', { generation = true } = {}): Promise<Client> {
  const doc = new Y.Doc()
  let heard: Buffer[] = []
  class OverheardSocket extends WebSocket {
    constructor(address: string) {
      super(address)
      this.on('message', (data: ArrayBuffer | Buffer) => heard.push(Buffer.from(data as ArrayBuffer)))
    }
  }
  const generations = await host.read(ROOM, (_doc, each) => each)
  const named = role === 'writer' ? generations?.writers : generations?.readers
  const { port } = server.address() as AddressInfo
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/${role}`, ROOM, doc, {
    params: generation && named ? { generation: named } : {},
    disableBc: true,
    WebSocketPolyfill: OverheardSocket as unknown as typeof globalThis.WebSocket,
  })
  const client: Client = {
    doc,
    closed: new Promise((resolve) => {
      provider.on('connection-close', (event) => {
        if (event && event.code >= 4400 && event.code < 4500) resolve(event.code)
      })
    }),
    get bytes() {
      return Buffer.concat(heard).length
    },
    words: () => textOfBytes(Buffer.concat(heard)),
    forget: () => (heard = []),
    stopReading: () => (provider.ws as WebSocket | null)?.pause(),
    readOn: () => (provider.ws as WebSocket | null)?.resume(),
    close: () => provider.destroy(),
  }
  clients.push(client)
  await until(() => provider.synced)
  return client
}

function letIn(socket: WebSocket, url: string): void {
  const { pathname, searchParams } = new URL(url, 'ws://localhost')
  const connection: Connection = {
    send(frames) {
      for (const frame of frames) socket.send(frame)
      return socket.bufferedAmount
    },
    close: ({ code, reason }) => socket.close(code, reason),
    queuedBytes: () => socket.bufferedAmount,
  }
  const visit = host.connect(ROOM, connection, {
    mayWrite: pathname.startsWith('/writer/'),
    wantsReceipts: false,
    generation: searchParams.get('generation') ?? undefined,
  })
  socket.on('message', (data: Buffer) => visit.receive(data))
  socket.on('close', () => visit.leave())
}

function addMarked(doc: Y.Doc, id: string): void {
  addEvent(doc, { id, title: markOf(id) })
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(`On ${markOf(id)}`)])
  commentaryOf(doc, id)?.insert(0, [paragraph])
}

function markOf(id: string): string {
  return `(mark of ${id})`
}

function mainDoc(): Y.Doc {
  const doc = host.peek(ROOM)
  if (!doc) throw new Error('the room is not open')
  return doc
}

function trashOf(doc: Y.Doc) {
  return readChronology(doc, { trash: 'with' }).events.filter(({ deletedAt }) => deletedAt)
}

function titles(doc: Y.Doc): string[] {
  return readChronology(doc).events.map(({ title }) => title)
}

function titleOf(doc: Y.Doc, id: string): Y.Text {
  const title = textOf(doc, { collection: 'events', id }, 'title')
  if (!title) throw new Error(`there is no event ${id}`)
  return title
}

function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

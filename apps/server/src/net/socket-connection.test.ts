import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Connection } from '@coeval/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { connectionOf } from './socket-connection.ts'

const MIB = 1024 * 1024
/** More than a kernel keeps for a peer that does not read: 4 to 40 MiB, by its settings and by what went before. */
const LARGE_BYTES = 256 * MIB
const STEP_BYTES = MIB
/** The queue has come to rest when it is found unchanged so often. */
const UNCHANGED_TIMES = 3

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
let client: Socket
let reader: Reader
let connection: Connection

beforeEach(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write(
    'GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  reader = new Reader(client)
  const [socket] = (await once(sockets, 'connection')) as [WebSocket]
  await reader.readHead()
  connection = connectionOf(socket, { refused() {}, ended() {} })
})

afterEach(() => {
  client.destroy()
  for (const socket of sockets.clients) socket.terminate()
  server.close()
})

test('[F1] a peer that is in the middle of one large message is seen to make progress', async () => {
  expect(connection.send([new Uint8Array(LARGE_BYTES)])).toBeGreaterThan(LARGE_BYTES)
  const before = await settledQueue()
  expect(before).toBeGreaterThan(0)
  let now = before
  // The kernel may take nothing more until a good part of what it holds is read.
  while (now >= before && reader.bytes < LARGE_BYTES) {
    await reader.read(STEP_BYTES)
    now = await settledQueue()
  }
  expect(now).toBeLessThan(before)
  expect(now).toBeGreaterThan(0)
  connection.send([new Uint8Array(MIB)])
  expect(connection.queuedBytes()).toBeGreaterThan(now)
  await reader.readTo(framedBytes(LARGE_BYTES) + framedBytes(MIB))
  await vi.waitFor(() => expect(connection.queuedBytes()).toBe(0), { timeout: 30_000 })
})

test('what was sent last is not kept once it is on its way, where it is large', async () => {
  const sent = sendState()
  await reader.readTo(framedBytes(2 * MIB))
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  await vi.waitFor(
    () => {
      collect()
      expect(sent.deref() === undefined).toBe(true)
    },
    { timeout: 30_000 },
  )
})

function sendState(): WeakRef<Uint8Array> {
  const state = new Uint8Array(2 * MIB)
  connection.send([state])
  return new WeakRef(state)
}

/** With the header of a frame of more than 65,535 bytes (RFC 6455, 5.2). */
function framedBytes(payloadBytes: number): number {
  return 10 + payloadBytes
}

/** Bytes that are unread, when the kernel takes no more of them. */
async function settledQueue(): Promise<number> {
  for (let last = -1, times = 0; ; ) {
    await wait(20)
    const now = connection.queuedBytes()
    times = now === last ? times + 1 : 1
    if (times === UNCHANGED_TIMES) return now
    last = now
  }
}

/** Takes bytes off a socket only when it is told to. What a chunk holds beyond what was asked for counts for the next time. */
class Reader {
  /** Taken so far, without the answer to the upgrade. */
  bytes = 0
  readonly #socket: Socket
  #head = Buffer.alloc(0)
  #isInHead = true

  constructor(socket: Socket) {
    this.#socket = socket
    socket.pause()
    socket.on('data', (chunk) => this.#take(chunk))
  }

  async readHead(): Promise<void> {
    await this.#readWhile(() => this.#isInHead)
  }

  /** At least so many bytes more. */
  read(bytes: number): Promise<void> {
    return this.readTo(this.bytes + bytes)
  }

  /** Until it has so many in all, at least. */
  readTo(bytes: number): Promise<void> {
    return this.#readWhile(() => this.bytes < bytes)
  }

  async #readWhile(isLacking: () => boolean): Promise<void> {
    while (isLacking()) {
      this.#socket.resume()
      await once(this.#socket, 'data')
      this.#socket.pause()
    }
  }

  #take(chunk: Buffer): void {
    if (!this.#isInHead) {
      this.bytes += chunk.length
      return
    }
    this.#head = Buffer.concat([this.#head, chunk])
    const end = this.#head.indexOf('\r\n\r\n')
    if (end < 0) return
    this.#isInHead = false
    this.bytes = this.#head.length - end - 4
  }
}

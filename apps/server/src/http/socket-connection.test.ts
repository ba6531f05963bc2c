import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Connection } from '@coeval/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { connectionOf } from './socket-connection.ts'

const MIB = 1024 * 1024

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
let client: Socket
let connection: Connection

beforeEach(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.write(
    'GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  const [socket] = (await once(sockets, 'connection')) as [WebSocket]
  await once(client, 'readable')
  connection = connectionOf(socket, { refused() {}, ended() {} })
})

afterEach(() => {
  client.destroy()
  for (const socket of sockets.clients) socket.terminate()
  server.close()
})

test('[F1] a peer that is in the middle of one large message is seen to make progress', async () => {
  expect(connection.send([new Uint8Array(40 * MIB)])).toBeGreaterThan(39 * MIB)
  const before = await settledQueue()
  expect(before).toBeGreaterThan(20 * MIB)
  await readBytes(client, 8 * MIB)
  const after = await settledQueue()
  expect(after).toBeLessThan(before - 4 * MIB)
  expect(after).toBeGreaterThan(10 * MIB)
  connection.send([new Uint8Array(MIB)])
  expect(connection.queuedBytes()).toBeGreaterThan(after + MIB)
  await readBytes(client, 41 * MIB - 8 * MIB)
  expect(await settledQueue()).toBe(0)
})

test('what was sent last is not kept once it is on its way, where it is large', async () => {
  const sent = sendState()
  await readBytes(client, 2 * MIB)
  await wait(20)
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  expect(sent.deref() === undefined).toBe(true)
})

function sendState(): WeakRef<Uint8Array> {
  const state = new Uint8Array(2 * MIB)
  connection.send([state])
  return new WeakRef(state)
}

/** Bytes that are unread, when the kernel takes no more of them. */
async function settledQueue(): Promise<number> {
  for (let last = -1; ; ) {
    await wait(50)
    const now = connection.queuedBytes()
    if (now === last) return now
    last = now
  }
}

/** Reads at least so many bytes, and then no more. */
async function readBytes(socket: Socket, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; ) {
    const chunk = socket.read() as Buffer | null
    if (chunk) left -= chunk.length
    else await once(socket, 'readable')
  }
}

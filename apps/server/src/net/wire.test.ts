import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SeededRandom } from '@coeval/sync/testing'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { connectionOf } from './socket-connection.ts'
import { encodeFrames } from './wire.ts'

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
afterEach(() => {
  for (const socket of sockets.clients) socket.terminate()
  server.close()
})

test('small messages are one buffer, large ones are not copied', () => {
  expect(encodeFrames([Uint8Array.of(1, 2), Uint8Array.of(3)])).toEqual([Buffer.from([0x82, 2, 1, 2, 0x82, 1, 3])])
  const large = new Uint8Array(100_000)
  expect(encodeFrames([large])[1]?.buffer).toBe(large.buffer)
})

test('a client of ws reads messages of every size, between the pings of ws (seed 3)', async () => {
  const random = new SeededRandom(3)
  const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000]
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const received: Uint8Array[] = []
  client.on('message', (data: Buffer) => received.push(data))
  const [socket] = (await once(sockets, 'connection')) as [WebSocket]
  const connection = connectionOf(socket, { refused() {}, ended() {} })
  const sent: Uint8Array[] = []
  for (let n = 0; n < 60; n++) {
    const messages = Array.from({ length: 1 + random.below(3) }, () =>
      new Uint8Array(random.pick(sizes)).fill(random.below(256)),
    )
    sent.push(...messages)
    connection.send(messages)
    if (random.chance(0.2)) socket.ping()
  }
  connection.close({ code: 4503, reason: 'done' }, '')
  const [code] = (await once(client, 'close')) as [number]
  expect(code).toBe(4503)
  expect(received.map(({ length }) => length)).toEqual(sent.map(({ length }) => length))
  for (const [n, message] of sent.entries()) expect(Buffer.compare(message, received[n]!)).toBe(0)
})

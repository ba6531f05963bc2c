import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLOSE } from '@coeval/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Heartbeat } from './heartbeat.ts'
import { streamOf } from './socket-connection.ts'

const THREE_ROUNDS_SECONDS = 75

const server = createServer()
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
let heartbeat: Heartbeat

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  heartbeat = new Heartbeat()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  heartbeat.stop()
  for (const socket of sockets.clients) socket.terminate()
  server.close()
  vi.useRealTimers()
})

test('a client that answers pings stays', async () => {
  const { client, arrived } = await connect({ autoPong: true })
  await pass(THREE_ROUNDS_SECONDS, arrived)
  expect(client.readyState).toBe(WebSocket.OPEN)
})

test('a client whose ping is still behind a large answer stays, as long as it says anything', async () => {
  const { client, arrived } = await connect({ autoPong: false })
  await pass(THREE_ROUNDS_SECONDS, arrived, (second) => {
    if (second % 15 === 0) client.send('I am here')
  })
  expect(client.readyState).toBe(WebSocket.OPEN)
})

test('[C10] a client that is silent for a round is sent away, so that it comes back', async () => {
  const { client, arrived } = await connect({ autoPong: false })
  const closed = once(client, 'close')
  await pass(THREE_ROUNDS_SECONDS, arrived)
  const [code, reason] = (await closed) as [number, Buffer]
  expect([code, reason.toString()]).toEqual([CLOSE.tooSlow.code, CLOSE.tooSlow.reason])
})

/** `arrived` waits until each has read what the other has sent by then. */
async function connect(options: { autoPong: boolean }): Promise<{ client: WebSocket; arrived: () => Promise<void> }> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  const [[socket]] = (await Promise.all([once(sockets, 'connection'), once(client, 'open')])) as [[WebSocket], unknown]
  heartbeat.watch(socket)
  const [here, there] = [streamOf(socket), streamOf(client)]
  const isOver = () => here.destroyed || there.destroyed
  const isRead = () => here.bytesRead === there.bytesWritten && there.bytesRead === here.bytesWritten
  return {
    client,
    async arrived() {
      // An answer to what has just been read is on its way a turn of the event loop later, if there is one.
      for (let turnsAtRest = 0; turnsAtRest < 3; ) {
        await new Promise((resolve) => setImmediate(resolve))
        turnsAtRest = isOver() || isRead() ? turnsAtRest + 1 : 0
      }
    },
  }
}

async function pass(seconds: number, arrived: () => Promise<void>, each: (second: number) => void = () => {}) {
  for (let second = 1; second <= seconds; second++) {
    each(second)
    await arrived()
    vi.advanceTimersByTime(1000)
    await arrived()
  }
}

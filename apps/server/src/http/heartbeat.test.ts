import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CLOSE } from '@coeval/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Heartbeat } from './heartbeat.ts'

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

test('one who answers pings stays', async () => {
  const { client, arrived } = await connect({ autoPong: true })
  await pass(THREE_ROUNDS_SECONDS, arrived)
  expect(client.readyState).toBe(WebSocket.OPEN)
})

test('one whose ping is still behind a large answer stays, as long as it says anything', async () => {
  const { client, arrived } = await connect({ autoPong: false })
  await pass(THREE_ROUNDS_SECONDS, arrived, (second) => {
    if (second % 15 === 0) client.send('I am here')
  })
  expect(client.readyState).toBe(WebSocket.OPEN)
})

test('[C10] one who is silent for a round is sent away, so that it comes back', async () => {
  const { client, arrived } = await connect({ autoPong: false })
  const closed = once(client, 'close')
  await pass(THREE_ROUNDS_SECONDS, arrived)
  const [code, reason] = (await closed) as [number, Buffer]
  expect([code, reason.toString()]).toEqual([CLOSE.tooSlow.code, CLOSE.tooSlow.reason])
})

/** `arrived` waits until the server has read what the client has sent by then. */
async function connect(options: { autoPong: boolean }): Promise<{ client: WebSocket; arrived: () => Promise<void> }> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  const [[socket]] = (await Promise.all([once(sockets, 'connection'), once(client, 'open')])) as [[WebSocket], unknown]
  heartbeat.watch(socket)
  return {
    client,
    // Over loopback, and in one process: a few turns of the event loop.
    arrived: () => new Promise((resolve) => setTimeout(resolve, 5)),
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

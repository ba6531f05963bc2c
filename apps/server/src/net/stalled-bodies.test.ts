import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StalledBodies } from './stalled-bodies.ts'

let now: number
let server: Server
let bodies: StalledBodies
let received: number
let sockets: Socket[]

beforeEach(async () => {
  now = 0
  received = 0
  sockets = []
  bodies = new StalledBodies(() => now)
  server = createServer((incoming, outgoing) => {
    if (incoming.url === '/unread') return
    if (incoming.url === '/answered') {
      outgoing.end('answered')
      return
    }
    incoming.on('data', ({ length }: Buffer) => (received += length))
    incoming.on('error', () => {
      // It was cut.
    })
    incoming.on('end', () => outgoing.end(`whole: ${received}`))
  })
  bodies.watch(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
  server.closeAllConnections()
})

const HEADS = {
  'with a length': ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n', 'half!', 'other'],
  chunked: [
    'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
    '5\r\nhalf!\r\n',
    '5\r\nother\r\n0\r\n\r\n',
  ],
  'of another method': ['PATCH / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n', 'half!', 'other'],
} as const

test.each(Object.entries(HEADS))(
  'half a body %s is dropped after 30 s without progress, with a sentence',
  async (_how, [head, half]) => {
    const { socket, said } = client(head + half)
    await vi.waitFor(() => expect(received).toBe(5))
    bodies.look()
    now += 29_999
    bodies.look()
    expect(socket.destroyed).toBe(false)
    now += 1
    bodies.look()
    const text = await said
    expect(text).toMatch(/^HTTP\/1\.1 408 /)
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toEqual({
      error: { code: 'too-slow', message: expect.stringMatching('send it again') as string },
    })
    expect(bodies.size).toBe(0)
  },
)

test.each(Object.entries(HEADS))('a body %s that is slow and moves is taken', async (_how, [head, half, rest]) => {
  const { socket, said } = client(head)
  await vi.waitFor(() => expect(bodies.size).toBe(1))
  const all = half + rest
  for (let at = 0; at < all.length; at++) {
    const before = serverBytes()
    socket.write(all.slice(at, at + 1))
    await vi.waitFor(() => expect(serverBytes()).toBe(before + 1))
    if (at < all.length - 1) bodies.look()
    now += 29_000
  }
  socket.end()
  expect(await said).toMatch(/whole: 10/)
  expect(bodies.size).toBe(0)
})

test.each(['/unread', '/answered'])('half a body that nobody reads is dropped as well: %s', async (target) => {
  const { said } = client(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf!`)
  await vi.waitFor(() => expect(bodies.size).toBe(1))
  for (let n = 0; n < 3; n++) {
    now += 30_000
    bodies.look()
  }
  expect(await said).toMatch(target === '/unread' ? /^HTTP\/1\.1 408 / : /answered/)
  expect(bodies.size).toBe(0)
})

test('a request without a body is not watched', async () => {
  const { said } = client('GET /answered HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  expect(await said).toMatch('answered')
  expect(bodies.size).toBe(0)
})

let accepted: Socket[] = []
beforeEach(() => {
  accepted = []
  server.on('connection', (socket: Socket) => accepted.push(socket))
})
const serverBytes = () => accepted.reduce((sum, { bytesRead }) => sum + bytesRead, 0)

function client(text: string): { socket: Socket; said: Promise<string> } {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  socket.write(text)
  let heard = ''
  socket.on('data', (data: Buffer) => (heard += data.toString()))
  socket.on('error', () => {
    // 'close' follows.
  })
  return { socket, said: once(socket, 'close').then(() => heard) }
}

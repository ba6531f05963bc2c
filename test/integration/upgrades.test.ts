/** What a client is told that asks for a websocket and gets none: over the raw line, where the sentence used to be lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawRequest } from './access/raw-request.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
}

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess

beforeAll(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
})

afterAll(async () => {
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test.each([
  ['a browser that opens the address', {}],
  ['a proxy that leaves out both headers', { 'sec-websocket-version': '13' }],
  ['a proxy that leaves out Connection', { upgrade: 'websocket' }],
  ['a proxy that leaves out Upgrade', { connection: 'upgrade' }],
  ['an upgrade to something else', { connection: 'Upgrade', upgrade: 'h2c' }],
])('%s: 426, and the sentence names what a proxy needs', async (_who, headers) => {
  for (const target of ['/sync/caj', '/sync/caj?ack=1', '/sync/not-there', '/api/checkup/socket']) {
    const { status, text } = await rawRequest(server.port, { target, headers: { connection: 'close', ...headers } })
    expect([target, status]).toEqual([target, 426])
    expect(text).toMatch(/^upgrade: websocket\r$/im)
    expect(text).toMatch('proxy_set_header Upgrade $http_upgrade;')
    expect(text).not.toMatch('<html')
  }
})

test.each([
  ['without an Origin or a key', '/sync/caj', {}, 403, /Only pages at http:\/\/127\.0\.0\.1:\d+ may connect/],
  ['from another page', '/sync/caj', { origin: 'http://evil.example' }, 403, /Only pages at/],
  ['from another page, for the checkup', '/api/checkup/socket', {}, 403, /Only pages of this server may connect/],
  ['where there is nothing', '/api/nothing', {}, 404, /The API has nothing at this address/],
])('an upgrade that is refused %s brings its sentence', async (_why, target, more, expected, sentence) => {
  const { status, text } = await rawRequest(server.port, { target, headers: { ...UPGRADE, ...more } })
  expect(status).toBe(expected)
  const [head = '', body = ''] = text.split('\r\n\r\n')
  expect(body).toMatch(sentence)
  expect(head).toMatch(new RegExp(`^content-length: ${Buffer.byteLength(body)}\\r?$`, 'im'))
  // One answer, and the headers that every answer has.
  expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1)
  expect(head).toMatch(/^x-content-type-options: nosniff\r?$/im)
})

test.each(['/sync', '/sync/', '/sync/caj/', '/sync/caj/more', '/', '/c/caj'])(
  '%s is no place for a websocket, and a program that asks there is told where it is',
  async (target) => {
    const isPage = !target.startsWith('/sync')
    for (const headers of isPage ? [UPGRADE] : [UPGRADE, { connection: 'close' }]) {
      const { status, text } = await rawRequest(server.port, { target, headers })
      expect([target, status]).toEqual([target, 404])
      expect(text).toMatch('websocket at /sync/ID')
    }
  },
)

test('an ordinary request that offers another protocol is answered as if it had not', async () => {
  const headers = { connection: 'Upgrade, HTTP2-Settings, close', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }
  const { status, text } = await rawRequest(server.port, { target: '/livez', headers })
  expect(status).toBe(200)
  expect(text).toMatch(/\r\n\r\nalive$/)
})

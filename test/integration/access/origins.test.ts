/**
 * Where a websocket may be opened from. There are no tickets: cookie and Origin, or a key, are looked at before the upgrade
 * is answered, and nothing is read from clients that are not let in.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { Instance } from './instance.ts'
import { CODE, Peers } from './peer.ts'
import { rawRequest } from './raw-request.ts'

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
}

let instance: Instance
let peers: Peers
let room: string
let cookie: string
let own: string
let port: number

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology('Of nobody else')
  ;({ cookie } = instance.owner)
  own = instance.owner.origin
  port = instance.server.port
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test("[attack 1] only this server's own Origin comes in with a cookie", async () => {
  const foreign = [
    'http://evil.example',
    'null',
    '',
    `${own}.evil.example`,
    `http://evil.example/${own}`,
    `http://127.0.0.1:${port}@evil.example`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    'http://127.0.0.1',
    `http://localhost:${port}`,
    `HTTP://127.0.0.1:${port}`,
    `${own}/`,
    ` ${own}, http://evil.example`,
    `${own} http://evil.example`,
    `ws://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}#`,
    `http://127.1:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
  ]
  for (const origin of foreign) {
    expect([origin, await peers.open(room, { cookie, origin }).outcome]).toEqual([origin, { status: 403 }])
  }
  expect(await peers.open(room, { cookie }).outcome).toEqual({ status: 403 })
  expect(await peers.open(room, { cookie, origin: own }).outcome).toBe('in')
})

test('[attack 1] the same for the socket of the checkup', async () => {
  for (const origin of ['http://evil.example', 'null', `${own}/`]) {
    const headers = { ...UPGRADE, origin, cookie }
    expect((await rawRequest(port, { target: '/api/checkup/socket', headers })).status).toBe(403)
  }
})

test('[attack 1] a key does not make up for a foreign Origin, nor a cookie for a wrong key', async () => {
  const program = await instance.program(instance.owner, 'write')
  expect(await peers.open(room, { ...program, origin: 'http://evil.example' }).outcome).toEqual({ status: 403 })
  expect(await peers.open(room, program).outcome).toBe('in')
  const wrong = { authorization: 'Bearer coeval_wrong', cookie }
  expect(await peers.open(room, wrong).outcome).toEqual({ code: CODE.noSession })
  expect(await peers.open(room, { ...wrong, origin: own }).outcome).toEqual({ code: CODE.noSession })
})

test('[attack 1] with a public address, that one alone', async () => {
  const publicly = 'https://time.example.org'
  const folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path, { settings: { BASE_URL: publicly } })
  const there = new Peers(() => server.syncAddress)
  try {
    for (const origin of [
      server.address.slice(0, -1),
      'http://time.example.org',
      'https://time.example.org:8443',
      'https://time.example.org.',
      'https://TIME.example.org',
      'https://evil.time.example.org',
    ]) {
      expect([origin, await there.open('caj', { origin }).outcome]).toEqual([origin, { status: 403 }])
    }
    expect(await there.open('caj', { origin: publicly }).outcome).toBe('in')
  } finally {
    there.closeAll()
    await server.end('SIGKILL')
    folder[Symbol.dispose]()
  }
})

test('[attack 2] a request target that begins with two slashes, or is a whole address, brings no Origin of its own', async () => {
  const targets = [
    `//evil.example/sync/${room}`,
    `//evil.example/../sync/${room}`,
    `http://evil.example/sync/${room}`,
    `//127.0.0.1:${port}@evil.example/sync/${room}`,
    `/\\evil.example/sync/${room}`,
    `/sync//evil.example/${room}`,
  ]
  for (const target of targets) {
    for (const host of [`127.0.0.1:${port}`, 'evil.example']) {
      const headers = { ...UPGRADE, host, origin: 'http://evil.example', cookie }
      const { status } = await rawRequest(port, { target, headers })
      expect([target, host, status]).not.toEqual([target, host, 101])
    }
  }
  // And with an Origin of ours, it is at most the chronology that the path names.
  const { status } = await rawRequest(port, { target: `/sync/${room}`, headers: { ...UPGRADE, origin: own, cookie } })
  expect(status).toBe(101)
})

test('[attack 2] nor does it change something, as its own page', async () => {
  const body = JSON.stringify({ title: 'Taken over' })
  for (const target of [`//evil.example/api/chronologies/${room}`, `http://evil.example/api/chronologies/${room}`]) {
    const headers = { origin: 'http://evil.example', host: 'evil.example', cookie, 'content-type': 'application/json' }
    const { status } = await rawRequest(port, { method: 'PATCH', target, headers, body })
    expect([target, status]).not.toEqual([target, 200])
  }
  const { body: info } = await instance.owner.send<{ title: string }>('GET', `/api/chronologies/${room}`)
  expect(info.title).toBe('Of nobody else')
})

test('[attack 3] a cookie without a session, of somebody who signed out, or of somebody without access, ends with its own code', async () => {
  const origin = own
  const left = await instance.guest(room, 'editor')
  const { headers } = left
  expect(await peers.open(room, headers).outcome).toBe('in')
  await left.send('POST', '/api/sign-out', {})
  expect(await peers.open(room, headers).outcome).toEqual({ code: CODE.noSession })
  expect(await peers.open(room, { origin }).outcome).toEqual({ code: CODE.noSession })
  expect(await peers.open(room, { origin, cookie: 'a=b' }).outcome).toEqual({ code: CODE.noSession })
  const elsewhere = await instance.guest(await instance.chronology('Another'), 'editor')
  expect(await peers.open(room, elsewhere.headers).outcome).toEqual({ code: CODE.forbidden })
  expect(await peers.open('no-such-room', elsewhere.headers).outcome).toEqual({ code: CODE.notFound })
})

test('[attack 3] what is sent along with such an upgrade is not read', async () => {
  const peer = peers.open(room, { origin: own })
  peer.socket.on('open', () => {
    for (let n = 0; n < 100; n++) peer.doc.getMap('late').set(`${n}`, true)
  })
  expect(await peer.outcome).toEqual({ code: CODE.noSession })
  expect(peer.received).toEqual([])
  const owner = await peers.join(room, instance.owner.headers)
  expect(owner.doc.getMap('late').size).toBe(0)
})

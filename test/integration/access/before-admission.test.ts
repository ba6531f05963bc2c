/** [attack 4] What somebody who is not let in sends is not read: the server does not grow, and the others notice nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from 'node:net'
import { readUsage, watchRss } from '../../bench/sync/process-usage.ts'
import { SYNC, syncMessage } from '../../bench/sync/wire/messages.ts'
import { clientFrame } from '../hand-socket.ts'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { type Peer, Peers } from './peer.ts'

const MIB = 1024 * 1024
const MAX_GROWN = 20 * MIB
const ATTEMPTS = 3

let instance: Instance
let peers: Peers
let room: string
let here: Peer
let there: Peer

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology()
  here = await peers.join(room, instance.owner.headers)
  there = await peers.join(room, await instance.program(instance.owner, 'write'))
})

afterAll(async () => {
  peers.closeAll()
  await instance.close()
})

const FLOODS: Record<string, () => Buffer> = {
  '10,000 frames': () => {
    const frame = clientFrame(syncMessage(SYNC.step1, Uint8Array.of(0)))
    return Buffer.concat(Array.from({ length: 10_000 }, () => frame))
  },
  '50 MB in frames of 3 MiB': () => {
    const frame = clientFrame(Buffer.alloc(3 * MIB))
    return Buffer.concat(Array.from({ length: 17 }, () => frame))
  },
  '50 MB in one message of many parts': () => {
    const part = clientFrame(Buffer.alloc(64 * 1024), { opcode: 0, isPart: true })
    return Buffer.concat([clientFrame(Buffer.alloc(10), { isPart: true }), ...Array.from({ length: 800 }, () => part)])
  },
}

for (const [name, makeFlood] of Object.entries(FLOODS)) {
  test(`[attack 4] ${name} before admission`, async () => {
    const flood = makeFlood()
    const { pid } = instance.server
    // What the first one costs once and for all is not what is measured.
    await send(flood)
    const before = readUsage(pid).rssBytes
    const peak = watchRss(pid)
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) await send(flood)
    const grown = peak() - before
    console.log(`${ATTEMPTS} × ${name}: the server grew by ${(grown / MIB).toFixed(1)} MiB`)
    expect(grown).toBeLessThan(MAX_GROWN)
    here.doc.getMap('works').set(name, true)
    await until(() => there.doc.getMap('works').has(name))
    expect([here.isOpen, there.isOpen]).toEqual([true, true])
  })
}

/** All of it right behind the upgrade, without waiting for an answer. Resolves when the line is cut. */
function send(flood: Buffer): Promise<void> {
  const { port } = instance.server
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {
      // Cut while it is still sending.
    })
    socket.on('close', () => resolve())
    socket.resume()
    socket.write(
      `GET /sync/${room} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Origin: ${instance.owner.origin}\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}\r\n\r\n`,
    )
    socket.end(flood)
  })
}

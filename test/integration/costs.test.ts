/**
 * [F4] [C0] What one account costs the server is counted together over sockets, rooms, keys and requests, and nobody else
 * pays for it, nor anybody at the same address. A client that comes back after a final code is answered later.
 */
import { once } from 'node:events'
import { crafted, updateFrame } from '@coeval/sync/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as FormerProvider } from 'y-websocket-2'
import * as Y from 'yjs'
import type { Visitor } from '../visitor.ts'
import { codeOf, Instance } from './access/instance.ts'
import { Peers } from './access/peer.ts'
import { until } from './real-tab.ts'

type Headers = Record<string, string>

/** Final codes that a client which comes back hears without waiting. */
const TOLD_AT_ONCE = 10

let instance: Instance
let peers: Peers
let sockets: WebSocket[]
let attack: Uint8Array

beforeEach(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  sockets = []
  attack = updateFrame(crafted.concurrentSettings(30_000))
})

afterEach(async () => {
  for (const socket of sockets) socket.terminate()
  peers.closeAll()
  await instance.close()
})

test('[F4] slow updates of one account, on new sockets, in other rooms and by another key, are stopped together', async () => {
  const vera = await instance.account('Vera')
  const others = await instance.chronology('Of others')
  const colleague = await peers.join(others, await instance.program(instance.owner, 'write'))
  const rooms = await Promise.all([1, 2, 3, 4].map((n) => instance.chronology(`Mine ${n}`, vera)))
  const keys = await Promise.all(rooms.map(() => instance.program(vera, 'write')))

  const codes: number[] = []
  for (const [n, room] of rooms.entries()) codes.push((await endOf(room, keys[n] as Headers, attack)).code)
  // The first might be an accident. What is left of its time is all that the second has, and then it is over.
  expect(codes).toEqual([4400, 4400, 4530, 4530])

  const { reason } = await endOf(rooms[0] as string, { cookie: vera.cookie, origin: vera.origin }, attack)
  expect(reason).toMatch('more than the server takes at once. Nothing is lost')
  const refused = await vera.send('GET', `/api/chronologies/${rooms[0]}`)
  expect([refused.status, codeOf(refused.body)]).toEqual([429, 'too-much'])
  expect(JSON.stringify(refused.body)).toMatch(/Try again in \d+ seconds/)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)

  // From the same address, all the while.
  colleague.doc.getMap('work').set('goes', 'on')
  await until(() => colleague.saved > 0)
  expect(colleague.socket.readyState).toBe(WebSocket.OPEN)
  expect((await instance.owner.send('GET', `/api/chronologies/${others}`)).status).toBe(200)
})

test('[F4] sockets that were open before are sent away with what they send next', async () => {
  const vera = await instance.account('Vera')
  const [room, other] = [await instance.chronology('One', vera), await instance.chronology('Two', vera)]
  const headers = await instance.program(vera, 'write')
  const before = await peers.join(other, headers)
  for (let n = 0; n < 2; n++) expect((await endOf(room, headers, attack)).code).toBe(4400)
  const closed = once(before.socket, 'close')
  before.socket.send(attack)
  expect((await closed)[0]).toBe(4530)
})

test('[C0] who comes back after a final code waits for the next one; others do not', async () => {
  const wrong = { authorization: 'Bearer coeval_wrong' }
  for (let n = 0; n < TOLD_AT_ONCE; n++) expect((await endOf('caj', wrong)).code).toBe(4401)
  const again = await open('caj', wrong)
  const end = once(again, 'close') as Promise<[number, Buffer]>
  // Came later, and goes first: another key, and another chronology.
  expect((await endOf('caj', { authorization: 'Bearer coeval_other' })).code).toBe(4401)
  expect((await endOf('caj2', wrong)).code).toBe(4401)
  expect(again.readyState).toBe(WebSocket.OPEN)
  const [code, reason] = await end
  expect(code).toBe(4401)
  expect(reason.toString()).toMatch('Sign in')
})

test('[C0] y-websocket 2.1 holds the line instead of coming back at once; 3.1 is told at once and stops', async () => {
  const wrong = { authorization: 'Bearer coeval_wrong' }
  let comes = 0
  const make = (Provider: typeof WebsocketProvider, headers: Headers) =>
    new Provider(instance.server.syncAddress, 'caj', new Y.Doc(), {
      disableBc: true,
      WebSocketPolyfill: class extends WebSocket {
        constructor(address: string) {
          super(address, { headers })
          comes++
        }
      } as unknown as typeof globalThis.WebSocket,
    })
  const former = make(FormerProvider as unknown as typeof WebsocketProvider, wrong)
  try {
    await until(() => comes === TOLD_AT_ONCE + 1 && former.wsconnected)
    const present = make(WebsocketProvider, { authorization: 'Bearer coeval_other' })
    const closed = await new Promise<{ code: number }>((resolve) => present.on('closed', resolve))
    present.destroy()
    expect(closed.code).toBe(4401)
    expect(former.wsconnected).toBe(true)
    expect(comes).toBe(TOLD_AT_ONCE + 2)
  } finally {
    former.destroy()
  }
})

test('[C0] the held line counts as a connection, and goes when its peer goes', async () => {
  const wrong = { authorization: 'Bearer coeval_wrong' }
  for (let n = 0; n < TOLD_AT_ONCE; n++) await endOf('caj', wrong)
  const held = await open('caj', wrong)
  expect(await connections(instance.owner)).toBe(1)
  held.terminate()
  await vi.waitFor(async () => expect(await connections(instance.owner)).toBe(0), { timeout: 30_000 })
})

async function connections(owner: Visitor): Promise<number> {
  return (await owner.send<{ health: { connections: number } }>('GET', '/api/instance')).body.health.connections
}

async function open(room: string, headers: Headers): Promise<WebSocket> {
  const socket = new WebSocket(`${instance.server.syncAddress}/${room}`, { headers })
  sockets.push(socket)
  socket.on('error', () => {
    // 'close' follows.
  })
  await once(socket, 'open')
  return socket
}

/** How the server ends a connection that sends this. */
async function endOf(room: string, headers: Headers, frame?: Uint8Array): Promise<{ code: number; reason: string }> {
  const socket = await open(room, headers)
  const closed = once(socket, 'close') as Promise<[number, Buffer]>
  if (frame) socket.send(frame)
  const [code, reason] = await closed
  return { code, reason: reason.toString() }
}

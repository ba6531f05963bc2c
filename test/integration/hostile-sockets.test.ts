/**
 * [S6] [S8] Over real sockets, below what the room sees: whatever comes in, that connection ends with its code, and the
 * two who work beside it notice nothing.
 */
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SeededRandom } from '@coeval/sync/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readUsage, watchRss } from '../bench/sync/process-usage.ts'
import { awarenessMessage, SYNC, syncMessage } from '../bench/sync/wire/messages.ts'
import { clientFrame, type FrameOptions, HandSocket, OPCODE } from './hand-socket.ts'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const ROOM = 'caj'
const MALFORMED = 4400
const TOO_LARGE = 4413
/** The answers of RFC 6455, 7.4.1 to what is no websocket frame at all. */
const PROTOCOL_ERROR = 1002
const TOO_MANY_PARTS = 1008
const MIB = 1024 * 1024
const CROWD = 1000
const AT_ONCE = 100
const SEED = 1
const SLOW_REQUESTS = 300
const MANY_PARTS = 20_000
const PING_BYTES = 150 * MIB

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let here: RealTab
let there: RealTab

beforeAll(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
  here = new RealTab(server, ROOM)
  there = new RealTab(server, ROOM)
  await until(() => here.isSaved && there.isSaved)
})

afterEach(async () => {
  await expectThatTheOthersWorkOn()
})

afterAll(async () => {
  here.close()
  there.close()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

const greeting = syncMessage(SYNC.step1, Uint8Array.of(0))
const BAD_FRAMES: Record<string, [number, Uint8Array, FrameOptions]> = {
  'a text frame': [MALFORMED, Buffer.from('hello'), { opcode: OPCODE.text }],
  'a text frame that is no UTF-8': [1007, Buffer.of(0xff, 0xfe), { opcode: OPCODE.text }],
  'an empty message': [MALFORMED, Buffer.alloc(0), {}],
  'a message that is not ours': [MALFORMED, Buffer.from('hello'), {}],
  'an unmasked frame': [PROTOCOL_ERROR, greeting, { isMasked: false }],
  'reserved bit 1 (compression, not agreed)': [PROTOCOL_ERROR, greeting, { reserved: 4 }],
  'reserved bit 2': [PROTOCOL_ERROR, greeting, { reserved: 2 }],
  'reserved bit 3': [PROTOCOL_ERROR, greeting, { reserved: 1 }],
  'an opcode that does not exist': [PROTOCOL_ERROR, greeting, { opcode: 3 }],
  'the second part of nothing': [PROTOCOL_ERROR, greeting, { opcode: OPCODE.continuation }],
  'a ping in parts': [PROTOCOL_ERROR, greeting, { opcode: OPCODE.ping, isPart: true }],
  'a ping of 200 bytes': [PROTOCOL_ERROR, Buffer.alloc(200), { opcode: OPCODE.ping }],
  'the header of a frame above the limit': [TOO_LARGE, Buffer.alloc(0), { declaredLength: 4 * MIB + 1 }],
  'the header of a frame of a terabyte': [TOO_LARGE, Buffer.alloc(0), { declaredLength: 2 ** 40 }],
}

for (const [name, [code, payload, options]] of Object.entries(BAD_FRAMES)) {
  test(`[S6] [S8] ${name} ends with ${code}`, async () => {
    const hand = await HandSocket.open(server, ROOM)
    hand.send(greeting)
    hand.send(payload, options)
    expect(await hand.closed).toBe(code)
  })
}

test('a message in parts, cut anywhere and with pings between, is as good as a whole one', async () => {
  const message = syncMessage(SYNC.update, updateOf('text'))
  const hand = await HandSocket.open(server, ROOM)
  for (let at = 0; at < message.length; at++) {
    const isPart = at < message.length - 1
    hand.send(message.subarray(at, at + 1), { opcode: at === 0 ? OPCODE.binary : OPCODE.continuation, isPart })
    if (at % 7 === 0) hand.send(Buffer.alloc(0), { opcode: OPCODE.ping })
  }
  await until(() => here.doc.getMap('parts').has('text'))
  hand.destroy()
})

test('[S8] parts that are too large together end with 4413', async () => {
  const hand = await HandSocket.open(server, ROOM)
  for (let part = 0; part < 5; part++) {
    hand.send(Buffer.alloc(MIB), { opcode: part === 0 ? OPCODE.binary : OPCODE.continuation, isPart: true })
  }
  expect(await hand.closed).toBe(TOO_LARGE)
})

test('a message in ever more parts of a byte each is not collected for ever', async () => {
  const hand = await HandSocket.open(server, ROOM)
  hand.send(Buffer.alloc(1), { isPart: true })
  for (let part = 0; part < MANY_PARTS; part++)
    hand.send(Buffer.alloc(1), { opcode: OPCODE.continuation, isPart: true })
  expect(await hand.closed).toBe(TOO_MANY_PARTS)
})

test('half a frame and then silence holds nobody up, and goes with its socket', async () => {
  const hands = await Promise.all(Array.from({ length: 50 }, () => HandSocket.open(server, ROOM)))
  const before = readUsage(server.pid).rssBytes
  // The frame is announced with 4 MiB each; room for it is taken only as it comes.
  for (const hand of hands) hand.send(Buffer.alloc(100), { declaredLength: 4 * MIB })
  await expectThatTheOthersWorkOn()
  expect(readUsage(server.pid).rssBytes - before).toBeLessThan(50 * MIB)
  for (const hand of hands) hand.destroy()
})

test(`[S6] ${CROWD} connections of garbage all end with a code, seed ${SEED}`, async () => {
  const random = new SeededRandom(SEED)
  const codes = new Map<number, number>()
  const startMs = performance.now()
  for (let done = 0; done < CROWD; done += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, async () => {
      const garbage = makeGarbage(random)
      const hand = await HandSocket.open(server, ROOM)
      garbage(hand)
      const code = await hand.closed
      codes.set(code, (codes.get(code) ?? 0) + 1)
    })
    await Promise.all(batch)
  }
  const counts = [...codes].sort(([a], [b]) => a - b).map(([code, count]) => `${code}: ${count}`)
  console.log(`${CROWD} in ${(performance.now() - startMs).toFixed(0)} ms: ${counts.join(', ')}`)
  for (const code of codes.keys()) expect([1002, 1007, MALFORMED, TOO_LARGE]).toContain(code)
})

test('upgrade requests that come a byte at a time do not hold the server', async () => {
  const sockets: Socket[] = Array.from({ length: SLOW_REQUESTS }, () => connect(server.port, '127.0.0.1'))
  for (const socket of sockets) {
    socket.on('error', () => {
      // Cut off by the server, as it should be in time.
    })
    socket.write('GET /sync/caj HTTP/1.1\r\nUpgrade: websocket\r\nX-Slow: ')
  }
  const dripping = setInterval(() => {
    for (const socket of sockets) socket.write('x')
  }, 50)
  const startMs = performance.now()
  try {
    await wait(200)
    await expectThatTheOthersWorkOn()
    const late = new RealTab(server, ROOM)
    await until(() => late.isSaved)
    late.close()
    expect((await fetch(`${server.address}readyz`)).status).toBe(200)
    console.log(
      `${SLOW_REQUESTS} slow requests: joined and read beside them in ${(performance.now() - startMs).toFixed(0)} ms`,
    )
  } finally {
    clearInterval(dripping)
    for (const socket of sockets) socket.destroy()
  }
})

for (const [name, [code, payload, options]] of Object.entries({
  'a text frame': BAD_FRAMES['a text frame']!,
  'an unmasked frame': BAD_FRAMES['an unmasked frame']!,
  'a frame above the limit': BAD_FRAMES['the header of a frame above the limit']!,
  'a goodbye': [1000, Buffer.of(0x03, 0xe8), { opcode: OPCODE.close }] as const,
})) {
  test(`[A3] a client that leaves after ${name} is missed at once and not heard any more, even if it stays`, async () => {
    const hand = await HandSocket.open(server, ROOM, { keepsLine: true })
    const clientId = 1_000_000 + code
    const seen = () => here.provider.awareness.getStates().has(clientId)
    hand.send(awarenessMessage(clientId, 1, { user: { name: 'Mallory' } }))
    await until(seen)
    const startMs = performance.now()
    hand.send(payload, options)
    hand.send(syncMessage(SYNC.update, updateOf(`after ${name}`)))
    expect(await hand.closed).toBe(code)
    await until(() => !seen())
    // Missed while its line is still there: nobody waited for it to hang up, or for time to cut it off. After a goodbye,
    // and after a frame that it refuses by itself, ws ends the line at once.
    if (code === MALFORMED) expect(hand.isHungUp).toBe(false)
    console.log(`${name}: missed after ${(performance.now() - startMs).toFixed(0)} ms`)
    await expectThatTheOthersWorkOn()
    expect(hand.late).toEqual([])
    expect(here.doc.getMap('parts').has(`after ${name}`)).toBe(false)
    hand.destroy()
  })
}

test('[F1] a client that pings and pings and does not read the answers is cut off', async () => {
  const hand = await HandSocket.open(server, ROOM)
  hand.stopReading()
  const before = readUsage(server.pid).rssBytes
  const peak = watchRss(server.pid)
  const pings = Buffer.concat(
    Array.from({ length: 5000 }, () => clientFrame(Buffer.alloc(125), { opcode: OPCODE.ping })),
  )
  let sent = 0
  for (; sent < PING_BYTES && !hand.isGone; sent += pings.length) {
    hand.write(pings)
    await hand.drained()
  }
  const grown = peak() - before
  console.log(`${(sent / MIB).toFixed(0)} MiB of pings: server grew by ${(grown / MIB).toFixed(0)} MiB`)
  expect(grown).toBeLessThan(60 * MIB)
  expect(hand.isGone).toBe(true)
})

/** Something that no connection survives. */
function makeGarbage(random: SeededRandom): (hand: HandSocket) => void {
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => random.below(256))
  const noise = bytes(1 + random.below(400))
  switch (random.below(4)) {
    case 0: // Not even frames: the first byte has reserved bits.
      noise[0] = 0x70 | (noise[0] as number)
      return (hand) => hand.write(noise)
    case 1: // Well-framed, with a tag that is none.
      noise[0] = 4 + random.below(60)
      return (hand) => hand.send(noise)
    case 2: // A true message, cut.
      return (hand) => hand.send(syncMessage(SYNC.update, noise).subarray(0, noise.length))
    default: // A true message about an update that is none, followed by more of the same.
      noise[0] = 0xff
      return (hand) => {
        for (let n = 0; n < 3; n++) hand.send(syncMessage(SYNC.update, noise))
      }
  }
}

function updateOf(key: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('parts').set(key, true)
  return Y.encodeStateAsUpdate(doc)
}

/** On the connections that they had all along. */
async function expectThatTheOthersWorkOn(): Promise<void> {
  for (const [writer, reader] of [
    [here, there],
    [there, here],
  ] as const) {
    writer.write('.')
    await until(() => reader.text === writer.text && writer.isSaved)
  }
  expect([...here.closeCodes, ...there.closeCodes]).toEqual([])
}

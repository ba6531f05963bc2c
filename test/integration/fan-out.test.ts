/** [S3] [A5] Many in one room over real sockets: what each writes reaches all, and what costs nothing is not sent. */
import { setTimeout as wait } from 'node:timers/promises'
import { SeededRandom } from '@coeval/sync/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readStored } from './read-stored.ts'
import { until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'
import { WirePeer } from './wire-peer.ts'

const ROOM = 'caj'
const READERS = 30
const WRITERS = 10
const UPDATES_EACH = 40
const MAX_PAUSE_MS = 150
const SEED = 1
const CARET_MOVES = 200
const CARET_BEAT_MS = 10
/** The room tells of a caret 20 times a second at most; three times as often is no coalescing worth the name. */
const MAX_CARET_FRAMES = 120
const QUIET_MS = 500

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let peers: WirePeer[]

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
  peers = []
})

afterEach(async () => {
  for (const peer of peers) peer.destroy()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test(`[S3] what ${WRITERS} write reaches ${READERS} others, to the last byte, seed ${SEED}`, async () => {
  const random = new SeededRandom(SEED)
  const readers = await joinAll(READERS)
  const writers = await joinAll(WRITERS, { ack: true })
  await Promise.all(writers.map((writer, n) => writeAll(writer, n, random)))
  await until(() => peers.every(hasAll))

  // All of it came as it was made: nobody was told to ask again, and nothing waits for what never came.
  for (const { arrived, doc } of readers) {
    expect(arrived.answers).toBe(1)
    expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBeNull()
  }
  const [late] = await joinAll(1)
  const expected = stateOf(late!.doc)
  for (const { doc } of peers) expect(Buffer.compare(stateOf(doc), expected)).toBe(0)
  const frames = readers.map(({ arrived }) => arrived.updates).sort((a, b) => a - b)
  console.log(`${WRITERS * UPDATES_EACH} updates came in ${frames[0]} to ${frames.at(-1)} frames to each reader`)
  expect(frames.at(-1)).toBeLessThanOrEqual(WRITERS * UPDATES_EACH)

  expect(await server.end('SIGTERM')).toBe(0)
  const { doc: stored } = await readStored(`${folder.path}/coeval.sqlite`, ROOM)
  expect(Buffer.compare(stateOf(stored), expected)).toBe(0)
})

test(`[A5] ${CARET_MOVES} moves of one caret are told in few frames, and the last one is seen`, async () => {
  const [mover, ...watchers] = await joinAll(READERS)
  const clientId = mover!.doc.clientID
  mover!.say({ user: { name: 'Ada' }, cursor: 0 })
  await until(() => watchers.every(({ states }) => states.has(clientId)))
  const before = watchers.map(({ arrived }) => arrived.presence)
  const startMs = performance.now()
  for (let move = 1; move <= CARET_MOVES; move++) {
    mover!.say({ user: { name: 'Ada' }, cursor: move })
    // On its own beat, however late the timer is.
    await wait(Math.max(0, startMs + move * CARET_BEAT_MS - performance.now()))
  }
  await until(() => watchers.every(({ states }) => states.get(clientId)?.cursor === CARET_MOVES))
  const frames = watchers.map(({ arrived }, n) => arrived.presence - before[n]!).sort((a, b) => a - b)
  const tookMs = performance.now() - startMs
  console.log(
    `${CARET_MOVES} moves in ${tookMs.toFixed(0)} ms: ${frames[0]} to ${frames.at(-1)} frames to each watcher`,
  )
  expect(frames[0]).toBeGreaterThan(1)
  expect(frames.at(-1)).toBeLessThan(MAX_CARET_FRAMES * Math.max(1, tookMs / (CARET_MOVES * CARET_BEAT_MS)))
})

test('[S3] a lone writer does not hear their own update', async () => {
  for (const ack of [false, true]) {
    const [writer] = await joinAll(1, { ack })
    await wait(QUIET_MS) // what the one before has left is over
    const before = { ...writer!.arrived }
    for (let n = 0; n < 20; n++) {
      writer!.doc.getMap('alone').set('n', n)
      await wait(20)
    }
    await wait(QUIET_MS)
    expect(writer!.arrived).toMatchObject({ answers: before.answers, updates: before.updates })
    if (ack) expect(writer!.arrived.saved).toBeGreaterThan(before.saved)
    const [other] = await joinAll(1)
    expect(other!.doc.getMap('alone').get('n')).toBe(19)
  }
})

async function joinAll(count: number, options?: { ack: boolean }): Promise<WirePeer[]> {
  const joined = await Promise.all(Array.from({ length: count }, () => WirePeer.join(server, ROOM, options)))
  peers.push(...joined)
  return joined
}

async function writeAll({ doc }: WirePeer, n: number, random: SeededRandom): Promise<void> {
  for (let update = 0; update < UPDATES_EACH; update++) {
    await wait(random.below(MAX_PAUSE_MS))
    doc.transact(() => {
      const text = doc.getText('shared')
      if (random.chance(0.5)) text.insert(random.below(text.length + 1), `${n} `)
      doc.getArray(`of-${n}`).push([update])
    })
  }
}

function hasAll({ doc }: WirePeer): boolean {
  return Array.from({ length: WRITERS }, (_, n) => doc.getArray(`of-${n}`)).every(
    (list) => list.length === UPDATES_EACH && list.toArray().every((value, index) => value === index),
  )
}

/** The state of a copy of it: Yjs keeps in one piece what came in one, and a copy has it as the encoding has it. */
function stateOf(doc: Y.Doc): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return Y.encodeStateAsUpdate(copy)
}

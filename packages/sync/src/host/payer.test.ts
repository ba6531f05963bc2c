/** [F4] Who is charged for what a room does, and what happens when they may cost no more. */
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { MemoryStorage } from '../storage/memory-storage.ts'
import type { Payer } from './payer.ts'
import { CLOSE } from '../wire/close.ts'
import { updateFrame } from '../wire/frames.ts'
import { RoomHost } from './room-host.ts'
import { type Bounded, TimeLimitError } from '../room/time-limit.ts'
import type { Connection, Visit } from './connection.ts'
import { HandClock, settle } from '../testing/index.ts'

class TestPayer implements Payer {
  mayGoOn = true
  patienceMs = 2000
  readonly spentMs: number[] = []
  strikes = 0
  spent(ms: number): void {
    if (ms > 0) this.spentMs.push(ms)
  }
  struck(): void {
    this.strikes++
  }
}

let clock: HandClock
let host: RoomHost
let limits: (number | undefined)[]
let isTooSlow: boolean
let loadedMs: number

beforeEach(async () => {
  const storage = new MemoryStorage()
  clock = new HandClock()
  limits = []
  isTooSlow = false
  loadedMs = 0
  const bounded: Bounded = (work, limitMs) => {
    limits.push(limitMs)
    const result = work()
    clock.block(isTooSlow ? (limitMs ?? 0) : 300)
    if (isTooSlow) throw new TimeLimitError('too long')
    return result
  }
  host = new RoomHost({ storage, clock, bounded, spent: (ms) => (loadedMs += ms) })
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

test('[S9] an update is given what its sender has left, and its time is theirs', async () => {
  const [ada, ben] = [new TestPayer(), new TestPayer()]
  const [first] = [await join(ada), await join(ben)]
  ada.patienceMs = 123
  first.visit.receive(updateFrame(ofStructs(100)))
  expect(limits).toEqual([123])
  expect(ada.spentMs).toEqual([300])
  expect(ben.spentMs).toEqual([])
})

test('[S9] an update that had to be stopped is held against its sender alone', async () => {
  const [ada, ben] = [new TestPayer(), new TestPayer()]
  const [first, second] = [await join(ada), await join(ben)]
  isTooSlow = true
  first.visit.receive(updateFrame(ofStructs(100)))
  expect([ada.strikes, ben.strikes]).toEqual([1, 0])
  expect([first.closed, second.closed]).toEqual([CLOSE.malformed, CLOSE.resync])
})

test('[F4] what waited for a colleague’s update is charged to the person who sent it, not to the colleague', async () => {
  const [ada, ben] = [new TestPayer(), new TestPayer()]
  const [first, second] = [await join(ada), await join(ben)]
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getText('t').insert(0, 'a')
  for (let n = 0; n < 100; n++) doc.getText('t').insert(0, 'x')
  const [base, ...rest] = updates as [Uint8Array, ...Uint8Array[]]
  first.visit.receive(updateFrame(Y.mergeUpdates(rest)))
  ada.spentMs.length = 0
  second.visit.receive(updateFrame(base))
  expect(ben.spentMs).toEqual([])
  expect(ada.spentMs).toEqual([300])
})

test('[F4] who may cost no more is sent away before anything is done for them, and the room goes on', async () => {
  const [ada, ben] = [new TestPayer(), new TestPayer()]
  const [first, second] = [await join(ada), await join(ben)]
  ada.mayGoOn = false
  first.visit.receive(updateFrame(ofStructs(100)))
  expect(limits).toEqual([])
  expect(first.closed).toBe(CLOSE.tooFast)
  expect(second.closed).toBeUndefined()
  second.visit.receive(updateFrame(ofStructs(100)))
  expect(limits).toHaveLength(1)
})

test('[F4] what a read cost is told, for the person who asked', async () => {
  await host.read('room', () => clock.block(70))
  expect(loadedMs).toBe(70)
})

test('[S8] a room that may not grow takes what only deletes', async () => {
  const storage = new MemoryStorage()
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'seed')
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(doc) })
  let mayGrow = true
  host = new RoomHost({ storage, clock, mayGrow: () => mayGrow })
  const tab = await join(new TestPayer())
  mayGrow = false
  const vector = Y.encodeStateVector(doc)
  doc.getText('t').delete(0, 2)
  tab.visit.receive(updateFrame(Y.encodeStateAsUpdate(doc, vector)))
  expect(await host.read('room', (now) => now.getText('t').toString())).toBe('ed')
  expect(tab.closed).toBeUndefined()
  const other = await join(new TestPayer())
  other.visit.receive(updateFrame(ofStructs(1)))
  expect(other.closed).toBe(CLOSE.documentTooLarge)
})

test('[F2] what a busy machine does meanwhile uses up nobody’s allowance', async () => {
  let busyMs = 0
  let workMs = 5
  const storage = new MemoryStorage()
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
  const bounded: Bounded = (work) => {
    clock.block(1500)
    busyMs += workMs
    return work()
  }
  host = new RoomHost({ storage, clock, bounded, busyMs: () => busyMs })
  const writer = await join(new TestPayer())
  for (let n = 0; n < 3; n++) writer.visit.receive(updateFrame(ofStructs(100)))
  expect(writer.closed).toBeUndefined()
  workMs = 1500
  for (let n = 0; n < 3; n++) writer.visit.receive(updateFrame(ofStructs(100)))
  expect(writer.closed).toBe(CLOSE.tooFast)
})

async function join(payer: Payer): Promise<{ visit: Visit; readonly closed: { code: number } | undefined }> {
  let closed: { code: number } | undefined
  const connection: Connection = {
    send: () => 0,
    close: (reason) => {
      closed = reason
      visit.leave()
    },
    queuedBytes: () => 0,
    payer,
  }
  const visit: Visit = host.connect('room', connection, { mayWrite: true, wantsReceipts: false })
  await settle()
  return {
    visit,
    get closed() {
      return closed
    },
  }
}

function ofStructs(count: number): Uint8Array {
  const doc = new Y.Doc()
  for (let n = 0; n < count; n++) doc.getText('t').insert(0, 'x')
  return Y.encodeStateAsUpdate(doc)
}

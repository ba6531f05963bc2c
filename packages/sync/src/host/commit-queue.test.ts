import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { updateFrame } from '../wire/frames.ts'
import { RoomHost } from './room-host.ts'
import { TimeLimitError } from '../room/time-limit.ts'
import { deliverAll, FaultyStorage, HandClock, settle, Tab } from '../testing/index.ts'

let storage: FaultyStorage
let clock: HandClock
let host: RoomHost
let isBroken: boolean

beforeEach(async () => {
  storage = new FaultyStorage()
  clock = new HandClock()
  isBroken = false
  const bounded = <T>(work: () => T): T => {
    if (isBroken) throw new TimeLimitError('too long')
    return work()
  }
  host = new RoomHost({ storage, clock, bounded })
  await storage.create({ id: 'room', generation: 'g1', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

test('[D4] trouble ends when storing works again, also where nothing is left to store', async () => {
  const tab = await openTab()
  storage.appends = 'fail'
  tab.doc.getText('t').insert(0, 'x')
  deliverAll([tab])
  await clock.advance(100)
  expect(host.trouble).toBeDefined()
  await host.remove('room')
  await clock.advance(5000)
  expect(host.trouble).toBeDefined()
  storage.appends = 'work'
  await clock.advance(5000)
  expect(host.trouble).toBeUndefined()
  const { appendCount } = storage
  await clock.advance(60_000)
  expect(storage.appendCount).toBe(appendCount)
  expect(clock.timerCount).toBe(0)
})

test('[D4] a thread that was blocked is no disk that is slow: nobody is told of trouble', async () => {
  const tab = await openTab()
  storage.appends = 'hang'
  tab.doc.getText('t').insert(0, 'x')
  deliverAll([tab])
  // The disk is done in no time, and its answer waits behind what blocks.
  for (const blockedMs of [900, 5000, 200, 1000, 60_000]) {
    await clock.advance(50)
    clock.block(blockedMs)
    await clock.advance(0)
    expect(host.trouble).toBeUndefined()
  }
  storage.appends = 'work'
  await clock.advance(5000)
  expect(host.trouble).toBeUndefined()
  expect(tab.storageTrouble).toBeUndefined()
})

test('[D4] a disk that hangs is told of, also where the thread is never on time', async () => {
  const tab = await openTab()
  storage.appends = 'hang'
  tab.doc.getText('t').insert(0, 'x')
  deliverAll([tab])
  await clock.advance(950)
  expect(host.trouble).toBeUndefined()
  await clock.advance(100)
  expect(host.trouble).toMatch('cannot save')
  storage.appends = 'work'
  await clock.advance(1000)
  expect(host.trouble).toBeUndefined()

  storage.appends = 'hang'
  tab.doc.getText('t').insert(0, 'y')
  deliverAll([tab])
  for (let n = 0; n < 20; n++) {
    await clock.advance(0)
    clock.block(400)
  }
  await clock.advance(0)
  expect(host.trouble).toMatch('cannot save')
})

test('nothing is tried again once the host is closed', async () => {
  const tab = await openTab()
  storage.appends = 'hang'
  tab.doc.getText('t').insert(0, 'x')
  tab.pushOne()
  const closing = host.close(5000)
  await clock.advance(6000)
  await closing
  storage.appends = 'fail'
  await settle()
  expect(clock.timerCount).toBe(0)
})

test('[S9] a change by the server is not called stored because its room was given up', async () => {
  const tab = await openTab()
  storage.appends = 'hang'
  let outcome: string | undefined
  const editing = host
    .edit('room', (doc) => doc.getText('t').insert(0, 'server'))
    .then((said) => {
      outcome = said
    })
  await clock.advance(100)
  isBroken = true
  tab.sendRaw(updateFrame(updateOfStructs(100)))
  deliverAll([tab])
  await clock.advance(100)
  expect(tab.closed?.code).toBe(4400)
  expect(outcome).toBeUndefined()
  storage.appends = 'work'
  await clock.advance(5000)
  await editing
  expect(outcome).toBe('stored')
  expect((await storage.disk.load('room'))?.updates).toHaveLength(1)
})

async function openTab(): Promise<Tab> {
  const tab = new Tab()
  tab.connect(host, 'room')
  await settle()
  deliverAll([tab])
  return tab
}

function updateOfStructs(count: number): Uint8Array {
  const doc = new Y.Doc()
  for (let n = 0; n < count; n++) doc.getText('t').insert(0, 'x')
  return Y.encodeStateAsUpdate(doc)
}

import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { RoomHost } from './room-host.ts'
import { deliverAll, FaultyStorage, HandClock, settle, Tab } from '../testing/index.ts'
import { openTabs, seed, textOf, type } from '../testing/tab-text.ts'

let storage: FaultyStorage
let clock: HandClock
let host: RoomHost

beforeEach(async () => {
  storage = new FaultyStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock })
  await storage.create({ id: 'room', generation: 'g1', state: seed('seed') })
})

test('[D1] an edit is acknowledged after the commit that holds it, one commit for many', async () => {
  const tabs = await openTabs(host, 3)
  const before = storage.appendCount
  for (const tab of tabs) for (let n = 0; n < 10; n++) type(tab, 'x')
  deliverAll(tabs)
  expect(tabs.map((tab) => tab.savedClock)).toEqual([0, 0, 0])
  await clock.advance(10)
  deliverAll(tabs)
  expect(tabs.map((tab) => tab.savedClock)).toEqual([10, 10, 10])
  expect(storage.appendCount - before).toBe(1)
})

test('[D4] while the disk fails, people are told, edit on, and lose nothing', async () => {
  const [a, b] = await openTabs(host, 2)
  storage.appends = 'fail'
  type(a, 'kept ')
  deliverAll([a, b])
  await clock.advance(100)
  deliverAll([a, b])
  expect(a.storageTrouble).toMatch(/cannot save/)
  expect(b.storageTrouble).toMatch(/cannot save/)
  expect(host.trouble).toBeDefined()
  type(b, 'as well ')
  deliverAll([a, b])
  expect(textOf(a.doc)).toBe('as well kept seed')
  const late = new Tab()
  late.connect(host, 'room')
  await settle()
  deliverAll([late])
  expect(late.storageTrouble).toBeDefined()

  await clock.advance(60_000)
  expect(a.savedClock).toBe(0)
  storage.appends = 'work'
  await clock.advance(2000)
  deliverAll([a, b, late])
  expect([a, b, late].map((tab) => tab.storageTrouble)).toEqual([undefined, undefined, undefined])
  expect([a.savedClock, b.savedClock]).toEqual([a.ownClock, b.ownClock])
  expect(host.trouble).toBeUndefined()
  expect(await storedText()).toBe('as well kept seed')
})

test('[D4] storing is tried again within a second at first', async () => {
  const [tab] = await openTabs(host, 1)
  storage.appends = 'fail'
  type(tab, 'x')
  deliverAll([tab])
  await clock.advance(10)
  const tries = storage.appendCount
  await clock.advance(990)
  expect(storage.appendCount).toBeGreaterThan(tries)
})

test('[D4] a commit that was written and whose answer was lost is not written twice', async () => {
  const [tab] = await openTabs(host, 1)
  storage.appends = 'fail-after-writing'
  type(tab, 'once ')
  deliverAll([tab])
  await clock.advance(600)
  type(tab, 'more ')
  deliverAll([tab])
  storage.appends = 'work'
  await clock.advance(3000)
  expect(await storedText()).toBe('more once seed')
})

test('[D4] a room with anything not stored is never unloaded', async () => {
  const [tab] = await openTabs(host, 1)
  storage.appends = 'fail'
  type(tab, 'x')
  deliverAll([tab])
  tab.disconnect()
  await clock.advance(10 * 60_000)
  expect(host.openRoomCount).toBe(1)
  storage.appends = 'work'
  await clock.advance(60_000)
  expect(host.openRoomCount).toBe(0)
  expect(await storedText()).toBe('xseed')
})

test('[D6] a log that has grown over its limit gives way to a snapshot', async () => {
  const [tab] = await openTabs(host, 1)
  for (let n = 0; n < 30; n++) {
    tab.doc.transact(() => {
      tab.doc.getText('t').delete(0, tab.doc.getText('t').length)
      tab.doc.getText('t').insert(0, 'x'.repeat(50_000))
    })
    deliverAll([tab])
    await clock.advance(5)
  }
  await clock.advance(2000)
  const stored = await storage.load('room')
  expect(stored?.updates).toHaveLength(0)
  expect(stored?.snapshotSeq).toBe(30)
  expect(await storedText()).toBe('x'.repeat(50_000))
})

test('[D6] 500 events that were moved 200 times each take at most 64 KiB at rest', async () => {
  const [tab] = await openTabs(host, 1)
  const events = tab.doc.getMap<Y.Map<unknown>>('events')
  tab.doc.transact(() => {
    for (let n = 0; n < 500; n++)
      events.set(`event-${n}`, new Y.Map(Object.entries({ title: `Event ${n}`, date: '2004' })))
  })
  for (let move = 0; move < 200; move++) {
    for (let n = 0; n < 500; n++) events.get(`event-${n}`)?.set('date', `${1900 + move}-${1 + (n % 12)}`)
    if (move % 20 === 19) {
      deliverAll([tab])
      await clock.advance(1100)
    }
  }
  tab.disconnect()
  await clock.advance(40_000)
  const stored = await storage.load('room')
  const logBytes = stored?.updates.reduce((sum, { update }) => sum + update.length, 0) ?? 0
  expect((stored?.snapshot?.length ?? Infinity) + logBytes).toBeLessThan(64 * 1024)
})

/** What a new process would read. */
async function storedText(): Promise<string | undefined> {
  return new RoomHost({ storage, clock: new HandClock() }).read('room', textOf)
}

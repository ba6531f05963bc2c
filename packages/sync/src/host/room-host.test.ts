import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
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

test('two tabs edit one document', async () => {
  const [a, b] = await openTabs(host, 2)
  type(a, 'x')
  deliverAll([a, b])
  expect(textOf(b.doc)).toBe('xseed')
})

test('[H2] what is sent before the room is loaded waits, in order', async () => {
  const tab = new Tab()
  type(tab, 'early ')
  tab.connect(host, 'room')
  while (tab.waitingToServer > 0) tab.pushOne()
  expect(tab.inbox).toHaveLength(0)
  await settle()
  deliverAll([tab])
  expect(textOf(tab.doc)).toMatch(/^(early seed|seedearly )$/)
})

test('[H2] what waits for the room may be twice the frame limit, also where that is another one', async () => {
  const limits = { maxFrameBytes: 10 * 1024 * 1024 }
  host = new RoomHost({ storage, clock, limits })
  const tabs = [new Tab({ clientId: 100 }), new Tab({ clientId: 101 })] as const
  for (const [n, tab] of tabs.entries()) {
    tab.connect(host, 'room')
    // Frames of 9 MiB each: two of them are within the limit, three are not.
    for (let count = 0; count < n + 2; count++) type(tab, 'x'.repeat(9 * 1024 * 1024))
    while (tab.waitingToServer > 0) tab.pushOne()
  }
  expect(tabs[0].closed).toBeUndefined()
  expect(tabs[1].closed).toBe(CLOSE.tooMany)
})

test('[H3] a copy of another generation is sent away, and nothing of it is merged', async () => {
  const tab = new Tab()
  type(tab, 'from another life')
  tab.connect(host, 'room', { generation: 'g0' })
  await settle()
  expect(tab.closed).toBe(CLOSE.otherGeneration)
  expect(await host.read('room', textOf)).toBe('seed')
})

test('[H4] a room that cannot be loaded is not taken for an empty one', async () => {
  storage.loads = 'fail'
  const tab = new Tab()
  type(tab, 'mine')
  tab.connect(host, 'room')
  await settle()
  expect(tab.closed).toBe(CLOSE.notLoaded)
  await expect(host.read('room', textOf)).rejects.toThrow('the disk is gone')
  storage.loads = 'work'
  tab.connect(host, 'room')
  await settle()
  deliverAll([tab])
  expect(textOf(tab.doc)).toContain('seed')
  expect(textOf(tab.doc)).toContain('mine')
})

test('[H4] a log with a hole is not opened', async () => {
  const update = updateOf('later')
  await storage.append([{ room: 'room', seq: 2, update, timeMs: 0 }])
  await expect(host.read('room', textOf)).rejects.toThrow('update 1 is missing')
})

test('a room that is not there is refused for good', async () => {
  const tab = new Tab()
  tab.connect(host, 'other')
  await settle()
  expect(tab.closed).toBe(CLOSE.notFound)
})

test('a room that many open at once is loaded once', async () => {
  await openTabs(host, 10)
  expect(storage.loadCount).toBe(1)
})

test('an idle room is unloaded after half a minute, and no timer is left', async () => {
  const [tab] = await openTabs(host, 1)
  await clock.advance(120_000)
  expect(host.openRoomCount).toBe(1)
  tab.disconnect()
  await clock.advance(20_000)
  expect(host.openRoomCount).toBe(1)
  await clock.advance(15_000)
  expect(host.openRoomCount).toBe(0)
  expect(clock.timerCount).toBe(0)
})

test('two thousand rooms that were opened and closed leave nothing behind', async () => {
  for (let n = 0; n < 2000; n++) {
    await storage.create({ id: `r${n}`, generation: 'g', state: seed('x') })
    const tab = new Tab()
    tab.connect(host, `r${n}`)
    await settle()
    tab.destroy()
  }
  expect(host.openRoomCount).toBe(2000)
  await clock.advance(40_000)
  expect(host.openRoomCount).toBe(0)
  expect(clock.timerCount).toBe(0)
})

test('[A3] a tab whose line is cut is gone for the others', async () => {
  const [a, b] = await openTabs(host, 2)
  a.awareness.setLocalState({ user: { name: 'Ada' } })
  deliverAll([a, b])
  expect(b.awareness.getStates().get(a.doc.clientID)).toEqual({ user: { name: 'Ada' } })
  a.disconnect()
  deliverAll([b])
  expect(b.awareness.getStates().has(a.doc.clientID)).toBe(false)
})

test('[A4] a tab that comes back with its old clock is seen again', async () => {
  const [a, b] = await openTabs(host, 2)
  a.awareness.setLocalState({ user: { name: 'Ada' } })
  deliverAll([a, b])
  a.disconnect()
  deliverAll([b])
  a.connect(host, 'room')
  deliverAll([a, b])
  await clock.advance(60)
  deliverAll([a, b])
  expect(b.awareness.getStates().get(a.doc.clientID)).toEqual({ user: { name: 'Ada' } })
})

test('a change by the server is done when it is on disk', async () => {
  const [tab] = await openTabs(host, 1)
  let done = false
  const editing = host
    .edit('room', (doc) => doc.getText('t').insert(0, 'server '))
    .then((found) => {
      done = true
      return found
    })
  await settle()
  deliverAll([tab])
  expect(textOf(tab.doc)).toBe('server seed')
  expect(done).toBe(false)
  await clock.advance(10)
  expect(await editing).toBe('stored')
  expect(await host.edit('other', () => {})).toBe('no-such-room')
})

test('[S9] a change by the server that breaks in the middle leaves nothing of itself behind', async () => {
  const [tab] = await openTabs(host, 1)
  const broken = host.edit('room', (doc) => {
    doc.getText('t').insert(0, 'half ')
    throw new Error('broken')
  })
  await expect(broken).rejects.toThrow('broken')
  expect(tab.closed).toBe(CLOSE.resync)
  expect(await host.read('room', textOf)).toBe('seed')
})

test('a change by the server does not keep its caller waiting for a disk that fails', async () => {
  storage.appends = 'fail'
  const editing = host.edit('room', (doc) => doc.getText('t').insert(0, 'later '), { patienceMs: 3000 })
  await clock.advance(3100)
  expect(await editing).toBe('not-stored-yet')
  storage.appends = 'work'
  await clock.advance(3000)
  expect(await storedText()).toBe('later seed')
})

test('a room that is removed sends its people away, also those who still wait', async () => {
  const [tab] = await openTabs(host, 1)
  const late = new Tab()
  late.connect(host, 'room')
  await host.remove('room')
  expect(tab.closed).toBe(CLOSE.notFound)
  expect(late.closed).toBe(CLOSE.notFound)
  expect(await storage.load('room')).toBeUndefined()
})

test('closing stores everything, tells the authors, and sends them away to come back', async () => {
  const [tab] = await openTabs(host, 1)
  type(tab, 'last ')
  tab.pushOne()
  const closing = host.close(5000)
  await clock.advance(10)
  expect(await closing).toEqual({ unsavedRooms: [] })
  expect(tab.closed).toBe(CLOSE.restarting)
  expect(await storedText()).toBe('last seed')
  const late = new Tab()
  late.connect(host, 'room')
  expect(late.closed).toBe(CLOSE.restarting)
  expect(clock.timerCount).toBe(0)
})

test('closing gives up on storage that hangs at its deadline, and says which rooms are not stored', async () => {
  const [tab] = await openTabs(host, 1)
  storage.appends = 'hang'
  type(tab, 'x')
  tab.pushOne()
  const closing = host.close(5000)
  await clock.advance(6000)
  expect(await closing).toEqual({ unsavedRooms: ['room'] })
  expect(tab.closed).toBe(CLOSE.restarting)
})

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

/** What a new process would read. */
async function storedText(): Promise<string | undefined> {
  return new RoomHost({ storage, clock: new HandClock() }).read('room', textOf)
}

/** A bug that shows in one room ends only that room: it is closed and loaded again, and the others notice nothing. */
import { beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import type { ReaderView } from '../room/readers.ts'
import type { Effect } from '../room/effect.ts'
import { Room } from '../room/room.ts'
import type { ConnectOptions } from './connection.ts'
import type { HostMeter } from './host-options.ts'
import { RoomHost } from './room-host.ts'
import { deliverAll, FaultyStorage, HandClock, nestTypes, settle, Tab, typeDepthOf } from '../testing/index.ts'
import { MAX_TYPE_DEPTH } from '../room/type-depth.ts'

type Step = 'receive' | 'updateIdentity' | 'leave' | 'tick' | 'stored' | 'storeFailed'

const LEGACY_DEPTH = 20_000

let storage: FaultyStorage
let clock: HandClock
let host: RoomHost
let failures: number
let warnings: { message: string; fields: Record<string, unknown> }[]
/** Fails where a test says so. */
let readerView: ReaderView

beforeEach(async () => {
  storage = new FaultyStorage()
  clock = new HandClock()
  failures = 0
  warnings = []
  readerView = {
    isHiding: (doc) => doc.getMap('m').has('hidden'),
    concerns: () => true,
    hide: (view) => view.getMap('m').delete('deep'),
    epoch: () => '0',
  }
  const meter: HostMeter = { stored() {}, fannedOut() {}, refused() {}, roomFailed: () => failures++ }
  const events = {
    info() {},
    warn: (message: string, fields: Record<string, unknown>) => warnings.push({ message, fields }),
  }
  const view: ReaderView = {
    isHiding: (doc) => readerView.isHiding(doc),
    concerns: (transaction) => readerView.concerns(transaction),
    hide: (copy, doc) => readerView.hide(copy, doc),
    epoch: (doc) => readerView.epoch(doc),
  }
  host = new RoomHost({ storage, clock, meter, events, readerView: view })
  for (const id of ['room', 'other']) await storage.create({ id, generation: 'g', state: stateOf(() => {}) })
})

test('[H4] a reader whom the room cannot take in is refused, and nobody else notices', async () => {
  const writer = await openTab('room')
  writer.doc.getMap('m').set('hidden', true)
  deliverAll([writer])
  readerView.hide = overflow
  const reader = await openTab('room', { mayWrite: false })
  expect(reader.closed).toBe(CLOSE.notLoaded)
  expect(host.connectionCount).toBe(1)
  expect(failures).toBe(1)
  expect(warnings.at(-1)).toMatchObject({ message: 'a room failed', fields: { room: 'room' } })
  await expectToWork(writer)
  readerView.hide = () => {}
  expect((await openTab('room', { mayWrite: false })).closed).toBeUndefined()
})

test('[H4] a reader who comes as the very first, and for whom the room is loaded, is refused as well', async () => {
  await storage.create({ id: 'hiding', generation: 'g', state: stateOf((doc) => doc.getMap('m').set('hidden', true)) })
  readerView.hide = overflow
  expect((await openTab('hiding', { mayWrite: false })).closed).toBe(CLOSE.notLoaded)
  await expectToWork(await openTab('hiding'))
})

test('[H4] readers who come back again and again make the room try less and less often', async () => {
  await storage.create({ id: 'hiding', generation: 'g', state: stateOf((doc) => doc.getMap('m').set('hidden', true)) })
  let tries = 0
  readerView.hide = () => {
    tries++
    overflow()
  }
  for (let comes = 0; comes < 120; comes++) {
    expect((await openTab('hiding', { mayWrite: false })).closed).toBe(CLOSE.notLoaded)
    await clock.advance(1000)
  }
  expect(tries).toBeGreaterThan(4)
  expect(tries).toBeLessThan(15)
})

/** Where a room can fail, by something that happens to it. */
const HAPPENINGS: Record<string, { step: Step; happens: (tab: Tab) => Promise<void> | void }> = {
  'a change': {
    step: 'receive',
    happens: (tab) => {
      tab.doc.getMap('m').set('key', 1)
      deliverAll([tab])
    },
  },
  'a name': { step: 'updateIdentity', happens: (tab) => tab.updateIdentity({ id: 'p', name: 'Ada', colour: 1 }) },
  'a farewell': { step: 'leave', happens: (tab) => tab.disconnect() },
  'a tick': { step: 'tick', happens: () => clock.advance(2000) },
  'what is stored': {
    step: 'stored',
    happens: async (tab) => {
      tab.doc.getMap('m').set('key', 1)
      deliverAll([tab])
      await clock.advance(100)
    },
  },
  'trouble with storing': {
    step: 'storeFailed',
    happens: async (tab) => {
      storage.appends = 'fail'
      tab.doc.getMap('m').set('key', 1)
      deliverAll([tab])
      await clock.advance(100)
    },
  },
}

for (const [name, { step, happens }] of Object.entries(HAPPENINGS)) {
  test(`[S9] ${name} that breaks a room ends that room, and is thrown at nobody`, async () => {
    const tab = await openTab('room')
    const bystander = await openTab('other')
    const colleague = await openTab('room')
    breakOnce(step)
    await happens(tab)
    storage.appends = 'work'
    await clock.advance(5000)
    expect(colleague.closed).toBe(CLOSE.resync)
    expect(bystander.closed).toBeUndefined()
    expect(failures).toBeGreaterThan(0)
    await expectToWork(bystander)
    await expectToWork(await openTab('room'))
  })
}

test('[S9] a room that fails again and again is refused for a while, and the others are not', async () => {
  const bystander = await openTab('other')
  const codes: unknown[] = []
  for (let comes = 0; comes < 5; comes++) {
    const tab = await openTab('room')
    if (!tab.closed) {
      breakOnce('tick')
      await clock.advance(1001)
    }
    codes.push(tab.closed)
  }
  expect(codes.slice(0, 3)).toEqual([CLOSE.resync, CLOSE.resync, CLOSE.resync])
  expect(codes.slice(3)).toContain(CLOSE.notLoaded)
  const loads = storage.loadCount
  await expect(host.read('other', () => 'read')).resolves.toBe('read')
  await clock.advance(60_000)
  await expectToWork(await openTab('room'))
  expect(storage.loadCount).toBe(loads + 1)
  expect(bystander.closed).toBeUndefined()
})

test('[H4] a room that cannot be read is read less and less often, and told so in a sentence', async () => {
  await storage.append([{ room: 'room', seq: 2, update: Uint8Array.of(0, 0), timeMs: 0 }])
  for (let comes = 0; comes < 120; comes++) {
    expect((await openTab('room')).closed).toBe(CLOSE.notLoaded)
    await clock.advance(1000)
  }
  expect(storage.loadCount).toBeGreaterThan(4)
  expect(storage.loadCount).toBeLessThan(15)
  while (storage.loadCount < 15) await host.read('room', () => {}).catch(() => clock.advance(1000))
  await expect(host.read('room', () => {})).rejects.toMatchObject({
    forPeople: expect.stringContaining('several times'),
  })
  expect((await openTab('other')).closed).toBeUndefined()
})

test('[H4] a disk that fails is no reason to leave a room alone', async () => {
  storage.loads = 'fail'
  for (let comes = 0; comes < 20; comes++) expect((await openTab('room')).closed).toBe(CLOSE.notLoaded)
  storage.loads = 'work'
  await expectToWork(await openTab('room'))
})

test('a document that was stored too deep is opened, read by writers and readers, and never deeper', async () => {
  const state = stateOf((doc) => {
    doc.transact(() => nestTypes(doc, ['map', 'list'], LEGACY_DEPTH))
    doc.getMap('m').set('hidden', true)
  })
  await storage.create({ id: 'deep', generation: 'g', state })
  const [writer, reader] = [await openTab('deep'), await openTab('deep', { mayWrite: false })]
  expect(reader.closed).toBeUndefined()
  await clock.advance(100)
  deliverAll([writer, reader])
  // What this view hides is the deep part itself.
  expect(reader.doc.getMap('m').has('deep')).toBe(false)
  expect(typeDepthOf(writer.doc)).toBe(LEGACY_DEPTH)
  await expectToWork(writer)
  writer.doc.getMap('m').set('more', new Y.Map())
  deliverAll([writer])
  expect(writer.closed).toBeUndefined()
  expect(failures).toBe(0)
})

test('readers get of a document that was stored too deep what is within the limit', async () => {
  readerView.hide = () => {}
  const state = stateOf((doc) => {
    doc.transact(() => nestTypes(doc, ['map'], LEGACY_DEPTH))
    doc.getMap('m').set('hidden', true)
  })
  await storage.create({ id: 'deep', generation: 'g', state })
  const reader = await openTab('deep', { mayWrite: false })
  await clock.advance(100)
  deliverAll([reader])
  let [at, levels] = [reader.doc.getMap('m'), 0]
  for (let next = at.get('deep'); next instanceof Y.Map; next = at.get('deep')) {
    at = next
    levels++
  }
  expect(levels).toBe(MAX_TYPE_DEPTH)
  expect(failures).toBe(0)
})

function overflow(): never {
  throw new RangeError('Maximum call stack size exceeded')
}

/** The next time that this happens to the room, it fails. */
function breakOnce(step: Step): void {
  const proper = Room.prototype[step] as (...args: unknown[]) => unknown
  const spy = vi.spyOn(Room.prototype, step)
  spy.mockImplementation(function (this: Room, ...args: unknown[]) {
    if (this.id !== 'room') return proper.apply(this, args) as Effect[]
    spy.mockRestore()
    return overflow()
  })
}

function stateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdateV2(doc)
}

async function openTab(room: string, options: Partial<ConnectOptions> = {}): Promise<Tab> {
  const tab = new Tab()
  tab.connect(host, room, options)
  await settle()
  deliverAll([tab])
  return tab
}

/** What a tab writes is stored. */
async function expectToWork(tab: Tab): Promise<void> {
  tab.doc.getText('works').insert(0, 'x')
  deliverAll([tab])
  await clock.advance(1000)
  deliverAll([tab])
  expect(tab.closed).toBeUndefined()
  expect(tab.savedClock).toBe(tab.ownClock)
}

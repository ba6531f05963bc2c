/** What readers hear where something is hidden: here each key of `m` that is named in `hidden`. */
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { MemoryStorage } from '../storage/memory-storage.ts'
import { CLOSE } from '../wire/close.ts'
import type { ReaderView } from './readers.ts'
import { RoomHost } from '../host/room-host.ts'
import { deliverAll, HandClock, settle, Tab } from '../testing/index.ts'

const view: ReaderView = {
  isHiding: (doc) => doc.getMap('hidden').size > 0,
  concerns: ({ doc, changed }) => {
    const types: unknown[] = [...changed.keys()]
    return types.includes(doc.getMap('hidden')) || types.includes(doc.getMap('m'))
  },
  hide(copy, doc) {
    const keys = [...doc.getMap('hidden').keys()].filter((key) => copy.getMap('m').has(key))
    for (const key of keys) copy.getMap('m').delete(key)
    return keys.length > 0
  },
  epoch: (doc) => {
    let shown = 0
    for (const item of doc.getMap('hidden')._map.values()) if (item.deleted) shown += item.length
    return String(shown)
  },
}
const SECRET = 'SECRET'
const SLOW_BYTES = 2 * 1024 * 1024

let storage: MemoryStorage
let clock: HandClock
let host: RoomHost
let tabs: Tab[]

beforeEach(async () => {
  storage = new MemoryStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock, readerView: view })
  tabs = []
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

test('[R1] while nothing is hidden, readers and writers hear the same frames', async () => {
  const [writer, colleague, reader] = [await open('writer'), await open('writer'), await open('reader')]
  writer.doc.getMap('m').set('a', 'one')
  writer.pushOne()
  await clock.advance(100)
  expect(reader.inbox[0]).toBe(colleague.inbox[0])
})

test('[R2] what is hidden from readers who have it is deleted for them, and how it is told holds nothing of it', async () => {
  const [writer, colleague, reader] = [await open('writer'), await open('writer'), await open('reader')]
  writer.doc.getMap('m').set('a', SECRET)
  writer.doc.getMap('m').set('b', 'open')
  await deliver()
  expect(bytesOf(reader)).toContain(SECRET)
  hide(writer, 'a')
  writer.pushOne()
  await clock.advance(100)
  expect(reader.inbox.length).toBeGreaterThan(0)
  expect(reader.inbox.map(textOf).join('')).not.toContain(SECRET)
  await deliver()
  expect(reader.doc.getMap('m').toJSON()).toEqual({ b: 'open' })
  expect(bytesOf(reader)).not.toContain(SECRET)
  expect(colleague.doc.getMap('m').toJSON()).toEqual({ a: SECRET, b: 'open' })
})

test('[R2] what was written within the window in which it is hidden is never told to readers', async () => {
  const [writer, reader] = [await open('writer'), await open('reader')]
  for (let n = 0; n < 20; n++) await open('writer')
  writer.doc.getMap('m').set('x', 'begins a window')
  writer.pushOne()
  writer.doc.getMap('m').set('a', SECRET)
  writer.doc.getMap('m').set('b', 'open')
  hide(writer, 'a')
  while (writer.waitingToServer > 0) writer.pushOne()
  await clock.advance(1000)
  expect(reader.inbox.map(textOf).join('')).not.toContain(SECRET)
  await deliver()
  expect(reader.doc.getMap('m').toJSON()).toEqual({ x: 'begins a window', b: 'open' })
})

test('[R1] who joins, comes back or asks again hears nothing of what is hidden', async () => {
  const writer = await open('writer')
  writer.doc.getMap('m').set('a', SECRET)
  await deliver()
  const early = await open('reader')
  early.disconnect()
  hide(writer, 'a')
  await deliver()
  const late = await open('reader', { delivered: false })
  const frames: string[] = []
  for (const tab of [early, late]) {
    if (!tab.isConnected) tab.connect(host, 'room', { mayWrite: false, generation: 'g.0' })
    await settle()
    tab.pushOne()
    frames.push(...tab.inbox.map(textOf))
  }
  expect(frames.length).toBeGreaterThan(1)
  expect(frames.join('')).not.toContain(SECRET)
  await deliver()
  for (const tab of [early, late]) expect(tab.doc.getMap('m').toJSON()).toEqual({})
})

test('[R1] an answer that was made before something was hidden is not given after it', async () => {
  const writer = await open('writer')
  writer.doc.getMap('m').set('first', 'first')
  writer.doc.getMap('m').set('a', SECRET)
  hide(writer, 'first')
  await deliver()
  await open('reader')
  hide(writer, 'a')
  await deliver()
  const reader = await open('reader', { delivered: false })
  reader.pushOne()
  expect(reader.inbox.map(textOf).join('')).not.toContain(SECRET)
  await deliver()
  expect(reader.doc.getMap('m').toJSON()).toEqual({})
})

test.each(['the first', 'the second'])('[F1] a reader that was slow while %s thing was hidden', async (which) => {
  const [writer, reader] = [await open('writer'), await open('reader')]
  if (which === 'the second') {
    writer.doc.getMap('m').set('z', 'first')
    hide(writer, 'z')
    await deliver()
  }
  reader.queuedBytes = SLOW_BYTES
  writer.doc.getMap('m').set('x', 'makes it slow')
  await deliver()
  expect(host.stalledCount).toBe(1)
  writer.doc.getMap('m').set('a', SECRET)
  await deliver()
  hide(writer, 'a')
  writer.doc.getMap('m').set('b', 'open')
  await deliver()
  reader.queuedBytes = 0
  await clock.advance(1000)
  expect(reader.inbox.map(textOf).join('')).not.toContain(SECRET)
  await deliver()
  expect(reader.doc.getMap('m').toJSON()).toEqual({ x: 'makes it slow', b: 'open' })
})

test('[R1] presence reaches writers and readers alike, also what waited when they parted', async () => {
  const [writer, reader] = [await open('writer'), await open('reader')]
  writer.awareness.setLocalState({ user: { name: 'Ada' } })
  hide(writer, 'a')
  await deliver()
  const colleague = await open('writer')
  colleague.awareness.setLocalState({ user: { name: 'Bob' } })
  await deliver()
  expect([...reader.awareness.getStates().values()]).toEqual([{ user: { name: 'Ada' } }, { user: { name: 'Bob' } }])
})

test('[R3] when something is shown again, readers begin anew and writers do not notice', async () => {
  const [writer, reader] = [await open('writer'), await open('reader')]
  writer.doc.getMap('m').set('a', SECRET)
  hide(writer, 'a')
  await deliver()
  expect(reader.doc.getMap('m').toJSON()).toEqual({})
  writer.doc.getMap('hidden').delete('a')
  await deliver()
  expect(reader.closed).toBe(CLOSE.otherGeneration)
  expect(writer.isConnected).toBe(true)
  reader.connect(host, 'room', { mayWrite: false, generation: 'g.0' })
  expect(reader.closed).toBe(CLOSE.otherGeneration)
  const anew = await open('reader')
  expect(anew.doc.getMap('m').toJSON()).toEqual({ a: SECRET })
})

test('[R3] the generation of readers is never that of writers, and the same after a restart', async () => {
  expect(await host.read('room', (_doc, generations) => generations)).toEqual({ writers: 'g', readers: 'g.0' })
  const writer = await open('writer')
  for (let n = 0; n < 3; n++) {
    hide(writer, 'a')
    await deliver()
    writer.doc.getMap('hidden').delete('a')
    await deliver()
  }
  const seen = await host.read('room', (_doc, generations) => generations)
  expect(seen).toEqual({ writers: 'g', readers: 'g.3' })
  const closing = host.close(1000)
  await clock.advance(1000)
  await closing
  host = new RoomHost({ storage, clock, readerView: view })
  expect(await host.read('room', (_doc, generations) => generations)).toEqual(seen)
})

test.each([
  [true, 'g', true],
  [true, 'g.0', false],
  [false, 'g', false],
  [false, 'g.0', true],
  [true, undefined, true],
  [false, undefined, true],
])('[H3] may write: %s, with generation %s: let in: %s', async (mayWrite, generation, isLetIn) => {
  const tab = new Tab()
  tab.connect(host, 'room', { mayWrite, generation })
  await settle()
  expect(tab.closed).toBe(isLetIn ? undefined : CLOSE.otherGeneration)
})

test('[H3] without a view of their own, readers have the generation of writers', async () => {
  host = new RoomHost({ storage, clock })
  expect(await host.read('room', (_doc, generations) => generations)).toEqual({ writers: 'g', readers: 'g' })
})

test('[R1] a copy for readers that nobody needs is given up, and made again for the next', async () => {
  const writer = await open('writer')
  writer.doc.getMap('m').set('a', SECRET)
  hide(writer, 'a')
  await deliver()
  const reader = await open('reader')
  reader.disconnect()
  await clock.advance(60_000)
  writer.doc.getMap('m').set('b', 'open')
  await deliver()
  const next = await open('reader')
  expect(next.doc.getMap('m').toJSON()).toEqual({ b: 'open' })
  expect(bytesOf(next)).not.toContain(SECRET)
})

async function open(role: 'writer' | 'reader', { delivered = true } = {}): Promise<Tab> {
  const tab = new Tab({ clientId: 100 + tabs.length })
  tabs.push(tab)
  const generation = await host.read('room', (_doc, { writers, readers }) => (role === 'writer' ? writers : readers))
  tab.connect(host, 'room', { mayWrite: role === 'writer', generation })
  await settle()
  if (delivered) await deliver()
  return tab
}

async function deliver(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    deliverAll(tabs)
    await clock.advance(100)
  }
  deliverAll(tabs)
}

function hide(tab: Tab, key: string): void {
  tab.doc.getMap('hidden').set(key, '1970')
}

function bytesOf(tab: Tab): string {
  return textOf(Y.encodeStateAsUpdate(tab.doc))
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

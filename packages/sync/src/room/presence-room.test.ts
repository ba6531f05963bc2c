/** Who sees whom, between real y-protocols clients and a real room. Time is faked for both sides alike. */
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { MAX_PRESENCE_BYTES, Presence } from './presence.ts'
import type { Identity } from './session.ts'
import type { PresenceEntry } from '../wire/client-message.ts'
import { presenceFrame } from '../wire/frames.ts'
import { RoomHost } from '../host/room-host.ts'
import { deliverAll, HandClock, SeededRandom, settle, Tab } from '../testing/index.ts'
import { MemoryStorage } from '../storage/memory-storage.ts'

// Before anything is imported: lib0 keeps the Date.now that it finds.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
})

const STEP_MS = 500
/** After which a y-websocket client takes a silent server for dead, and a silent colleague for gone. */
const SILENCE_MS = 30_000

let storage: MemoryStorage
let clock: HandClock
let host: RoomHost
let tabs: Tab[]

beforeEach(async () => {
  storage = new MemoryStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock })
  tabs = []
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

afterEach(() => {
  for (const tab of tabs) tab.destroy()
})

test('[A5] 40 people who do nothing see each other for ten minutes, on at most 45 messages in 30 s', async () => {
  const people = 40
  for (let n = 0; n < people; n++) {
    // Heartbeats of real people are spread over their 15 s.
    await pass(STEP_MS)
    await open({ name: `person ${n}`, wantsReceipts: n % 2 === 0 })
  }
  await pass(60_000)
  const lastHeardMs = new Map(tabs.map((tab) => [tab, clock.nowMs()]))
  let messages = 0
  let longestSilenceMs = 0
  const minutes = 10
  for (let ms = 0; ms < minutes * 60_000; ms += STEP_MS) {
    await advance(STEP_MS)
    for (const tab of tabs) {
      while (tab.waitingToServer > 0) tab.pushOne()
    }
    for (const tab of tabs) {
      if (tab.waitingToTab > 0) {
        longestSilenceMs = Math.max(longestSilenceMs, clock.nowMs() - (lastHeardMs.get(tab) ?? 0))
        lastHeardMs.set(tab, clock.nowMs())
      }
      messages += tab.waitingToTab
      while (tab.waitingToTab > 0) tab.pullOne()
    }
    const seen = tabs.map((tab) => tab.awareness.getStates().size)
    if (seen.some((count) => count !== people)) throw new Error(`after ${ms} ms, people see ${seen.join(', ')}`)
  }
  expect(longestSilenceMs).toBeGreaterThan(0)
  expect(longestSilenceMs).toBeLessThan(SILENCE_MS)
  expect(messages / (minutes * 2)).toBeLessThanOrEqual(45)
})

test('[A5] somebody who is alone, and says nothing of themselves, hears something within 30 s', async () => {
  const tab = await open({ name: null })
  for (let round = 0; round < 10; round++) {
    let silentMs = 0
    while (tab.waitingToTab === 0) {
      await advance(STEP_MS)
      silentMs += STEP_MS
      expect(silentMs).toBeLessThan(SILENCE_MS)
    }
    while (tab.waitingToTab > 0) tab.pullOne()
  }
})

test('[A3] who leaves is gone for the others at once, also the second time and on an explicit null', async () => {
  const [ada, bob] = [await open({ name: 'Ada' }), await open({ name: 'Bob' })]
  await pass(1000)
  for (const leave of [
    () => ada.disconnect(),
    () => ada.disconnect(),
    () => ada.awareness.setLocalState(null),
    () => ada.disconnect(),
  ]) {
    expect(bob.awareness.getStates().get(ada.doc.clientID)).toEqual({ user: { name: 'Ada' } })
    leave()
    deliverAll(tabs)
    await pass(1000)
    expect(bob.awareness.getStates().has(ada.doc.clientID)).toBe(false)
    if (!ada.isConnected) ada.connect(host, 'room')
    ada.awareness.setLocalState({ user: { name: 'Ada' } })
    await pass(1000)
  }
})

test('[A3] a caret that is taken away and put back within a second is there again', async () => {
  const [ada, bob] = [await open({ name: 'Ada' }), await open({ name: 'Bob' })]
  for (let n = 0; n < 5; n++) {
    ada.awareness.setLocalState(null)
    ada.awareness.setLocalState({ user: { name: `Ada ${n}` } })
  }
  await pass(1000)
  expect(bob.awareness.getStates().get(ada.doc.clientID)).toEqual({ user: { name: 'Ada 4' } })
})

test('[A6] a reader publishes nothing, and is not missed', async () => {
  const writer = await open({ name: 'Ada' })
  const reader = await open({ name: 'Eve', mayWrite: false })
  await pass(60_000)
  expect([...writer.awareness.getStates().keys()]).toEqual([writer.doc.clientID])
  expect(reader.awareness.getStates().get(writer.doc.clientID)).toEqual({ user: { name: 'Ada' } })
  reader.disconnect()
  await pass(1000)
  expect([...writer.awareness.getStates().keys()]).toEqual([writer.doc.clientID])
})

test('[A7] a new name reaches everyone as soon as its owner has been asked, a hundred times in a row', async () => {
  const ada = await open({ name: 'claimed', user: { id: 'u1', name: 'Ada' } })
  const others = [await open({ name: 'Bob' }), await open({ name: 'Eve', mayWrite: false })]
  await pass(1000)
  const heardOfAda = () => others.map((tab) => tab.awareness.getStates().get(ada.doc.clientID)?.user)
  const changes: number[] = []
  ada.awareness.on('change', ({ updated }: { updated: number[] }) => changes.push(...updated))
  for (let n = 0; n < 100; n++) {
    const user = { id: 'u1', name: `Ada ${n}`, colour: n % 9 }
    ada.updateIdentity(user)
    deliverAll(tabs)
    await advance(60)
    deliverAll(tabs)
    expect(heardOfAda()).toEqual([user, user])
  }
  // Her own page says what it said, and is heard on.
  expect(changes).toEqual([])
  expect(ada.awareness.getLocalState()).toEqual({ user: { name: 'claimed' } })
  ada.awareness.setLocalStateField('where', { event: 'e1' })
  await pass(1000)
  expect(others.map((tab) => tab.awareness.getStates().get(ada.doc.clientID)?.where)).toEqual([
    { event: 'e1' },
    { event: 'e1' },
  ])
})

test('[A7] a new name that crosses what its owner says, or comes before it has said anything, is the one that stays', async () => {
  const ada = await open({ name: null, user: { id: 'u1', name: 'Ada' } })
  const bob = await open({ name: 'Bob' })
  const heardOfAda = () => bob.awareness.getStates().get(ada.doc.clientID)?.user?.name as string
  ada.updateIdentity({ id: 'u1', name: 'Ada 1' })
  ada.awareness.setLocalState({ user: { name: 'claimed' } })
  await pass(1000)
  expect(heardOfAda()).toBe('Ada 1')
  for (let n = 2; n < 20; n++) {
    ada.awareness.setLocalStateField('where', { event: `before ${n}` })
    ada.updateIdentity({ id: 'u1', name: `Ada ${n}` })
    ada.awareness.setLocalStateField('where', { event: `after ${n}` })
    await pass(1000)
    expect(bob.awareness.getStates().get(ada.doc.clientID)).toEqual({
      user: { id: 'u1', name: `Ada ${n}` },
      where: { event: `after ${n}` },
    })
  }
})

test('[A7] a new name stays after the owner, or the other, has come back', async () => {
  const ada = await open({ name: 'claimed', user: { id: 'u1', name: 'Ada' } })
  const bob = await open({ name: 'Bob' })
  for (let n = 0; n < 5; n++) ada.updateIdentity({ id: 'u1', name: `Ada ${n}` })
  await pass(1000)
  for (const tab of [bob, ada, bob, ada]) {
    tab.disconnect()
    await pass(1000)
    tab.connect(host, 'room', { mayWrite: true, user: tab === ada ? { id: 'u1', name: 'Ada 4' } : undefined })
    await settle()
    await pass(1500)
    expect(bob.awareness.getStates().get(ada.doc.clientID)?.user).toEqual({ id: 'u1', name: 'Ada 4' })
  }
})

test('[A7] an owner who does not answer has the new name with the next thing that is heard of them', async () => {
  const ada = await open({ name: 'claimed', user: { id: 'u1', name: 'Ada' } })
  const bob = await open({ name: 'Bob' })
  await pass(1000)
  ada.updateIdentity({ id: 'u1', name: 'Anna' })
  ada.pullOne('lose')
  expect(ada.waitingToServer).toBe(0)
  await pass(20_000)
  expect(bob.awareness.getStates().get(ada.doc.clientID)?.user).toEqual({ id: 'u1', name: 'Anna' })
})

test('[A8] a client whose line breaks for a moment sees everyone again at once, writer or reader, time after time', async () => {
  const people = await openPeople(5)
  const reader = await open({ name: null, mayWrite: false })
  await pass(1000)
  for (let n = 0; n < 10; n++) {
    for (const tab of [people[n % 5] as Tab, reader]) {
      tab.disconnect()
      await pass(2 * STEP_MS)
      await comeBack(tab, tab !== reader)
      expectAllSeen(people, [...people, reader])
    }
  }
})

test('[A8] after a restart everyone sees everyone as soon as all are back, in any order', async () => {
  const random = new SeededRandom(7)
  const people = await openPeople(6)
  await pass(20_000)
  for (let restarts = 0; restarts < 5; restarts++) {
    const closing = host.close(5000)
    await clock.advance(10)
    await closing
    host = new RoomHost({ storage, clock })
    for (const tab of shuffled(people, random)) {
      await comeBack(tab)
      if (random.chance(0.3)) await pass(STEP_MS)
    }
    deliverAll(tabs)
    await advance(60)
    deliverAll(tabs)
    expectAllSeen(people, people)
  }
})

test('[A8] a client that was away for an hour, or comes back when the room was empty, is seen at once', async () => {
  const [ada, bob] = [await open({ name: 'Ada' }), await open({ name: 'Bob' })]
  await pass(1000)
  ada.disconnect()
  await pass(3_600_000 / 60)
  await clock.advance(3_600_000)
  await comeBack(ada)
  expectAllSeen([ada, bob], [ada, bob])
  ada.disconnect()
  bob.disconnect()
  // The room goes out of memory.
  await clock.advance(120_000)
  await comeBack(bob)
  await comeBack(ada)
  expectAllSeen([ada, bob], [ada, bob])
})

test('[A8] a lecture hall that opens the page asks nobody anything, and one line that breaks for ever not every time', async () => {
  const people = await openPeople(5)
  people[0]?.doc.getText('t').insert(0, 'not empty')
  await pass(30_000)
  const clocks = () => people.map((tab) => tab.awareness.meta.get(tab.doc.clientID)?.clock ?? 0)
  const before = clocks()
  for (let n = 0; n < 30; n++) (await open({ name: null, mayWrite: false })).disconnect()
  expect(clocks()).toEqual(before)

  const flapping = await open({ name: null, mayWrite: false })
  for (let n = 0; n < 100; n++) {
    flapping.disconnect()
    await comeBack(flapping, false)
  }
  // 100 times 60 ms: five rounds at once, and then one a second, beside the heartbeats of 15 s.
  expect(Math.max(...clocks().map((clock, who) => clock - (before[who] ?? 0)))).toBeLessThanOrEqual(13)
  await pass(1500)
  expectAllSeen(people, [...people, flapping])
})

test('[A1] nobody speaks for a colleague, or sends them away, in 1,000 attempts', async () => {
  const random = new SeededRandom(1)
  const honest = [await open({ name: 'Ada' }), await open({ name: 'Bob' }), await open({ name: 'Cem' })]
  const names = honest.map((tab) => tab.awareness.getLocalState())
  let forger = await open({ name: 'Eve' })
  await pass(1000)
  for (let n = 0; n < 1000; n++) {
    const entries: PresenceEntry[] = Array.from({ length: 1 + random.below(3) }, () => ({
      clientId: random.pick(honest).doc.clientID,
      clock: random.pick([0, 1, 2, random.below(1000), 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1]),
      state: random.pick(['null', '{"user":{"name":"Eve"}}', '{}', '{"user":null}']),
    }))
    if (random.chance(0.1)) {
      // Also as the first thing that a connection says, or with its own state before and after.
      forger.destroy()
      forger = await open({ name: random.chance(0.5) ? 'Eve' : null })
    }
    forger.sendRaw(presenceFrame(entries))
    deliverAll([...tabs, forger])
    if (random.chance(0.02)) honest[0]?.awareness.setLocalStateField('where', { event: `e${n}` })
    if (random.chance(0.05)) await pass(STEP_MS)
    deliverAll([...tabs, forger])
    honest.forEach((tab, who) => {
      for (const other of honest) {
        const state = other.awareness.getStates().get(tab.doc.clientID)
        expect(state?.user).toEqual(names[who]?.user)
      }
    })
  }
}, 60_000)

test('[A1] what is kept about those who left does not grow with their number', () => {
  const presence = new Presence()
  const state = JSON.stringify({ user: { name: 'x'.repeat(MAX_PRESENCE_BYTES / 2) } })
  let most = 0
  for (let visitor = 1; visitor <= 10_000; visitor++) {
    presence.receive(visitor, [{ clientId: visitor, clock: 1, state }])
    presence.leave(visitor, visitor)
    most = Math.max(most, presence.departedCount)
  }
  expect(presence.size).toBe(0)
  expect(presence.entries()).toEqual([])
  expect(most).toBeLessThanOrEqual(1000)
  presence.forgetDeparted(60 * 60_000)
  expect(presence.departedCount).toBe(0)
})

async function open({
  name,
  mayWrite = true,
  wantsReceipts = true,
  user,
}: {
  name: string | null
  mayWrite?: boolean
  wantsReceipts?: boolean
  user?: Identity
}): Promise<Tab> {
  const tab = new Tab({ wantsReceipts })
  if (name !== null) tab.awareness.setLocalState({ user: { name } })
  tabs.push(tab)
  tab.connect(host, 'room', { mayWrite, user })
  await settle()
  deliverAll(tabs)
  return tab
}

async function openPeople(count: number): Promise<Tab[]> {
  const people: Tab[] = []
  for (let n = 0; n < count; n++) people.push(await open({ name: `person ${n}` }))
  return people
}

function shuffled<T>(list: readonly T[], random: SeededRandom): T[] {
  return list
    .map((each) => ({ each, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)
}

/** As y-websocket comes back: with its document, and with the clocks that it has heard. Well within a second. */
async function comeBack(tab: Tab, mayWrite = true): Promise<void> {
  tab.connect(host, 'room', { mayWrite })
  await settle()
  deliverAll(tabs)
  await advance(60)
  deliverAll(tabs)
}

function expectAllSeen(people: readonly Tab[], by: readonly Tab[]): void {
  const ids = people.map(({ doc }) => doc.clientID)
  const unseen = by.map((tab) => ids.filter((id) => !tab.awareness.getStates().has(id)))
  expect(unseen).toEqual(by.map(() => []))
}

/** Time goes by on both sides, and everything that is sent arrives. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await advance(STEP_MS)
    deliverAll(tabs)
  }
}

async function advance(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  await clock.advance(ms)
}

/** Real y-protocols clients in a real room. Time is passed by hand, for both sides alike: the caller fakes the timers. */
import { afterEach, beforeEach, expect, vi } from 'vitest'
import * as Y from 'yjs'
import { RoomHost } from '../host/room-host.ts'
import type { Identity } from '../room/session.ts'
import { MemoryStorage } from '../storage/memory-storage.ts'
import { HandClock, settle } from './hand-clock.ts'
import { deliverAll, Tab } from './tab.ts'

export const STEP_MS = 500

let storage: MemoryStorage
/** These three are new for each test. */
export let clock: HandClock
export let host: RoomHost
export let tabs: Tab[]

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

export async function open({
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

export async function openPeople(count: number): Promise<Tab[]> {
  const people: Tab[] = []
  for (let n = 0; n < count; n++) people.push(await open({ name: `person ${n}` }))
  return people
}

/** As y-websocket comes back: with its document, and with the clocks that it has heard. Well within a second. */
export async function comeBack(tab: Tab, mayWrite = true): Promise<void> {
  tab.connect(host, 'room', { mayWrite })
  await settle()
  deliverAll(tabs)
  await advance(60)
  deliverAll(tabs)
}

/** Time goes by on both sides, and everything that is sent arrives. */
export async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await advance(STEP_MS)
    deliverAll(tabs)
  }
}

export async function advance(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  await clock.advance(ms)
}

/** Where it was closed before: as after a restart, with the storage that it had. */
export function startHost(): void {
  host = new RoomHost({ storage, clock })
}

export function expectAllSeen(people: readonly Tab[], by: readonly Tab[]): void {
  const ids = people.map(({ doc }) => doc.clientID)
  const unseen = by.map((tab) => ids.filter((id) => !tab.awareness.getStates().has(id)))
  expect(unseen).toEqual(by.map(() => []))
}

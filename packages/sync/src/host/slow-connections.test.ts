import { beforeEach, expect, test } from 'vitest'
import { CLOSE } from '../wire/close.ts'
import { RoomHost } from './room-host.ts'
import { deliverAll, FaultyStorage, HandClock } from '../testing/index.ts'
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

test('[F1] a stalled reader holds little, costs the others nothing, and catches up', async () => {
  const [a, slow] = await openTabs(host, 2)
  type(a, 'x')
  slow.queuedBytes = 2 * 1024 * 1024
  deliverAll([a])
  const waiting = slow.waitingToTab
  for (let n = 0; n < 500; n++) type(a, 'y'.repeat(1000))
  deliverAll([a])
  expect(slow.waitingToTab).toBe(waiting)
  slow.queuedBytes = 0
  await clock.advance(200)
  deliverAll([a, slow])
  expect(textOf(slow.doc)).toBe(textOf(a.doc))
})

test('[F1] a reader that takes nothing for half a minute is cut off, with a code on which it comes back', async () => {
  const [a, slow] = await openTabs(host, 2)
  slow.queuedBytes = 2 * 1024 * 1024
  type(a, 'x')
  deliverAll([a])
  await clock.advance(29_000)
  expect(slow.closed).toBeUndefined()
  await clock.advance(2000)
  expect(slow.closed).toBe(CLOSE.tooSlow)
})

test('[F1] a stalled reader that keeps asking is cut off', async () => {
  const [a, slow] = await openTabs(host, 2)
  slow.queuedBytes = 5 * 1024 * 1024
  type(a, 'x')
  deliverAll([a])
  slow.sendRaw(Uint8Array.of(0, 0, 1, 0))
  slow.pushOne()
  expect(slow.closed).toBe(CLOSE.tooSlow)
})

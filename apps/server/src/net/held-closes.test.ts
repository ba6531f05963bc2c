import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import { expect, test } from 'vitest'
import { HeldCloses, holdBackFinalCloses } from './held-closes.ts'

let now = 0
const ada = { key: 'ada', isNobody: false, arrivedMs: Infinity }
const AT_ONCE = 10

test('the first goodbyes are said at once, and each further one later, up to 30 s', () => {
  const held = new HeldCloses(() => now)
  expect(Array.from({ length: AT_ONCE }, () => held.waitMs(ada))).toEqual(Array.from({ length: AT_ONCE }, () => 0))
  expect(Array.from({ length: 7 }, () => held.waitMs(ada))).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  expect(held.waitMs({ ...ada, key: 'ben' })).toBe(0)
})

test('many who came before the first of them was sent away have not come back', () => {
  const held = new HeldCloses(() => now)
  for (let n = 0; n <= AT_ONCE; n++) held.waitMs(ada)
  const together = { ...ada, arrivedMs: now }
  expect(Array.from({ length: 50 }, () => held.waitMs(together))).toEqual(Array.from({ length: 50 }, () => 1000))
  expect(held.waitMs(ada)).toBe(2000)
})

test('who was let in meanwhile begins anew', () => {
  const held = new HeldCloses(() => now)
  for (let n = 0; n < 20; n++) held.waitMs(ada)
  held.letIn(ada)
  expect(held.waitMs(ada)).toBe(0)
})

test('who comes back after a while begins anew, and who waits as long as told does not', () => {
  const held = new HeldCloses(() => now)
  for (let n = 0; n < 20; n++) now += held.waitMs(ada) + 100
  expect(held.waitMs(ada)).toBe(30_000)
  now += 120_001
  expect(held.waitMs(ada)).toBe(0)
})

test('a class without sessions at one address is not slowed by one another', () => {
  const held = new HeldCloses(() => now)
  const nobody = { ...ada, key: 'nobody', isNobody: true }
  expect(Array.from({ length: 20 }, () => held.waitMs(nobody))).toEqual(Array.from({ length: 20 }, () => 0))
  expect(held.waitMs(nobody)).toBe(1000)
})

test('what is wrong in a frame is told five times at once, and a peer that does not speak the protocol is never held', () => {
  const held = new HeldCloses(() => now)
  for (const code of [4413, 4414, 4400, 4413, 4413]) expect(held.waitMs(ada, code, 3)).toBe(0)
  expect(held.waitMs(ada, 4413, 3)).toBe(1000)
  expect(held.waitMs(ada, 4400, 3)).toBe(2000)
  expect(held.waitMs(ada, 4400, 1)).toBe(0)
  // The door is another matter.
  expect(held.waitMs(ada, 4401)).toBe(0)
})

test('what is remembered does not grow with the number of those who come', () => {
  const held = new HeldCloses(() => now)
  for (let n = 0; n < 100_000; n++) held.waitMs({ ...ada, key: `k${n}` })
  expect(held.size).toBeLessThanOrEqual(20_000)
})

test('who is in hears of what was taken away at once, and of anything else like a client that came back', () => {
  const said: number[] = []
  const tab = (isIn: boolean) => {
    const socket = Object.assign(new EventEmitter(), { close: (code: number) => said.push(code) })
    holdBackFinalCloses(
      socket as unknown as WebSocket,
      () => isIn,
      () => 1000,
    )
    return socket
  }
  const tabs = [tab(false), tab(true), tab(true)]
  for (const socket of tabs) socket.close(4410)
  expect(said).toEqual([4410, 4410])
  tab(true).close(4409)
  expect(said).toHaveLength(2)
  for (const socket of tabs) socket.emit('close')
})

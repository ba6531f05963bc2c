/** Whoever comes back sees everyone, and is seen, at once. */
import { afterAll, expect, test, vi } from 'vitest'
import { deliverAll, SeededRandom, type Tab } from '../testing/index.ts'
import {
  advance,
  clock,
  comeBack,
  expectAllSeen,
  host,
  open,
  openPeople,
  pass,
  startHost,
  STEP_MS,
  tabs,
} from '../testing/presence-room.ts'

// Before anything is imported: lib0 keeps the Date.now that it finds.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
})

test('[A8] one whose line breaks for a moment sees everyone again at once, writer or reader, time after time', async () => {
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
    startHost()
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

test('[A8] one who was away for an hour, or comes back when the room was empty, is seen at once', async () => {
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

function shuffled<T>(list: readonly T[], random: SeededRandom): T[] {
  return list
    .map((each) => ({ each, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)
}

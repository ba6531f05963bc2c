/** Who sees whom, between real y-protocols clients and a real room. Time is faked for both sides alike. */
import { afterAll, expect, test, vi } from 'vitest'
import { deliverAll } from '../testing/index.ts'
import { advance, clock, host, open, pass, STEP_MS, tabs } from '../testing/presence-room.ts'

// Before anything is imported: lib0 keeps the Date.now that it finds.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
})

/** After which a y-websocket client takes a silent server for dead, and a silent colleague for gone. */
const SILENCE_MS = 30_000

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

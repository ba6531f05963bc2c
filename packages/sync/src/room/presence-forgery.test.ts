/** What somebody says in the name of others, and what is kept of those who left. */
import { afterAll, expect, test, vi } from 'vitest'
import { MAX_PRESENCE_BYTES, Presence } from './presence.ts'
import type { PresenceEntry } from '../wire/client-message.ts'
import { presenceFrame } from '../wire/frames.ts'
import { deliverAll, SeededRandom } from '../testing/index.ts'
import { open, pass, STEP_MS, tabs } from '../testing/presence-room.ts'

// Before anything is imported: lib0 keeps the Date.now that it finds.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
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

/** A name that was changed while its owner is there reaches everyone, and stays. */
import { afterAll, expect, test, vi } from 'vitest'
import { deliverAll, settle } from '../testing/index.ts'
import { advance, host, open, pass, tabs } from '../testing/presence-room.ts'

// Before anything is imported: lib0 keeps the Date.now that it finds.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
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

import type { Me } from '@coeval/api'
import { beforeEach, expect, test } from 'vitest'
import { MeKeeper } from './me-keeper.ts'

const HOUR_MS = 3_600_000

let nowMs: number
let timer: { atMs: number; action: () => void } | null
/** Questions that wait for their answer. */
let questions: { answer: (me: Me) => void; fail: (error: Error) => void }[]
let told: number
let keeper: MeKeeper

beforeEach(() => {
  nowMs = Date.parse('2026-10-01T09:00:00Z')
  timer = null
  questions = []
  told = 0
  keeper = new MeKeeper({
    ask: () => new Promise((answer, fail) => questions.push({ answer, fail })),
    nowMs: () => nowMs,
    after(waitMs, action) {
      const mine = { atMs: nowMs + waitMs, action }
      timer = mine
      return () => {
        if (timer === mine) timer = null
      }
    },
    tellTabs: () => {
      told += 1
    },
  })
})

test('the server is asked once, however many want to know', async () => {
  const both = Promise.all([keeper.load(), keeper.load()])
  expect(questions).toHaveLength(1)
  await answer(makeMe('Ada'))
  expect((await both).map((me) => me.person?.name)).toEqual(['Ada', 'Ada'])
  await keeper.load()
  expect(questions).toHaveLength(0)
})

test('a failed request reaches its caller, and is made again by itself', async () => {
  const loading = keeper.load()
  questions.shift()?.fail(new Error('unreachable'))
  await expect(loading).rejects.toThrow('unreachable')
  pass(10_000)
  await answer(makeMe('Ada'))
  expect(keeper.current()?.person?.name).toBe('Ada')
})

test('the session is renewed after half of what is left', async () => {
  await load(makeMe('Ada', 0.5 * HOUR_MS))
  pass(0.25 * HOUR_MS - 1)
  expect(questions).toHaveLength(0)
  pass(1)
  expect(questions).toHaveLength(1)
})

test('a long session is renewed every hour, and again and again', async () => {
  await load(makeMe('Ada', 30 * 24 * HOUR_MS))
  for (let hour = 1; hour <= 3; hour++) {
    pass(HOUR_MS)
    expect(questions).toHaveLength(1)
    await answer(makeMe('Ada', 30 * 24 * HOUR_MS))
  }
})

test('a clock that is a day ahead does not make the tab ask without end', async () => {
  await load(makeMe('Ada', -24 * HOUR_MS))
  pass(59_999)
  expect(questions).toHaveLength(0)
  pass(1)
  expect(questions).toHaveLength(1)
})

test('a tab that slept asks when it wakes, if it is time', async () => {
  await load(makeMe('Ada', 4 * HOUR_MS))
  keeper.woke()
  expect(questions).toHaveLength(0)
  nowMs += 2 * HOUR_MS // Its timer slept too.
  keeper.woke()
  expect(questions).toHaveLength(1)
})

test('a renewal that fails is tried again and forgets nobody', async () => {
  await load(makeMe('Ada', HOUR_MS))
  pass(0.5 * HOUR_MS)
  questions.shift()?.fail(new Error('unreachable'))
  await settled()
  expect(keeper.current()?.person?.name).toBe('Ada')
  pass(10_000)
  expect(questions).toHaveLength(1)
})

test('nobody needs no renewal', async () => {
  await load(makeMe(null))
  expect(timer).toBeNull()
  pass(48 * HOUR_MS)
  keeper.woke()
  expect(questions).toHaveLength(0)
})

test('signing in and out is told to the page and to the other tabs; a renewal is not', async () => {
  let changes = 0
  keeper.subscribe(() => {
    changes += 1
  })
  await load(makeMe(null))
  keeper.set(makeMe('Ada'))
  expect([changes, told]).toEqual([2, 1])
  pass(HOUR_MS)
  await answer(makeMe('Ada', 9 * HOUR_MS))
  expect(told).toBe(1)
  keeper.set(makeMe(null))
  expect([keeper.current()?.person, told]).toEqual([null, 2])
})

test('a tab that was told asks, and does not tell it further', async () => {
  await load(makeMe('Ada'))
  keeper.told()
  await answer(makeMe(null))
  expect(keeper.current()?.person).toBeNull()
  expect(told).toBe(0)
})

test('an answer from before the sign-in does not undo it', async () => {
  await load(makeMe(null))
  const early = keeper.refresh()
  keeper.set(makeMe('Ada'))
  await answer(makeMe(null))
  expect((await early).person?.name).toBe('Ada')
  expect(keeper.current()?.person?.name).toBe('Ada')
})

function makeMe(name: string | null, sessionMs = 24 * HOUR_MS): Me {
  return {
    person: name
      ? {
          id: name.toLowerCase(),
          formerIds: [],
          name,
          colour: 3,
          email: null,
          isGuest: false,
          isOwner: false,
          hasPassword: true,
          choseName: true,
        }
      : null,
    session: name ? { expiresAt: new Date(nowMs + sessionMs).toISOString(), mayReplacePassword: false } : null,
    instance: { hasOwner: true, signUp: 'invitation', oidc: null },
    may: { createChronologies: false, signUp: false },
  }
}

async function load(me: Me): Promise<void> {
  const loading = keeper.load()
  await answer(me)
  await loading
}

async function answer(me: Me): Promise<void> {
  questions.shift()?.answer(me)
  await settled()
}

/** Lets time go by, and the timer go off where it is due. */
function pass(ms: number): void {
  nowMs += ms
  if (!timer || timer.atMs > nowMs) return
  const { action } = timer
  timer = null
  action()
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

/** The queue for passwords: how many are hashed at once, in which order, and who is refused. */
import { expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { type Applicant, PasswordGate, type PasswordGateOptions } from './password-gate.ts'

/** Hashing that ends when the test says so. */
class Bench {
  readonly gate: PasswordGate
  /** In the order in which they began. */
  readonly begun: string[] = []
  readonly #ends = new Map<string, () => void>()

  constructor(options: PasswordGateOptions = {}) {
    this.gate = new PasswordGate({ atOnce: 1, ...options })
  }

  hash(name: string, applicant: Partial<Applicant> = {}): Promise<string> {
    return this.gate.turn({ address: 'a', ...applicant }, () => this.#work(name))
  }

  /** Ends it, and lets those come who wait. */
  async end(name: string): Promise<void> {
    this.#ends.get(name)?.()
    await settled()
  }

  /** Ends whatever runs until nothing does. */
  async endAll(): Promise<void> {
    for (let n = 0; n < this.begun.length; n++) await this.end(this.begun[n] ?? '')
  }

  async #work(name: string): Promise<string> {
    this.begun.push(name)
    const { promise, resolve } = Promise.withResolvers<string>()
    this.#ends.set(name, () => resolve(name))
    return promise
  }
}

test('two are hashed at once, the others when one of these has ended', async () => {
  const bench = new Bench({ atOnce: 2 })
  const all = Promise.all(['1', '2', '3', '4'].map((name) => bench.hash(name)))
  await settled()
  expect(bench.begun).toEqual(['1', '2'])
  await bench.end('2')
  expect(bench.begun).toEqual(['1', '2', '3'])
  await bench.endAll()
  expect(await all).toEqual(['1', '2', '3', '4'])
})

test('one that fails makes room as well', async () => {
  const { gate } = new Bench()
  const failing = gate.hash(() => Promise.reject(new Error('no memory')))
  const next = gate.hash(async () => 'next')
  await expect(failing).rejects.toThrow('no memory')
  expect(await next).toBe('next')
})

test('addresses take turns: one that sends many delays another by one', async () => {
  const bench = new Bench()
  const all = [
    ...['1', '2', '3', '4'].map((n) => bench.hash(`flood ${n}`, { address: 'flood' })),
    bench.hash('Ada', { address: 'home' }),
    bench.hash('Ben', { address: 'work' }),
  ]
  await settled()
  await bench.endAll()
  await Promise.all(all)
  expect(bench.begun).toEqual(['flood 1', 'flood 2', 'Ada', 'Ben', 'flood 3', 'flood 4'])
})

test('who is known has a queue of their own, and the two take turns', async () => {
  const bench = new Bench({ mostWaiting: 3 })
  const strangers = ['1', '2', '3', '4'].map((n) => bench.hash(`stranger ${n}`, { address: `192.0.2.${n}` }))
  await settled()
  // The queue of strangers is full.
  const known = ['Ada', 'Ben'].map((name) => bench.hash(name, { isKnown: true }))
  await settled()
  await bench.endAll()
  await Promise.all([...strangers, ...known])
  expect(bench.begun).toEqual(['stranger 1', 'Ada', 'stranger 2', 'Ben', 'stranger 3', 'stranger 4'])
})

test('who comes when the queue is full is told how long those in it will take', async () => {
  let nowMs = 0
  const bench = new Bench({ mostWaiting: 3, nowMs: () => nowMs })
  const first = bench.hash('slow')
  await settled()
  nowMs += 10_150
  await bench.end('slow')
  await first
  // A hash took 0.15 s and now, as a mean, 1.15 s.
  const waiting = ['1', '2', '3', '4'].map((n) => bench.hash(n, { address: n }))
  await settled()
  const refused = await refusalOf(bench.hash('5', { address: '5' }))
  expect([refused.status, refused.code, refused.retryAfterS]).toEqual([503, 'busy', 4])
  expect(refused.message).toMatch(/Wait 4 seconds/)
  await bench.endAll()
  await Promise.all(waiting)
})

test('an address that fills the queue makes room for another', async () => {
  const bench = new Bench({ mostWaiting: 3 })
  const flood = ['1', '2', '3', '4'].map((n) => bench.hash(`flood ${n}`, { address: 'flood' }))
  const lastOfFlood = refusalOf(flood[3] ?? Promise.resolve())
  await settled()
  const ada = bench.hash('Ada', { address: 'home' })
  expect((await lastOfFlood).code).toBe('busy')
  const fifth = refusalOf(bench.hash('flood 5', { address: 'flood' }))
  expect((await fifth).code).toBe('busy')
  await bench.endAll()
  expect(await ada).toBe('Ada')
})

test('who goes away leaves the queue, and nothing is hashed for them', async () => {
  const bench = new Bench()
  const first = bench.hash('1')
  const leaving = new AbortController()
  const gone = refusalOf(bench.hash('gone', { signal: leaving.signal }))
  const last = bench.hash('2')
  await settled()
  leaving.abort()
  expect((await gone).code).toBe('gone')
  expect(bench.gate.waiting).toBe(1)
  await bench.endAll()
  await Promise.all([first, last])
  expect(bench.begun).toEqual(['1', '2'])
  expect((await refusalOf(bench.hash('late', { signal: leaving.signal }))).code).toBe('gone')
})

test('who is refused when the turn has come takes none: the next one begins', async () => {
  const bench = new Bench()
  const first = bench.hash('1')
  const beforeTurn = () => {
    throw new Refusal(429, 'too-many-tries', 'Wait.')
  }
  const refused = ['x', 'y'].map((name) => refusalOf(bench.hash(name, { beforeTurn })))
  const last = bench.hash('2')
  await settled()
  await bench.endAll()
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([429, 429])
  await Promise.all([first, last])
  expect(bench.begun).toEqual(['1', '2'])
})

test('what is hashed in the course of a turn waits for no other, and without a turn for its own', async () => {
  const bench = new Bench()
  const two = bench.gate.turn({ address: 'a' }, async () => {
    const hashed = await bench.gate.hash(async () => 'current')
    return [hashed, await bench.gate.hash(async () => 'next')]
  })
  const alone = bench.gate.hash(async () => 'alone')
  expect(bench.gate.waiting).toBe(1)
  expect(await two).toEqual(['current', 'next'])
  expect(await alone).toBe('alone')
})

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** All that was begun has gone as far as it can. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

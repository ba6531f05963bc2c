import { CLOSE } from '@coeval/sync'
import { SeededRandom } from '@coeval/sync/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MIN_DELAY_MS, MAX_DELAY_MS, reconnectDelayMs, SPREAD_MS, spreadReconnects } from './backoff.ts'

afterEach(() => vi.useRealTimers())

/** A socket at the moment that the server goes: it never opens, and ends when the test says so. */
class LineThatFails {
  static readonly OPEN = 1
  static opened: LineThatFails[] = []
  readonly url: string
  readyState = 0
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  constructor(url: string) {
    this.url = url
    LineThatFails.opened.push(this)
  }
  close(): void {}
  fail(code = 1006): void {
    this.onclose?.({ code, reason: '' })
  }
}

function openProvider(random: () => number): WebsocketProvider {
  LineThatFails.opened = []
  const provider = new WebsocketProvider('ws://127.0.0.1', 'caj', new Y.Doc(), {
    connect: false,
    disableBc: true,
    params: { generation: 'g1' },
    WebSocketPolyfill: LineThatFails as unknown as typeof WebSocket,
  })
  spreadReconnects(provider, random)
  provider.connect()
  return provider
}

test('5,000 clients that a restart sends away come back spread over seconds, at the first attempt and later', () => {
  const random = new SeededRandom(3)
  for (const failures of [1, 2, 3]) {
    const perTenth = new Map<number, number>()
    for (let client = 0; client < 5_000; client++) {
      const tenth = Math.floor(reconnectDelayMs(failures, () => random.next()) / 100)
      perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1)
    }
    // Evenly it would be about 103 in each tenth of a second.
    expect(Math.max(...perTenth.values())).toBeLessThan(160)
    expect(perTenth.size).toBeGreaterThan(45)
  }
})

test('no wait is longer than the cap, however long the server is away, nor shorter than the least', () => {
  for (let failures = 1; failures < 2_000; failures++) {
    expect(reconnectDelayMs(failures, () => 0.999_999)).toBeLessThanOrEqual(MAX_DELAY_MS)
    expect(reconnectDelayMs(failures, () => 0)).toBe(MIN_DELAY_MS)
  }
  expect(reconnectDelayMs(1, () => 0.999_999)).toBeLessThanOrEqual(SPREAD_MS)
})

test('y-websocket’s provider waits as long as that and no other time, with its generation each time', () => {
  vi.useFakeTimers()
  const random = new SeededRandom(4)
  const delays = new SeededRandom(4)
  const provider = openProvider(() => random.next())
  for (let failures = 1; failures <= 6; failures++) {
    LineThatFails.opened.at(-1)?.fail(failures === 1 ? CLOSE.restarting.code : 1006)
    const delayMs = reconnectDelayMs(failures, () => delays.next())
    vi.advanceTimersByTime(delayMs - 2)
    expect(LineThatFails.opened).toHaveLength(failures)
    vi.advanceTimersByTime(4)
    expect(LineThatFails.opened).toHaveLength(failures + 1)
  }
  expect(LineThatFails.opened.every(({ url }) => url.endsWith('?generation=g1'))).toBe(true)
  provider.destroy()
})

test('a connection that synced begins the count anew, and a call of connect waits for nothing', () => {
  vi.useFakeTimers()
  const provider = openProvider(() => 0.5)
  for (let failures = 1; failures <= 5; failures++) {
    LineThatFails.opened.at(-1)?.fail()
    provider.connect()
    expect(LineThatFails.opened).toHaveLength(failures + 1)
  }
  provider.synced = true
  LineThatFails.opened.at(-1)?.fail()
  expect(provider.maxBackoffTime).toBe(reconnectDelayMs(1, () => 0.5))
  provider.destroy()
})

test('a final code is not tried again at all', () => {
  vi.useFakeTimers()
  const provider = openProvider(() => 0.5)
  LineThatFails.opened.at(-1)?.fail(CLOSE.otherGeneration.code)
  vi.advanceTimersByTime(10 * MAX_DELAY_MS)
  expect(LineThatFails.opened).toHaveLength(1)
  provider.destroy()
})

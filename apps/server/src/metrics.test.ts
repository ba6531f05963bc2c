import { CLOSE, MemoryStorage, type RoomStorage } from '@coeval/sync'
import { expect, test } from 'vitest'
import { meteredStorage } from './metered-storage.ts'
import { ServerMetrics, type Watched } from './metrics.ts'

const MIB = 1024 * 1024

test('codes that may come have a series from the start, so that the first event shows as a rate', async () => {
  const figures = await read(new ServerMetrics())
  expect(figures.get('coeval_refused_frames_total{code="4400"}')).toBe(0)
  for (const { code } of Object.values(CLOSE)) {
    expect(figures.get(`coeval_connections_ended_total{code="${code}",by="server"}`)).toBe(0)
  }
})

test('times are counted in seconds', async () => {
  const metrics = new ServerMetrics()
  metrics.stored(12)
  metrics.stored(80)
  metrics.fannedOut(500, 2)
  metrics.fannedOut(40, 3)
  const figures = await read(metrics)
  expect(figures.get('coeval_ack_seconds_bucket{le="0.01"}')).toBe(0)
  expect(figures.get('coeval_ack_seconds_bucket{le="0.02"}')).toBe(1)
  expect(figures.get('coeval_ack_seconds_bucket{le="0.1"}')).toBe(2)
  expect(figures.get('coeval_ack_seconds_sum')).toBeCloseTo(0.092)
  expect(figures.get('coeval_fan_out_seconds_count')).toBe(2)
  expect(figures.get('coeval_fan_out_seconds_bucket{le="0.0025"}')).toBe(1)
  expect(figures.get('coeval_deliveries_total')).toBe(540)
})

test('a client that ends with codes of its own invention makes no series of its own', async () => {
  const metrics = new ServerMetrics()
  const before = (await read(metrics)).size
  for (let code = 3000; code < 5000; code++) metrics.ended(code, 'client')
  metrics.ended(1001, 'client')
  const figures = await read(metrics)
  expect(figures.size).toBe(before + 2)
  expect(figures.get('coeval_connections_ended_total{code="other",by="client"}')).toBe(2000)
  expect(figures.get('coeval_connections_ended_total{code="1001",by="client"}')).toBe(1)
})

test('what sockets have queued is of the moment, and one histogram for all of them', async () => {
  const metrics = new ServerMetrics()
  let queued = [0, 0, 100_000, 3 * MIB]
  metrics.watch(
    makeWatched({
      *queuedBytes() {
        yield* queued
      },
    }),
  )
  const before = await read(metrics)
  expect(before.get('coeval_socket_queued_bytes_bucket{le="0"}')).toBe(2)
  expect(before.get(`coeval_socket_queued_bytes_bucket{le="${MIB}"}`)).toBe(3)
  expect(before.get('coeval_socket_queued_bytes_count')).toBe(4)
  expect(before.get('coeval_socket_queued_bytes_sum')).toBe(100_000 + 3 * MIB)
  expect(before.get('coeval_socket_queued_bytes_max')).toBe(3 * MIB)
  queued = []
  const after = await read(metrics)
  expect(after.get('coeval_socket_queued_bytes_count')).toBe(0)
  expect(after.get('coeval_socket_queued_bytes_max')).toBe(0)
  expect(after.size).toBe(before.size)
})

test('what is the case is looked up when somebody asks', async () => {
  const metrics = new ServerMetrics()
  const host = { openRoomCount: 3, pendingRoomCount: 1, stalledCount: 2, unsavedCount: 7, oldestUnsavedMs: 1500 }
  metrics.watch(makeWatched({ ...host, trouble: 'The disk is full.' }))
  const figures = await read(metrics)
  expect(figures.get('coeval_rooms_loaded')).toBe(3)
  expect(figures.get('coeval_rooms_with_gaps')).toBe(1)
  expect(figures.get('coeval_stalled_readers')).toBe(2)
  expect(figures.get('coeval_unsaved_updates')).toBe(7)
  expect(figures.get('coeval_oldest_unsaved_update_seconds')).toBe(1.5)
  expect(figures.get('coeval_storage_trouble')).toBe(1)
  expect(figures.get('coeval_connections')).toBe(5)
  expect(figures.get('coeval_connections_joined')).toBe(4)
  expect(figures.get('coeval_connections_limit')).toBe(10)
  expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(10 * MIB)
})

test('processor time only grows, however often somebody asks', async () => {
  const metrics = new ServerMetrics()
  const first = (await read(metrics)).get('process_cpu_seconds_total') ?? 0
  const last = (await read(metrics)).get('process_cpu_seconds_total') ?? 0
  expect(first).toBeGreaterThan(0)
  expect(last).toBeGreaterThanOrEqual(first)
  expect(last).toBeLessThan(first * 1.5 + 1)
})

test('the event loop is watched from the first look on, and what held it up shows at the next', async () => {
  const metrics = new ServerMetrics()
  expect((await read(metrics)).get('coeval_event_loop_lag_max_seconds')).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const untilMs = performance.now() + 300
  while (performance.now() < untilMs); // the loop is held up
  await new Promise((resolve) => setTimeout(resolve, 100))
  const figures = await read(metrics)
  expect(figures.get('coeval_event_loop_lag_max_seconds')).toBeGreaterThan(0.2)
  expect(figures.get('coeval_event_loop_lag_p99_seconds')).toBeGreaterThan(0)
})

test('a storage is timed by operation, and its failures are counted and passed on', async () => {
  const metrics = new ServerMetrics()
  const memory = new MemoryStorage()
  const failing: RoomStorage = Object.assign(Object.create(memory) as RoomStorage, {
    append: () => Promise.reject(new Error('the disk is full')),
    load: (id: string) => memory.load(id),
  })
  const storage = meteredStorage(failing, metrics)
  await expect(storage.append([])).rejects.toThrow('the disk is full')
  expect(await storage.load('nowhere')).toBeUndefined()
  const figures = await read(metrics)
  expect(figures.get('coeval_storage_failures_total{operation="append"}')).toBe(1)
  expect(figures.get('coeval_storage_failures_total{operation="load"}')).toBe(0)
  expect(figures.get('coeval_storage_seconds_count{operation="append"}')).toBe(1)
  expect(figures.get('coeval_storage_seconds_count{operation="load"}')).toBe(1)
})

test('every figure says in a sentence what it is', async () => {
  const metrics = new ServerMetrics()
  metrics.watch(makeWatched())
  const text = await metrics.text()
  for (const [, name, help] of text.matchAll(/^# HELP (\S+) (.*)$/gm)) {
    expect(name).toMatch(/^(coeval|process)_[a-z0-9_]+$/)
    expect(help).toMatch(/^.{10,}\.$/)
  }
})

function makeWatched(host: Partial<Watched['host']> = {}): Watched {
  return {
    host: {
      openRoomCount: 0,
      pendingRoomCount: 0,
      connectionCount: 4,
      stalledCount: 0,
      unsavedCount: 0,
      oldestUnsavedMs: 0,
      trouble: undefined,
      *queuedBytes() {},
      ...host,
    },
    connections: { count: 5, max: 10 },
  }
}

/** Every line of the text format, by its name with labels. */
async function read(metrics: ServerMetrics): Promise<Map<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

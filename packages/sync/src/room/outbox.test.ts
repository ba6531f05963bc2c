import * as decoding from 'lib0/decoding'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { MAX_WINDOW_MS, MERGED_AT_ONCE, Outbox, PRESENCE_SPACING_MS, windowMs } from './outbox.ts'

vi.mock('yjs', async (load) => {
  const real = await load<typeof Y>()
  return { ...real, mergeUpdates: vi.fn(real.mergeUpdates) }
})

const someone = (clientId: number, clock: number) => ({ clientId, clock, state: '{}' })

test('[S3] the first update of a quiet room leaves at once, the next within a window that grows with the room', () => {
  const outbox = new Outbox()
  const update = makeUpdates(1)[0]!
  outbox.addUpdate(update, 1)
  expect(outbox.dueInMs(1000, 500)).toBe(0)
  outbox.take(1000)
  expect(outbox.dueInMs(1000, 500)).toBeUndefined()
  outbox.addUpdate(update, 1)
  expect(outbox.dueInMs(1001, 500)).toBe(30)
  expect(outbox.dueInMs(1001, 2)).toBe(0)
  expect(outbox.dueInMs(2000, 500)).toBe(0)
})

test('[S3] the window has a limit, but for rooms in which a round takes long', () => {
  expect(windowMs(10, 0)).toBe(0)
  expect(windowMs(5000, 0)).toBe(MAX_WINDOW_MS)
  expect(windowMs(5000, 30)).toBe(60)
  expect(windowMs(500, 0, true)).toBeGreaterThan(windowMs(500, 0))
})

test('[S3] updates of one window are one frame with all of them', () => {
  const outbox = new Outbox()
  const updates = makeUpdates(5)
  for (const update of updates) outbox.addUpdate(update, 7)
  const { frames, except, updateFrames } = outbox.take(0)
  expect([frames.length, updateFrames, except]).toEqual([1, 1, 7])
  const doc = new Y.Doc()
  const decoder = decoding.createDecoder(frames[0]!)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
  expect(doc.getText('t').toString()).toBe('01234')
})

test('[S3] thousands of updates of one window are one frame too, and hold nobody up', () => {
  const doc = new Y.Doc()
  const outbox = new Outbox()
  const writers = Array.from({ length: 5 }, () => new Y.Doc())
  for (const writer of writers) {
    writer.on('update', (update: Uint8Array) => {
      outbox.addUpdate(update, 1)
      Y.applyUpdate(doc, update)
    })
  }
  for (let n = 0; n < 6000; n++) {
    const list = writers[n % 5]!.getArray('t')
    if (n % 40 > 34) list.delete(0)
    else list.push([n])
  }
  const merging = vi.mocked(Y.mergeUpdates)
  merging.mockClear()
  const { frames } = outbox.take(0)
  expect(merging.mock.calls.length).toBeGreaterThan(100)
  // What Yjs does for one struct grows with the number of updates that are merged at once.
  expect(Math.max(...merging.mock.calls.map(([merged]) => merged.length))).toBeLessThanOrEqual(MERGED_AT_ONCE)
  expect(frames).toHaveLength(1)
  const decoder = decoding.createDecoder(frames[0]!)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  const other = new Y.Doc()
  Y.applyUpdate(other, decoding.readVarUint8Array(decoder))
  expect(other.store.pendingStructs).toBeNull()
  expect(other.getArray('t').toJSON()).toEqual(doc.getArray('t').toJSON())
})

test('[S3] the author is left out only where all of it is the author’s', () => {
  const outbox = new Outbox()
  const [first, second] = makeUpdates(2)
  outbox.addUpdate(first!, 7)
  outbox.addUpdate(second!, 8)
  expect(outbox.take(0).except).toBeUndefined()
  outbox.addUpdate(first!, 7)
  outbox.addUpdate(second!, undefined)
  expect(outbox.take(0).except).toBeUndefined()
})

test('[S3] large updates leave at once, as they are', () => {
  const outbox = new Outbox()
  outbox.addUpdate(new Uint8Array(200_000), 1)
  outbox.take(0)
  outbox.addUpdate(new Uint8Array(200_000), 1)
  expect(outbox.dueInMs(0, 500)).toBe(0)
  outbox.addUpdate(new Uint8Array(200_000), 1)
  expect(outbox.take(0).frames).toHaveLength(2)
})

test('[A5] of each client the latest state is told, 20 times a second at most', () => {
  const outbox = new Outbox()
  outbox.addPresence([someone(1, 1)])
  expect(outbox.dueInMs(0, 2)).toBe(0)
  outbox.take(0)
  outbox.addPresence([someone(1, 2), someone(2, 1)])
  outbox.addPresence([someone(1, 3)])
  expect(outbox.dueInMs(1, 2)).toBe(PRESENCE_SPACING_MS - 1)
  expect(outbox.take(1).frames).toHaveLength(0)
  expect(outbox.take(PRESENCE_SPACING_MS).frames).toHaveLength(1)
  expect(outbox.isEmpty).toBe(true)
})

/** Consecutive updates that spell 01234… */
function makeUpdates(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < count; n++) doc.getText('t').insert(n, String(n))
  return updates
}

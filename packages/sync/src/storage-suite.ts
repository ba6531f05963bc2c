/** What every storage must do: call it from a test file with a way to make an empty one. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type LogRow, RoomExistsError, type RoomStorage } from './storage.ts'

export interface StorageUnderTest {
  storage: RoomStorage
  /** Closes it and opens what is on disk again. Missing where nothing outlives the process. */
  reopen?: () => Promise<RoomStorage>
}

export function storageSuite(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`${name} storage`, () => {
    let storage: RoomStorage
    let reopen: StorageUnderTest['reopen']
    beforeEach(async () => {
      ;({ storage, reopen } = await make())
      await storage.create({ id: 'room', generation: 'g1', state: bytes(1, 2, 3) })
    })

    test('a new room has its seed and generation, and no updates', async () => {
      expect(await storage.load('room')).toEqual({
        generation: 'g1',
        snapshot: bytes(1, 2, 3),
        snapshotSeq: 0,
        updates: [],
      })
    })

    test('a room that was never made is not there', async () => {
      expect(await storage.load('other')).toBeUndefined()
    })

    test('a room is not made twice, and the first one stays', async () => {
      await expect(storage.create({ id: 'room', generation: 'g2', state: bytes(9) })).rejects.toThrow(RoomExistsError)
      expect((await storage.load('room'))?.generation).toBe('g1')
    })

    test('updates come back in order, byte for byte', async () => {
      await storage.append([row(1, 0, 255), row(2)])
      await storage.append([row(3, 7)])
      expect((await storage.load('room'))?.updates).toEqual([
        { seq: 1, update: bytes(0, 255) },
        { seq: 2, update: bytes() },
        { seq: 3, update: bytes(7) },
      ])
    })

    test('one batch holds updates of several rooms', async () => {
      await storage.create({ id: 'second', generation: 'g2', state: bytes() })
      await storage.append([row(1, 1), { ...row(1, 2), room: 'second' }, row(2, 3)])
      expect((await storage.load('room'))?.updates.map(({ seq }) => seq)).toEqual([1, 2])
      expect((await storage.load('second'))?.updates).toEqual([{ seq: 1, update: bytes(2) }])
    })

    test('a batch that is written again writes nothing twice and changes nothing', async () => {
      await storage.append([row(1, 1), row(2, 2)])
      await storage.append([row(1, 9), row(2, 2), row(3, 3)])
      expect((await storage.load('room'))?.updates).toEqual([
        { seq: 1, update: bytes(1) },
        { seq: 2, update: bytes(2) },
        { seq: 3, update: bytes(3) },
      ])
    })

    test('updates of a room that is gone are left out, and the others are kept', async () => {
      await storage.append([{ ...row(1), room: 'gone' }, row(1, 1)])
      expect((await storage.load('room'))?.updates).toHaveLength(1)
      expect(await storage.load('gone')).toBeUndefined()
    })

    test('[D6] a snapshot takes the place of the updates up to it', async () => {
      await storage.append([row(1), row(2), row(3, 3)])
      await storage.saveSnapshot('room', bytes(42), 2)
      expect(await storage.load('room')).toEqual({
        generation: 'g1',
        snapshot: bytes(42),
        snapshotSeq: 2,
        updates: [{ seq: 3, update: bytes(3) }],
      })
    })

    test('[D6] a snapshot that is older than the one there changes nothing', async () => {
      await storage.append([row(1), row(2), row(3)])
      await storage.saveSnapshot('room', bytes(3), 3)
      await storage.saveSnapshot('room', bytes(1), 1)
      expect(await storage.load('room')).toMatchObject({ snapshot: bytes(3), snapshotSeq: 3, updates: [] })
    })

    test('[D6] an update that the snapshot holds already is not written again by a late retry', async () => {
      await storage.append([row(1), row(2)])
      await storage.saveSnapshot('room', bytes(2), 2)
      await storage.append([row(2), row(3, 3)])
      expect((await storage.load('room'))?.updates).toEqual([{ seq: 3, update: bytes(3) }])
    })

    test('a removed room is gone with all its updates, and its id is free', async () => {
      await storage.append([row(1)])
      await storage.remove('room')
      expect(await storage.load('room')).toBeUndefined()
      await storage.create({ id: 'room', generation: 'g2', state: bytes() })
      expect(await storage.load('room')).toMatchObject({ generation: 'g2', updates: [] })
      await storage.remove('never-made')
    })

    test('large updates and snapshots are kept whole', async () => {
      const large = Uint8Array.from({ length: 5_000_000 }, (_, n) => n % 251)
      await storage.append([{ ...row(1), update: large }])
      expect((await storage.load('room'))?.updates[0]?.update.length).toBe(large.length)
      await storage.saveSnapshot('room', large, 1)
      const { snapshot } = (await storage.load('room')) ?? {}
      expect(snapshot?.length === large.length && snapshot.every((byte, index) => byte === large[index])).toBe(true)
    })

    test('what was promised is there after reopening', async () => {
      if (!reopen) return
      await storage.append([{ ...row(1, 1), author: 'ada' }])
      await storage.saveSnapshot('room', bytes(1), 1)
      await storage.append([row(2, 2)])
      storage = await reopen()
      expect(await storage.load('room')).toEqual({
        generation: 'g1',
        snapshot: bytes(1),
        snapshotSeq: 1,
        updates: [{ seq: 2, update: bytes(2) }],
      })
    })
  })
}

function row(seq: number, ...content: number[]): LogRow {
  return { room: 'room', seq, update: bytes(...content), timeMs: 1_700_000_000_000 + seq }
}

function bytes(...content: number[]): Uint8Array {
  return Uint8Array.from(content)
}

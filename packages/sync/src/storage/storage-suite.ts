/** What every storage must do: call it from a test file with a way to make an empty one. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type LogRow, RoomExistsError, type RoomSeed, type RoomStorage, StorageError } from './storage.ts'

export interface StorageUnderTest {
  storage: RoomStorage
  /** Makes a room with its seed. Throws RoomExistsError. */
  create: (room: RoomSeed) => Promise<void>
  /** Closes it and opens what is on disk again. Missing where nothing outlives the process. */
  reopen?: () => Promise<RoomStorage>
  /**
   * Makes the database itself refuse a row of the log with this seq, or the deletion of any row, until the returned
   * function is called: by a trigger, say. Missing where there is no database.
   */
  refuse?: (what: { rowWithSeq: number } | 'deletions') => Promise<() => Promise<void>>
}

export function storageSuite(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`${name} storage`, () => {
    let storage: RoomStorage
    let create: StorageUnderTest['create']
    let reopen: StorageUnderTest['reopen']
    let refuse: StorageUnderTest['refuse']
    beforeEach(async () => {
      ;({ storage, create, reopen, refuse } = await make())
      await create({ id: 'room', generation: 'g1', state: bytes(1, 2, 3) })
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
      await expect(create({ id: 'room', generation: 'g2', state: bytes(9) })).rejects.toThrow(RoomExistsError)
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
      await create({ id: 'second', generation: 'g2', state: bytes() })
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
      await create({ id: 'room', generation: 'g2', state: bytes() })
      expect(await storage.load('room')).toMatchObject({ generation: 'g2', updates: [] })
      await storage.remove('never-made')
    })

    test('of many that make the same room at once, one succeeds', async () => {
      const attempts = Array.from({ length: 10 }, (_, n) =>
        create({ id: 'wanted', generation: `g${n}`, state: bytes(n) }),
      )
      const outcomes = await Promise.allSettled(attempts)
      const winners = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []))
      expect(winners).toHaveLength(1)
      expect((await storage.load('wanted'))?.generation).toBe(`g${winners[0]}`)
    })

    test('batches that are asked for one after the other, without waiting, are kept in order', async () => {
      const appends = Array.from({ length: 50 }, (_, n) => storage.append([row(2 * n + 1, n), row(2 * n + 2)]))
      await Promise.all(appends)
      expect(await storedSeqs()).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    })

    test('a load between appends sees whole batches, from the first on', async () => {
      const seen: Promise<number[] | undefined>[] = []
      const appends: Promise<void>[] = []
      for (let n = 0; n < 30; n++) {
        appends.push(storage.append([row(3 * n + 1), row(3 * n + 2), row(3 * n + 3)]))
        seen.push(storedSeqs())
      }
      await Promise.all(appends)
      for (const seqs of await Promise.all(seen)) {
        expect((seqs?.length ?? -1) % 3).toBe(0)
        expect(seqs).toEqual(Array.from({ length: seqs?.length ?? 0 }, (_, n) => n + 1))
      }
    })

    test('a batch whose answer got lost may be written again beside later ones', async () => {
      const first = [row(1, 1), row(2, 2)]
      await Promise.all([storage.append(first), storage.append(first), storage.append([...first, row(3, 3)])])
      expect((await storage.load('room'))?.updates).toEqual([
        { seq: 1, update: bytes(1) },
        { seq: 2, update: bytes(2) },
        { seq: 3, update: bytes(3) },
      ])
    })

    test('a hole is not hidden: each update comes back under its own number', async () => {
      await storage.append([row(1), row(4)])
      expect(await storedSeqs()).toEqual([1, 4])
    })

    test('[D6] a snapshot of the same age may be written again', async () => {
      await storage.append([row(1), row(2)])
      await storage.saveSnapshot('room', bytes(2), 1)
      await storage.saveSnapshot('room', bytes(2, 2), 1)
      expect(await storage.load('room')).toMatchObject({ snapshot: bytes(2, 2), snapshotSeq: 1 })
      expect(await storedSeqs()).toEqual([2])
    })

    test('[D6] a load while snapshots take the place of updates misses none and sees none twice', async () => {
      const looks: Promise<void>[] = []
      for (let seq = 1; seq <= 40; seq++) {
        const appending = storage.append([row(seq)])
        const saving = storage.saveSnapshot('room', bytes(seq), seq - 1)
        looks.push(
          storage.load('room').then((stored) => {
            const from = (stored?.snapshotSeq ?? -1) + 1
            expect(stored?.updates.map((update) => update.seq)).toEqual(stored?.updates.map((_, n) => from + n))
          }),
        )
        await Promise.all([appending, saving])
      }
      await Promise.all(looks)
      expect(await storedSeqs()).toEqual([40])
    })

    test('a snapshot of a room that is gone changes nothing', async () => {
      await storage.saveSnapshot('gone', bytes(1), 1)
      expect(await storage.load('gone')).toBeUndefined()
    })

    test('a room is its own: hundreds of them in one batch, and one removed', async () => {
      const ids = Array.from({ length: 300 }, (_, n) => `room-${n}`)
      await Promise.all(ids.map((id, n) => create({ id, generation: `g${n}`, state: bytes(n % 256) })))
      await storage.append(ids.map((id, n) => ({ ...row(1, n % 256), room: id })))
      await storage.remove('room-7')
      for (const [n, id] of ids.entries()) {
        const stored = await storage.load(id)
        if (n === 7) expect(stored).toBeUndefined()
        else expect(stored).toMatchObject({ generation: `g${n}`, updates: [{ seq: 1, update: bytes(n % 256) }] })
      }
    })

    test('every byte is kept, also of a view into a larger buffer, which stays as it is', async () => {
      const buffer = Uint8Array.from({ length: 1024 }, (_, n) => n % 256)
      const view = buffer.subarray(100, 100 + 256)
      await storage.append([{ ...row(1), update: view }])
      await storage.saveSnapshot('room', view, 0)
      const stored = await storage.load('room')
      expect([...(stored?.updates[0]?.update ?? [])]).toEqual([...view])
      expect([...(stored?.snapshot ?? [])]).toEqual([...view])
      expect(buffer.length).toBe(1024)
    })

    test('a batch of which the database refuses a row is not written at all, and later succeeds', async () => {
      if (!refuse) return
      const allow = await refuse({ rowWithSeq: 3 })
      await expect(storage.append([row(1), row(2), row(3), row(4)])).rejects.toThrow(StorageError)
      expect(await storedSeqs()).toEqual([])
      await allow()
      await storage.append([row(1), row(2), row(3), row(4)])
      expect(await storedSeqs()).toEqual([1, 2, 3, 4])
    })

    test('[D6] a snapshot whose updates the database does not let go is not written either', async () => {
      if (!refuse) return
      await storage.append([row(1), row(2)])
      const allow = await refuse('deletions')
      await expect(storage.saveSnapshot('room', bytes(9), 2)).rejects.toThrow(StorageError)
      expect(await storage.load('room')).toMatchObject({ snapshot: bytes(1, 2, 3), snapshotSeq: 0 })
      expect(await storedSeqs()).toEqual([1, 2])
      await allow()
      await storage.saveSnapshot('room', bytes(9), 2)
      expect(await storage.load('room')).toMatchObject({ snapshot: bytes(9), updates: [] })
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

    async function storedSeqs(): Promise<number[] | undefined> {
      return (await storage.load('room'))?.updates.map(({ seq }) => seq)
    }
  })
}

function row(seq: number, ...content: number[]): LogRow {
  return { room: 'room', seq, update: bytes(...content), timeMs: 1_700_000_000_000 + seq }
}

function bytes(...content: number[]): Uint8Array {
  return Uint8Array.from(content)
}

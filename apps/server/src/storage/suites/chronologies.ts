import { describe, expect, test } from 'vitest'
import { RoomExistsError, StorageError } from '../contract/errors.ts'
import { encodeSnapshot } from '../packing/snapshot-encoding.ts'
import { decodeSnapshot } from '../packing/snapshot-encoding.ts'
import { unpackUpdates } from '../packing/packed-updates.ts'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function chronologySuite(name: string, make: MakeStorage): void {
  describe(`${name}: how a chronology begins`, () => {
    const at = arranged(make)

    test('document, place in the list, visibility, owner and setting come into being together', async () => {
      const { storage } = at()
      await at().addPeople('ada')
      const setting = { key: 'brought-in', value: 'yes' }
      await at().addChronology('caj', { title: 'CAJ', events: 7, visibility: 'public', owner: 'ada', setting })
      expect(await storage.rooms.load('caj')).toMatchObject({ generation: 'g', snapshotSeq: 0, updates: [] })
      const entry = { title: 'CAJ', events: 7, visibility: 'public', createdMs: NOW, generation: 'g', trashedMs: null }
      expect(await storage.catalogue.get('caj')).toMatchObject({ ...entry, seq: 0, stale: false, updatedMs: NOW })
      expect(await storage.settings.get('brought-in')).toBe('yes')
      const [owner] = await storage.members.list('caj', NOW)
      expect(owner).toMatchObject({ id: 'ada', role: 'owner', joinedMs: NOW, hasCome: true })
    })

    test('of many with one id the first stays, and the others leave nothing behind', async () => {
      const { storage } = at()
      await at().addPeople('ada', 'ben')
      const setting = { key: 'second', value: 'yes' }
      const outcomes = await Promise.allSettled([
        at().addChronology('caj', { title: 'First', owner: 'ada' }),
        at().addChronology('caj', { title: 'Second', owner: 'ben', setting }),
      ])
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      await expect(at().addChronology('caj')).rejects.toThrow(RoomExistsError)
      expect((await storage.catalogue.get('caj'))?.title).toBe('First')
      expect(await at().grantsOf('ben')).toEqual([])
      expect(await storage.settings.get('second')).toBeUndefined()
    })

    test('with an owner who is not there, nothing of it comes into being', async () => {
      const { storage } = at()
      await expect(at().addChronology('caj', { owner: 'nobody' })).rejects.toThrow(StorageError)
      expect(await storage.rooms.load('caj')).toBeUndefined()
      expect(await storage.catalogue.list()).toEqual([])
    })

    test('a packed state is the same document, and its buffer may be handed over', async () => {
      const state = Uint8Array.from({ length: 5000 }, (_, n) => n % 7)
      await at().addChronology('caj', { state: new Uint8Array(encodeSnapshot(state)), isPacked: true })
      expect((await at().storage.rooms.load('caj'))?.snapshot).toEqual(state)
    })

    test('as it is stored it can be unpacked elsewhere, and what is handed over is not missed', async () => {
      const { storage } = at()
      const state = Uint8Array.from({ length: 300 }, (_, n) => n % 5)
      await at().addChronology('caj', { state })
      for (const seq of [1, 2]) await at().write(seq)
      for (let turn = 0; turn < 2; turn++) {
        const packed = await storage.chronologies.loadPacked('caj')
        if (!packed?.snapshot) throw new Error('it is not there')
        expect(packed).toMatchObject({ generation: 'g', snapshotSeq: 0 })
        expect(unpackUpdates(packed.updates)).toEqual([1, 2].map((seq) => ({ seq, update: Uint8Array.of(seq) })))
        expect(new Uint8Array(decodeSnapshot(packed.snapshot, packed.snapshotEncoding))).toEqual(state)
        // As a message to another thread does.
        structuredClone(packed, { transfer: [packed.updates.bytes.buffer, packed.snapshot.buffer as ArrayBuffer] })
      }
      expect(await storage.chronologies.loadPacked('none')).toBeUndefined()
    })

    test('with its room, all of it goes, and its id is free', async () => {
      const { storage } = at()
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ada' })
      await at().addChronology('other', { owner: 'ada' })
      await at().addLink('l')
      await at().addLink('mine', { email: 'cleo@example.org' })
      await at().use('l', 'ben')
      await storage.joinRequests.ask('r', 'mine', 'ben', NOW)
      await at().write(1, 'ada')
      await storage.rooms.remove('caj')
      expect((await storage.catalogue.list()).map(({ id }) => id)).toEqual(['other'])
      expect([await at().grantsOf('ada'), await at().grantsOf('ben')]).toEqual([['other owner member'], []])
      expect([await storage.links.get('l'), await storage.members.standing('caj', 'ada', NOW)]).toEqual([
        undefined,
        undefined,
      ])
      expect(await storage.joinRequests.askedBy('ben', NOW)).toEqual([])
      await at().addChronology('caj', { owner: 'ben' })
      expect(await storage.members.list('caj', NOW)).toMatchObject([{ id: 'ben', updates: 0 }])
    })
  })
}

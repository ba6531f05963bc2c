import { emptyChronology, seedDocument } from '@coeval/chronology/ydoc'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { addPerson } from '../testing/add-person.ts'
import { Quotas } from './quotas.ts'

let storage: MemoryStorage
let quotas: Quotas

beforeEach(() => {
  storage = openMemoryStorage()
  const limits = {
    chronologiesPerPerson: 3,
    bytesPerPerson: 10_000,
    keysPerPerson: 3,
    linksPerChronology: 3,
    peoplePerChronology: 3,
    joinsPerLinkAMinute: 3,
  }
  quotas = new Quotas({ storage, limits, nowMs: () => 0 })
})

test('chronologies whose first owner has too much in all may not grow, and others may', async () => {
  addPerson(storage, 'vera')
  addPerson(storage, 'olga', { isOwner: true })
  for (const [id, owner] of [
    ['one', 'vera'],
    ['two', 'vera'],
    ['of-the-owner', 'olga'],
  ] as const)
    await makeChronology(id, owner)
  addPerson(storage, 'ben')
  await makeChronology('of-ben', 'ben')
  await storage.members.set('one', 'ben', 'owner', 2)
  await write('two', 12_000)
  await write('of-the-owner', 12_000)
  expect(quotas.mayGrow('one')).toBe(true)
  await quotas.look()
  expect(['one', 'two', 'of-the-owner', 'of-ben'].filter(quotas.mayGrow)).toEqual(['of-the-owner', 'of-ben'])
  await storage.rooms.remove('two')
  await quotas.look()
  expect(quotas.mayGrow('one')).toBe(true)
})

async function makeChronology(id: string, owner: string): Promise<void> {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology(id))
  await storage.chronologies.create({
    id,
    generation: 'g',
    state: Y.encodeStateAsUpdateV2(doc),
    title: id,
    events: 0,
    nowMs: 1,
    visibility: 'private',
    owner,
  })
}

function write(room: string, bytes: number): Promise<void> {
  return storage.rooms.append([{ room, seq: 1, timeMs: 0, update: new Uint8Array(bytes) }])
}

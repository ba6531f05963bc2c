import { emptyChronology, seedDocument } from '@coeval/chronology/ydoc'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StorageThread } from '../storage/sqlite/storage-thread.ts'
import { makeStorage } from '../testing/temporary-storage.ts'
import { Quotas } from './quotas.ts'

let thread: StorageThread
let close: () => Promise<void>
let quotas: Quotas

beforeEach(() => {
  ;({ thread, close } = makeStorage())
  const limits = {
    chronologiesPerPerson: 3,
    bytesPerPerson: 10_000,
    keysPerPerson: 3,
    linksPerChronology: 3,
    peoplePerChronology: 3,
    joinsPerLinkAMinute: 3,
  }
  quotas = new Quotas({ thread, limits, nowMs: () => 0 })
})

afterEach(() => close())

test('chronologies whose first owner has too much in all may not grow, and others may', async () => {
  await makePerson('vera')
  await makePerson('olga', { isOwner: true })
  for (const [id, owner] of [
    ['one', 'vera'],
    ['two', 'vera'],
    ['of-the-owner', 'olga'],
  ] as const)
    await makeChronology(id, owner)
  await makePerson('ben')
  await makeChronology('of-ben', 'ben')
  await thread.call('setMember', ['one', 'ben', 'owner', 2])
  await write('two', 12_000)
  await write('of-the-owner', 12_000)
  expect(quotas.mayGrow('one')).toBe(true)
  await quotas.look()
  expect(['one', 'two', 'of-the-owner', 'of-ben'].filter(quotas.mayGrow)).toEqual(['of-the-owner', 'of-ben'])
  await thread.call('removeRoom', ['two'])
  await quotas.look()
  expect(quotas.mayGrow('one')).toBe(true)
})

async function makePerson(id: string, { isOwner = false } = {}): Promise<void> {
  await thread.call('query', [
    `insert into "user" (id, name, email, emailVerified, createdAt, updatedAt, colour, choseName, isOwner, isProgram)
     values (?, ?, ?, 0, '2026-01-01', '2026-01-01', 0, 1, ?, 0)`,
    [id, id, `${id}@example.org`, isOwner ? 1 : 0],
  ])
}

async function makeChronology(id: string, owner: string): Promise<void> {
  const doc = new Y.Doc()
  seedDocument(doc, emptyChronology(id))
  await thread.call('addChronology', [
    {
      id,
      generation: 'g',
      state: Y.encodeStateAsUpdateV2(doc),
      title: id,
      events: 0,
      nowMs: 1,
      visibility: 'private',
      owner,
    },
  ])
}

async function write(room: string, bytes: number): Promise<void> {
  const heads: [string, number, number, string | null, number][] = [[room, 1, 0, null, bytes]]
  await thread.call('append', [{ heads, bytes: new Uint8Array(bytes) }])
}

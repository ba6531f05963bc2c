/** What fails is counted and not listed: rows a minute, an address and a kind, and a bound over all. */
import { beforeEach, expect, test } from 'vitest'
import type { AuditEntry } from '@coeval/api'
import type { AuditStorage } from '../storage/contract/audit.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { Audit } from './audit.ts'
import { NOBODY } from './principal.ts'

let nowMs: number
let memory: MemoryStorage
let audit: Audit
let calls: string[]
let isDown: boolean

beforeEach(() => {
  nowMs = Date.UTC(2027, 0, 1)
  isDown = false
  calls = []
  memory = openMemoryStorage()
  audit = new Audit({ storage: watched(memory), nowMs: () => nowMs })
})

test('a flood from one address is one row with a count, and the first of it is on disk at once', async () => {
  for (let n = 0; n < 300; n++) fail('192.0.2.1')
  await settled()
  expect(rows()).toEqual([{ action: 'sign-in-failed', address: '192.0.2.0/24', count: 1, detail: 'wrong password' }])
  expect(await page()).toMatchObject([{ action: 'sign-in-failed', count: 300 }])
  // Not one write for each.
  expect(calls.filter((name) => name !== 'page')).toEqual(['add', 'count'])
})

test('another minute, address or kind has a row of its own', async () => {
  fail('192.0.2.1')
  fail('198.51.100.1')
  audit.count({ who: NOBODY, address: '192.0.2.1' }, 'key-refused')
  nowMs += 60_000
  fail('192.0.2.1')
  fail('192.0.2.1')
  expect((await page()).map(({ action, address, count }) => [action, address, count])).toEqual([
    ['sign-in-failed', '192.0.2.0/24', 2],
    ['key-refused', '192.0.2.0/24', 1],
    ['sign-in-failed', '198.51.100.0/24', 1],
    ['sign-in-failed', '192.0.2.0/24', 1],
  ])
})

test('the counts of a minute that is over are written as well, and when the server ends', async () => {
  for (let n = 0; n < 7; n++) fail('192.0.2.1')
  nowMs += 60_000
  for (let n = 0; n < 3; n++) fail('192.0.2.1')
  await audit.close()
  await settled()
  expect(rows().map(({ count }) => count)).toEqual([7, 3])
})

test('a row names the account that was tried as long as it was one', async () => {
  for (let n = 0; n < 5; n++) fail('192.0.2.1', 'Ada')
  for (const name of ['Ada', 'Ben', 'Cem']) fail('198.51.100.1', name)
  const entries = await page()
  expect(entries.map(({ subject, detail, count }) => [subject, detail, count])).toEqual([
    [null, 'wrong password, 3 accounts', 3],
    ['Ada', 'wrong password', 5],
  ])
})

test('a flood from any number of addresses has a bounded number of rows, and one that says so', async () => {
  for (let n = 0; n < 5000; n++) fail(`10.${n >> 8}.${n & 255}.1`)
  const entries = await page(1000)
  expect(entries).toHaveLength(101)
  expect(entries[0]).toMatchObject({ address: null, detail: 'from more addresses than are listed', count: 4900 })
  // And so for as long as it goes on.
  for (let minute = 1; minute <= 60; minute++) {
    nowMs += 60_000
    for (let n = 0; n < 300; n++) fail(`10.${n}.${minute}.1`)
  }
  const later = await page(10_000)
  expect(later.length).toBeLessThanOrEqual(101 + 60 * 3)
  expect(later.reduce((sum, { count }) => sum + count, 0)).toBe(5000 + 60 * 300)
})

test('a database that fails loses counts and not the log: what fails next is written', async () => {
  isDown = true
  for (let n = 0; n < 5; n++) fail('192.0.2.1')
  await settled()
  isDown = false
  for (let n = 0; n < 4; n++) fail('192.0.2.1')
  isDown = true
  await audit.close()
  isDown = false
  expect(await page()).toMatchObject([{ count: 4 }])
})

function fail(address: string, name?: string): void {
  const subject = name === undefined ? undefined : { id: name.toLowerCase(), name }
  audit.count({ who: NOBODY, address }, 'sign-in-failed', { subject, detail: 'wrong password' }, name)
}

function page(limit = 200): Promise<AuditEntry[]> {
  return audit.page(null, null, limit)
}

function rows() {
  return memory.tables.audit.map(({ action, address, count, detail }) => ({ action, address, count, detail }))
}

/** The same storage, but that its log fails while `isDown`; says what is asked of the log. */
function watched(storage: Storage): Storage {
  const watch = <Args extends unknown[], Result>(
    name: keyof AuditStorage,
    method: (...args: Args) => Promise<Result>,
  ) => {
    return async (...args: Args): Promise<Result> => {
      calls.push(name)
      if (isDown) throw new Error('the disk is full')
      return method(...args)
    }
  }
  const { audit: log } = storage
  return {
    ...storage,
    audit: {
      add: watch('add', (row) => log.add(row)),
      count: watch('count', (id, times, several) => log.count(id, times, several)),
      page: watch('page', (chronology, before, limit) => log.page(chronology, before, limit)),
      prune: watch('prune', (beforeMs) => log.prune(beforeMs)),
    },
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

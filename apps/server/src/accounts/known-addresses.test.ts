import { beforeEach, expect, test } from 'vitest'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { addPerson } from '../testing/add-person.ts'
import { KnownAddresses } from './known-addresses.ts'
import { KnownDevices } from './known-devices.ts'

const DAY_MS = 24 * 3_600_000
const ADA = { id: 'ada', email: 'Ada@example.org' }

let nowMs: number
let storage: MemoryStorage
let known: KnownAddresses

beforeEach(() => {
  nowMs = Date.UTC(2027, 0, 1)
  storage = openMemoryStorage()
  known = knownWith('secret')
  for (const id of ['ada', 'ben']) addPerson(storage, id)
})

test('a place is known for one account, in any spelling, and of IPv6 the whole network of one customer', async () => {
  await known.note(ADA, '192.0.2.1')
  await known.note(ADA, '2001:db8:1:2::5')
  expect(await known.has('ada@EXAMPLE.org ', '192.0.2.1')).toBe(true)
  expect(await known.has('ada@example.org', '2001:db8:1:2:aaaa::9')).toBe(true)
  expect(await known.has('ada@example.org', '2001:db8:1:3::5')).toBe(false)
  expect(await known.has('ada@example.org', '192.0.2.2')).toBe(false)
  expect(await known.has('ben@example.org', '192.0.2.1')).toBe(false)
  expect(await known.has('nobody@example.org', '192.0.2.1')).toBe(false)
})

test('it is forgotten half a year after the last sign-in, with the password, and with the account', async () => {
  await known.note(ADA, '192.0.2.1')
  nowMs += 100 * DAY_MS
  await known.note(ADA, '192.0.2.1')
  nowMs += 179 * DAY_MS
  expect(await known.has(ADA.email, '192.0.2.1')).toBe(true)
  nowMs += 2 * DAY_MS
  expect(await known.has(ADA.email, '192.0.2.1')).toBe(false)
  await known.prune()
  expect(count()).toBe(0)
  for (const id of ['ada', 'ben']) await known.note({ id, email: `${id}@example.org` }, '192.0.2.1')
  await known.forget('ada')
  expect([await known.has('ada@example.org', '192.0.2.1'), count()]).toEqual([false, 1])
  await storage.people.remove('ben')
  expect(count()).toBe(0)
})

test('of each person the latest twenty are kept', async () => {
  await known.note({ id: 'ben', email: 'ben@example.org' }, '192.0.2.1')
  for (let n = 0; n < 50; n++) {
    nowMs++
    await known.note(ADA, `198.51.100.${n}`)
  }
  expect(count()).toBe(21)
  expect(await known.has(ADA.email, '198.51.100.29')).toBe(false)
  expect(await known.has(ADA.email, '198.51.100.30')).toBe(true)
})

test('the database tells neither who was where nor lets another server find out', async () => {
  await known.note(ADA, '192.0.2.1')
  expect(JSON.stringify([...storage.tables.knownAddresses])).not.toMatch(/192\.0|example/)
  expect(await knownWith('another secret').has(ADA.email, '192.0.2.1')).toBe(false)
})

test('a device is known for one account, for half a year, and cannot be made up', () => {
  const devices = new KnownDevices({ secret: 'secret', nowMs: () => nowMs })
  const { value } = devices.make('Ada@example.org')
  const id = devices.find(value, 'ada@example.org')
  expect(id).toBeDefined()
  expect(devices.find(value, 'ben@example.org')).toBeUndefined()
  const [part, until, mac] = value.split('.')
  for (const other of [
    '',
    'x',
    `${part}`,
    `x.${until}.${mac}`,
    `${part}.${Number(until) + 1}.${mac}`,
    `${part}.${until}.`,
  ]) {
    expect(devices.find(other, 'ada@example.org')).toBeUndefined()
  }
  nowMs += 181 * DAY_MS
  expect(devices.find(value, 'ada@example.org')).toBeUndefined()
})

function knownWith(secret: string): KnownAddresses {
  return new KnownAddresses({ storage, secret, nowMs: () => nowMs })
}

function count(): number {
  return storage.tables.knownAddresses.size
}

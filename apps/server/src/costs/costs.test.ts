import { expect, test } from 'vitest'
import type { Principal } from '../access/principal.ts'
import { Costs } from './costs.ts'

const HERE = '192.0.2.1'
let now = 0
const makeCosts = () => new Costs({ percentPerPerson: 30, nowMs: () => now })

test('four sockets of one person share two seconds of slow updates, whatever room and address they are in', () => {
  const costs = makeCosts()
  const sockets = [1, 2, 3, 4].map((n) => costs.payerFor(person('ada'), `192.0.2.${n}`)!)
  const took: number[] = []
  for (const socket of sockets) {
    if (!socket.mayGoOn) continue
    const ms = Math.min(2000, socket.patienceMs)
    took.push(ms)
    socket.spent(ms)
    socket.struck()
  }
  expect(took).toEqual([2000, 250])
  expect(sockets.every(({ mayGoOn }) => !mayGoOn)).toBe(true)
})

test('the first update that takes too long may be an accident; each further one costs twice the wait of the last, up to an hour', () => {
  const costs = makeCosts()
  const payer = costs.payerFor(person('ada'), HERE)!
  payer.struck()
  expect(payer.waitMs).toBe(0)
  const waits: number[] = []
  for (let n = 0; n < 12; n++) {
    payer.struck()
    waits.push(payer.waitMs)
    now += payer.waitMs
    expect(payer.mayGoOn).toBe(true)
  }
  expect(waits.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000])
  expect(waits.at(-1)).toBe(3_600_000)
  now += 3_600_001
  payer.struck()
  expect(payer.waitMs).toBe(0)
})

test('a new key, session or socket of the same person is the same payer; the command line is none', () => {
  const costs = makeCosts()
  costs.payerFor(person('ada'), HERE)!.spent(5000)
  const key: Principal = {
    kind: 'key',
    person: known('ada'),
    key: { id: 'k', scope: 'write', chronology: null, expiresMs: 0 },
  }
  expect(costs.payerFor(key, '198.51.100.7')!.mayGoOn).toBe(false)
  expect(costs.payerFor({ kind: 'machine' }, HERE)).toBeUndefined()
})

test('many small things cost as much as one that is long, and the time to come back is told', () => {
  const costs = makeCosts()
  const payer = costs.payerFor(person('ada'), HERE)!
  let sent = 0
  while (payer.mayGoOn) {
    payer.spent(10)
    sent++
    now += 10
  }
  // 3 s at once and 0.3 s for each that goes by.
  expect(sent).toBeGreaterThan(400)
  expect(sent).toBeLessThan(450)
  const { waitMs } = payer
  now += waitMs - 1
  expect(payer.mayGoOn).toBe(false)
  now += 1
  expect(payer.mayGoOn).toBe(true)
  payer.spent(100)
  expect(payer.mayGoOn).toBe(true)
})

test('a class at one address does not pay for one of them: nobody else is sent away, and small updates have their time', () => {
  const costs = makeCosts()
  for (let guest = 0; guest < 50; guest++) {
    const payer = costs.payerFor(person(`guest ${guest}`), HERE)!
    payer.spent(payer.patienceMs)
    payer.struck()
  }
  const student = costs.payerFor(person('student'), HERE)!
  expect(student.mayGoOn).toBe(true)
  expect(student.patienceMs).toBe(250)
  expect(costs.payerFor(person('elsewhere'), '198.51.100.7')!.patienceMs).toBe(2000)
})

test('many guests of one address together take 10 s of slow updates and not 2 s each', () => {
  const costs = makeCosts()
  let took = 0
  for (let guest = 0; guest < 30; guest++) {
    const payer = costs.payerFor(person(`guest ${guest}`), HERE)!
    took += payer.patienceMs
    payer.spent(payer.patienceMs)
  }
  expect(took).toBeLessThanOrEqual(10_000 + 30 * 250)
})

test('who is nobody pays as an address, five times as much as a person, and of IPv6 as a customer', () => {
  const costs = makeCosts()
  costs.payerFor({ kind: 'nobody' }, '2001:db8:1:2::1')!.spent(14_000)
  expect(costs.payerFor({ kind: 'nobody' }, '2001:db8:1:2::2')!.mayGoOn).toBe(true)
  costs.payerFor({ kind: 'nobody' }, '2001:db8:1:2::3')!.spent(2000)
  expect(costs.payerFor({ kind: 'nobody' }, '2001:db8:1:2::4')!.mayGoOn).toBe(false)
  expect(costs.payerFor({ kind: 'nobody' }, '2001:db8:1:3::4')!.mayGoOn).toBe(true)
  // People who are known there go on.
  expect(costs.payerFor(person('ada'), '2001:db8:1:2::4')!.mayGoOn).toBe(true)
})

test('what is loaded and read for somebody is on their account, also after they have waited for it', async () => {
  const costs = makeCosts()
  const payer = costs.payerFor(person('ada'), HERE)!
  await costs.onAccountOf(payer, async () => {
    await Promise.resolve()
    costs.spent(5000)
  })
  expect(payer.mayGoOn).toBe(false)
  // Nobody asked: a timer of the server's own.
  costs.spent(5000)
})

test('what is remembered does not grow with the number of people', () => {
  const costs = makeCosts()
  for (let n = 0; n < 100_000; n++) {
    costs.payerFor(person(`p${n}`), `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`)!.spent(1)
    now += 10
  }
  expect(costs.size).toBeLessThan(30_000)
})

function person(id: string): Principal {
  return { kind: 'person', person: known(id), session: { id: 's', expiresMs: 0 } }
}

function known(id: string) {
  return { id, name: id, email: '', colour: 0, isGuest: true, isOwner: false, isProgram: false, choseName: true }
}

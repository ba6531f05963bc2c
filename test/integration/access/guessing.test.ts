/**
 * [attack 25] Guessing is slowed, by what is guessed at and by address; a class that shares one address is not.
 * The addresses are those that a proxy names.
 */
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../../visitor.ts'
import { Instance, account, codeOf, PASSWORD } from './instance.ts'

const CLASS = 300
/** More than an address has wrong tries. */
const PASSWORD_CLASS = 80
const CLASS_WITHIN_MS = 60_000
const ONE_ADDRESS = '192.0.2.1'

let instance: Instance

beforeAll(async () => {
  instance = await Instance.start({ TRUST_PROXY: '1' })
})

afterAll(() => instance.close())

test(
  `[attack 25] ${CLASS} join from one address at which others try wrong links, which are slowed`,
  async () => {
    const room = await instance.chronology('Class')
    const link = await instance.link(room, 'viewer')
    let slowed = 0
    let isOver = false
    const guessing = (async () => {
      for (let n = 0; !isOver; n++) {
        const token = `${n}`.padStart(32, 'x')
        const { status } = await new Visitor(instance.address).send('POST', '/api/join', { token }, from(ONE_ADDRESS))
        expect([404, 429]).toContain(status)
        if (status === 429) slowed++
      }
    })()
    const startMs = performance.now()
    const joined = await inTens(CLASS, async (n) => {
      const visitor = new Visitor(instance.address)
      const token = new URL(link.url).hash.slice(1)
      return (await visitor.send('POST', '/api/join', { token, name: `Student ${n}` }, from(ONE_ADDRESS))).status
    })
    const tookMs = performance.now() - startMs
    isOver = true
    await guessing
    console.log(
      `${CLASS} guests joined from one address in ${(tookMs / 1000).toFixed(1)} s; wrong links slowed: ${slowed}`,
    )
    expect(new Set(joined)).toEqual(new Set([201]))
    expect(slowed).toBeGreaterThan(0)
  },
  CLASS_WITHIN_MS,
)

test('[attack 25] wrong links and keys have the same answer, however near they are', async () => {
  const { url } = await instance.link(await instance.chronology('Near'), 'viewer')
  const token = new URL(url).hash.slice(1)
  const near = [`${token.slice(0, -1)}_`, token.slice(0, 16), `${token}x`, token.toUpperCase(), 'x'.repeat(32)]
  const answers = await Promise.all(
    near.map((each) => new Visitor(instance.address).send('POST', '/api/join', { token: each }, from('192.0.2.2'))),
  )
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
})

test('[attack 25] wrong keys are slowed by address, and a right one is taken at the same address', async () => {
  const right = await instance.program(instance.owner, 'read')
  const statuses: number[] = []
  for (let n = 0; n < 40; n++) {
    const wrong = { authorization: `Bearer coeval_${`${n}`.padStart(43, 'x')}`, ...from('192.0.2.3') }
    statuses.push((await fetch(`${instance.address}api/chronologies`, { headers: wrong })).status)
  }
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
  expect(statuses).toContain(429)
  const headers = { ...right, ...from('192.0.2.3') }
  expect((await fetch(`${instance.address}api/chronologies`, { headers })).status).toBe(200)
})

test('[attack 25] a password is slowed per account and address, while others at that address sign in', async () => {
  await instance.account('Ada')
  await instance.account('Ben')
  const statuses = []
  for (let n = 0; n < 8; n++) statuses.push((await signIn('Ada', `wrong ${n}`, '192.0.2.4')).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  // Not even the right one, or trying would pay.
  const right = await signIn('Ada', PASSWORD, '192.0.2.4')
  expect([right.status, codeOf(right.body)]).toEqual([429, 'too-many-tries'])
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  const startMs = performance.now()
  expect((await signIn('Ben', PASSWORD, '192.0.2.4')).status).toBe(200)
  console.log(`signed in with a password in ${(performance.now() - startMs).toFixed(0)} ms`)
  expect((await signIn('Ada', PASSWORD, '192.0.2.5')).status).toBe(200)
})

test('[attack 25] and per account from many addresses', async () => {
  await instance.account('Cem')
  const statuses = []
  for (let n = 0; n < 30; n++) statuses.push((await signIn('Cem', `wrong ${n}`, `198.51.100.${n}`)).status)
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
  expect(statuses.slice(25)).toEqual(Array.from({ length: 5 }, () => 429))
}, 120_000)

test('[attack 25] one address that goes on guessing does not keep the owner of the account out elsewhere', async () => {
  await instance.account('Dora')
  for (let n = 0; n < 60; n++) await signIn('Dora', `wrong ${n}`, '192.0.2.6')
  expect((await signIn('Dora', PASSWORD, '192.0.2.7')).status).toBe(200)
})

test('[attack 25] hundreds of wrong passwords from one address: few are looked at, and everybody else is served', async () => {
  await instance.account('Flora')
  await instance.account('Home')
  // Flora has signed in from there before; Home has not.
  const flora = await signIn('Flora', PASSWORD, '192.0.2.20')
  expect(flora.status).toBe(200)
  const flood = Array.from({ length: 300 }, (_, n) => signIn(`nobody${n}`, `${n}`.padEnd(100, 'x'), '192.0.2.20'))
  const meanwhile = await Promise.all([
    fetch(`${instance.address}livez`),
    signIn('Flora', PASSWORD, '192.0.2.20'),
    signIn('Home', PASSWORD, '192.0.2.21'),
  ])
  expect(meanwhile.map(({ status }) => status)).toEqual([200, 200, 200])
  const answers = await Promise.all(flood)
  const lookedAt = answers.filter(({ status }) => status === 401).length
  // Fifty, and one for each two seconds that it took.
  expect(lookedAt).toBeGreaterThanOrEqual(50)
  expect(lookedAt).toBeLessThan(150)
  expect(answers.filter(({ status }) => status !== 401).map(({ status }) => status)).toEqual(
    Array.from({ length: 300 - lookedAt }, () => 429),
  )
  for (const { status, headers } of answers)
    if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  // Whatever strangers have used up at this address.
  expect((await signIn('Flora', PASSWORD, '192.0.2.20')).status).toBe(200)
}, 180_000)

test(`[attack 25] a class that signs in by password from one address at once is let in whole, also who mistypes first`, async () => {
  const names = Array.from({ length: PASSWORD_CLASS }, (_, n) => `student${n}`)
  await addAccounts(names)
  const answers = await Promise.all(
    names.map(async (name, n) => {
      if (n % 10 === 0) expect((await signIn(name, 'mistyped', '192.0.2.30')).status).toBe(401)
      return (await signIn(name, PASSWORD, '192.0.2.30')).status
    }),
  )
  expect(new Set(answers)).toEqual(new Set([200]))
}, 180_000)

test('who goes away before their turn is not looked at', async () => {
  await instance.account('Jana')
  const { email } = account('Jana')
  const body = JSON.stringify({ email, password: 'wrong' })
  const headers = {
    'content-type': 'application/json',
    origin: new URL(instance.address).origin,
    ...from('192.0.2.40'),
  }
  // Two that run and those behind them, which all give up.
  const leaving = new AbortController()
  const given = Array.from({ length: 30 }, () =>
    fetch(`${instance.address}api/sign-in`, { method: 'POST', headers, body, signal: leaving.signal }).catch(
      () => 'gone',
    ),
  )
  // As soon as one is answered, two others run and the rest waits.
  await Promise.race(given)
  leaving.abort()
  await Promise.all(given)
  const statuses = []
  for (let n = 0; n < 5; n++) statuses.push((await signIn('Jana', 'wrong', '192.0.2.40')).status)
  expect(statuses.filter((status) => status === 401).length).toBeLessThan(5)
})

test('an address that the client itself puts in front counts for nothing', async () => {
  await instance.account('Eva')
  const statuses = []
  for (let n = 0; n < 7; n++) statuses.push((await signIn('Eva', 'wrong', `203.0.113.${n}, 192.0.2.8`)).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
})

test('an account that there is and one that there is not have the same answer, and no spelling has tries of its own', async () => {
  const { status, body } = await signIn('Eva', 'wrong', '192.0.2.9')
  const nobody = await signIn('Nobody', 'wrong', '192.0.2.9')
  expect([nobody.status, nobody.body]).toEqual([status, body])
  const statuses = []
  for (const email of [
    'fay@example.org',
    'FAY@example.org',
    ' fay@example.org',
    'Fay@Example.org ',
    'fAy@example.org',
  ]) {
    const visitor = new Visitor(instance.address)
    statuses.push((await visitor.send('POST', '/api/sign-in', { email, password: 'x' }, from('192.0.2.10'))).status)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401])
  expect((await signIn('Fay', 'x', '192.0.2.10')).status).toBe(429)
})

test('a change of the password by somebody who has the session is slowed as well', async () => {
  const gil = await instance.account('Gil')
  const statuses = []
  for (let n = 0; n < 8; n++) {
    statuses.push((await gil.send('POST', '/api/me/password', { current: `wrong ${n}`, next: PASSWORD })).status)
  }
  expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429, 429])
})

/** With the password of the owner: hashing one for each would take longer than the test. */
async function addAccounts(names: readonly string[]): Promise<void> {
  await instance.server.end('SIGTERM')
  const db = new DatabaseSync(join(instance.folder, 'coeval.sqlite'))
  const one = (sql: string) => db.prepare(sql).get() as Record<string, SQLInputValue>
  const user = one(`select * from "user" where email = 'olga@example.org'`)
  const credential = one(
    `select a.* from "account" a join "user" u on u.id = a.userId where u.email = 'olga@example.org'`,
  )
  const add = (table: string, row: Record<string, SQLInputValue>) => {
    const columns = Object.keys(row)
    const names = columns.map((name) => `"${name}"`).join(', ')
    const places = columns.map(() => '?').join(', ')
    db.prepare(`insert into "${table}" (${names}) values (${places})`).run(...Object.values(row))
  }
  for (const name of names) {
    add('user', { ...user, id: name, name, email: account(name).email, isOwner: 0 })
    add('account', { ...credential, id: `account-${name}`, accountId: name, userId: name })
  }
  db.close()
  await instance.restart()
}

function signIn(name: string, password: string, address: string) {
  const { email } = account(name)
  return new Visitor(instance.address).send('POST', '/api/sign-in', { email, password }, from(address))
}

function from(address: string): Record<string, string> {
  return { 'x-forwarded-for': address }
}

/** Ten at once. */
async function inTens<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const one = async () => {
    while (next < count) results.push(await work(next++))
  }
  await Promise.all(Array.from({ length: 10 }, one))
  return results
}

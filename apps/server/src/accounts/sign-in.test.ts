/** Who guesses at an account, and its owner: with a clock that stands still, so that no try comes back meanwhile. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeWholeApp, type WholeApp } from '../testing/whole-app.ts'
import type { AuditEntry } from '@coeval/api'

const HOST = '127.0.0.1:8787'
const PASSWORD = 'correct horse battery'
const HOME = '203.0.113.50'

let whole: WholeApp

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  whole = await makeWholeApp()
})

afterAll(async () => {
  await whole.close()
  vi.useRealTimers()
})

test.each([4, 40])(
  'who guesses from %i addresses keeps nobody out who was there before',
  async (addresses) => {
    const email = `hana${addresses}@example.org`
    const cookies = await makeAccount(email)
    expect((await signIn(email, PASSWORD, HOME)).status).toBe(200)
    const guesses = []
    for (let n = 0; n < 40; n++)
      guesses.push((await signIn(email, `wrong ${n}`, `198.18.${addresses}.${n % addresses}`)).status)
    expect(guesses.filter((status) => status === 401)).toHaveLength(20)
    const stranger = await signIn(email, PASSWORD, '203.0.113.51')
    expect([stranger.status, await codeOf(stranger)]).toEqual([429, 'too-many-tries'])
    expect((await signIn(email, PASSWORD, HOME)).status).toBe(200)
    // Who is signed in notices nothing, and may change the password.
    const next = `${PASSWORD}!`
    const changed = await send('/api/me/password', { current: PASSWORD, next }, HOME, cookies)
    expect(changed.status).toBe(200)
    // Known is now where that was, and no place more from before; a browser that signed in before may be anywhere.
    expect((await signIn(email, next, HOME)).status).toBe(200)
    expect((await signIn(email, next, '203.0.113.52')).status).toBe(429)
    expect((await signIn(email, next, '203.0.113.52', deviceIn(cookies))).status).toBe(200)
  },
  60_000,
)

test('who guesses at the very address of the owner has no more tries there, and the browser of the owner has its own', async () => {
  const email = 'ines@example.org'
  const cookies = await makeAccount(email)
  expect((await signIn(email, PASSWORD, HOME)).status).toBe(200)
  expect(await statusesOf(8, () => signIn(email, 'wrong', HOME))).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  expect((await signIn(email, PASSWORD, HOME)).status).toBe(429)
  expect((await signIn(email, PASSWORD, HOME, deviceIn(cookies))).status).toBe(200)
}, 60_000)

test('a browser that is signed in is known from then on, also where its session began before there was such a cookie', async () => {
  const email = 'ivo@example.org'
  const [session = ''] = (await makeAccount(email)).filter((cookie) => !cookie.includes('.device='))
  const known = deviceIn(cookiesOf(await lookAtMe([session])))
  expect(known).toHaveLength(1)
  expect(deviceIn(cookiesOf(await lookAtMe([session, ...known])))).toEqual([])
  expect(deviceIn(cookiesOf(await lookAtMe([])))).toEqual([])
  for (let n = 0; n < 20; n++) await signIn(email, 'wrong', `198.18.90.${n}`)
  expect((await signIn(email, PASSWORD, '203.0.113.90')).status).toBe(429)
  expect((await signIn(email, PASSWORD, '203.0.113.90', known)).status).toBe(200)
}, 60_000)

test('of an address at which too many were wrong, nobody learns which accounts it knows', async () => {
  const campus = '203.0.113.70'
  await makeAccount('jana@example.org')
  expect((await signIn('jana@example.org', PASSWORD, campus)).status).toBe(200)
  const statuses = await Promise.all(
    Array.from({ length: 60 }, (_, n) => signIn(`nobody${n}@example.org`, 'wrong', campus)),
  )
  expect(statuses.filter(({ status }) => status === 401)).toHaveLength(50)
  const told = async (answer: Response) => [answer.status, answer.headers.get('retry-after'), await answer.text()]
  const known = await told(await signIn('jana@example.org', 'wrong', campus))
  expect(known).toEqual(await told(await signIn('nobody@example.org', 'wrong', campus)))
  expect(known[0]).toBe(429)
  // And yet the right one lets in.
  expect((await signIn('jana@example.org', PASSWORD, campus)).status).toBe(200)
  // All of one minute and one network: one row, which names nobody.
  const entries: AuditEntry[] = await whole.core.services.audit.page(null, null, 200)
  const failed = entries.filter(({ action, detail }) => action === 'sign-in-failed' && /accounts/.test(detail ?? ''))
  expect(failed.map(({ address, subject }) => [address, subject])).toContainEqual(['203.0.113.0/24', null])
}, 60_000)

test('accounts that are there already are found out no faster by making them', async () => {
  await makeAccount('kim@example.org')
  const again = () =>
    send('/api/sign-up', { name: 'Kim', email: 'kim@example.org', password: PASSWORD }, '203.0.113.80')
  const statuses = await Promise.all(Array.from({ length: 60 }, async () => (await again()).status))
  expect(statuses.filter((status) => status === 409)).toHaveLength(50)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
}, 60_000)

test('who goes away before their turn is not looked at', async () => {
  const { passwords } = whole.core.services
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
  const busy = [1, 2].map(() => passwords.turn({ address: 'busy' }, () => isOver))
  const leaving = new AbortController()
  const given = send('/api/sign-in', { email: 'lea@example.org', password: 'wrong' }, HOME, [], leaving.signal)
  await vi.waitUntil(() => passwords.waiting === 1)
  leaving.abort()
  expect((await given).status).toBe(503)
  expect(passwords.waiting).toBe(0)
  end()
  await Promise.all(busy)
})

test('who is signed in changes the password while the queue of strangers is full', async () => {
  const email = 'mona@example.org'
  const cookies = await makeAccount(email)
  const { passwords } = whole.core.services
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
  const strangers = Array.from({ length: 402 }, (_, n) => passwords.turn({ address: `${n}` }, () => isOver))
  await vi.waitUntil(() => passwords.waiting === 400)
  expect((await signIn('nobody@example.org', 'wrong', HOME)).status).toBe(503)
  const changing = send('/api/me/password', { current: PASSWORD, next: `${PASSWORD}!` }, HOME, cookies)
  await vi.waitUntil(() => passwords.waiting === 401)
  end()
  expect((await changing).status).toBe(200)
  await Promise.all(strangers)
}, 60_000)

async function makeAccount(email: string): Promise<string[]> {
  const { oneTimeLinks, storage } = whole.core.services
  await storage.settings.put('sign-up', 'invitation')
  const { token } = await oneTimeLinks.makeToken('sign-up')
  const made = await send(
    '/api/sign-up',
    { name: 'Somebody', email, password: PASSWORD, invitation: token },
    '203.0.113.1',
  )
  if (made.status !== 200) throw new Error(await made.text())
  await storage.settings.put('sign-up', 'open')
  return cookiesOf(made)
}

function signIn(email: string, password: string, address: string, cookies: string[] = []): Promise<Response> {
  return send('/api/sign-in', { email, password }, address, cookies)
}

function lookAtMe(cookies: string[]): Promise<Response> {
  const from = { incoming: { socket: { remoteAddress: HOME, remotePort: 50_000, remoteFamily: 'IPv4' } } }
  return Promise.resolve(whole.app.request('/api/me', { headers: { host: HOST, cookie: cookies.join('; ') } }, from))
}

async function send(
  path: string,
  body: unknown,
  address: string,
  cookies: string[] = [],
  signal?: AbortSignal,
): Promise<Response> {
  const request = {
    method: 'POST',
    headers: { host: HOST, origin: `http://${HOST}`, 'content-type': 'application/json', cookie: cookies.join('; ') },
    body: JSON.stringify(body),
    signal,
  }
  const from = { incoming: { socket: { remoteAddress: address, remotePort: 50_000, remoteFamily: 'IPv4' } } }
  return whole.app.request(path, request, from)
}

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}

function deviceIn(cookies: string[]): string[] {
  return cookies.filter((cookie) => cookie.includes('.device='))
}

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: { code: string } }).error.code
}

async function statusesOf(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < count; n++) statuses.push((await ask()).status)
  return statuses
}

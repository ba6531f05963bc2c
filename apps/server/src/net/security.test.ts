import { Hono } from 'hono'
import { beforeEach, expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { publicOriginsOf } from './public-origins.ts'
import { isOwnOrigin, ownPagesOnly, securityHeaders, toOwnAddress } from './security.ts'

const HOST = '127.0.0.1:8787'
const OWN = `http://${HOST}`
const LOCAL = publicOriginsOf({ host: '127.0.0.1' }, 8787)
const PUBLIC = publicOriginsOf({ host: '127.0.0.1', baseUrl: 'https://time.example.org' }, 8787)

let changes: number

beforeEach(() => {
  changes = 0
})

test('an Origin is one of ours to the letter', () => {
  expect(isOwnOrigin(OWN, LOCAL)).toBe(true)
  for (const origin of [
    undefined,
    '',
    'null',
    `${OWN}/`,
    OWN.toUpperCase(),
    `${OWN}.evil.example`,
    `${OWN} ${OWN}`,
    OWN.slice(0, -1),
  ]) {
    expect(isOwnOrigin(origin, LOCAL)).toBe(false)
  }
})

const MAY_CHANGE: [string, Record<string, string>, boolean][] = [
  ['our page, signed in', { origin: OWN, cookie: 'a=b', 'sec-fetch-site': 'same-origin' }, true],
  ['a program without either', {}, true],
  ['a program with a key', { authorization: 'Bearer x' }, true],
  ['a program with a key and a cookie', { authorization: 'Bearer x', cookie: 'a=b' }, true],
  ['somebody signed in who does not say from where', { cookie: 'a=b' }, false],
  ['another page', { origin: 'http://evil.example' }, false],
  ['another page, with a key', { origin: 'http://evil.example', authorization: 'Bearer x' }, false],
  ['another page that hides', { origin: 'null', cookie: 'a=b' }, false],
  ['a page of the same site', { 'sec-fetch-site': 'same-site' }, false],
  ['another site, with our Origin', { origin: OWN, 'sec-fetch-site': 'cross-site' }, false],
  ['an empty Origin', { origin: '', cookie: 'a=b' }, false],
]

test.each(MAY_CHANGE)('%s', async (_who, headers, may) => {
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    changes = 0
    const answer = await appAt(LOCAL).request('/api/x', { method, headers: { host: HOST, ...headers } })
    expect([method, answer.status, changes]).toEqual([method, may ? 200 : 403, may ? 1 : 0])
  }
  // Reading is everybody's: what is read is decided by who asks, and no other page may read the answer.
  expect((await appAt(LOCAL).request('/api/x', { headers: { host: HOST, ...headers } })).status).toBe(200)
})

test('a server for this machine answers at its own names, one with a public address there as well, and nowhere else', async () => {
  const at = async (places: typeof LOCAL, host: string) =>
    (await appAt(places).request('/api/x', { headers: { host } })).status
  for (const host of [HOST, 'localhost:8787', '[::1]:8787', 'a.localhost']) expect(await at(LOCAL, host)).toBe(200)
  for (const host of ['evil.example', '127.0.0.1.evil.example', '192.0.2.1', '0.0.0.0:8787'])
    expect(await at(LOCAL, host)).toBe(403)
  expect(await at(PUBLIC, 'time.example.org')).toBe(200)
  expect(await at(PUBLIC, 'TIME.example.org')).toBe(200)
  for (const host of ['evil.example', 'time.example.org.evil.example', 'time.example.org:1'])
    expect(await at(PUBLIC, host)).toBe(403)
})

test('a page that is opened by another local name goes to the one address, with its path, and nowhere else', async () => {
  const open = async (path: string, host = 'localhost:8787') => {
    const app = new Hono().get('*', toOwnAddress(LOCAL), (c) => c.text('here'))
    const answer = await app.request(`http://${host}${path}`, { headers: { host, accept: 'text/html' } })
    return answer.headers.get('location')
  }
  expect(await open('/c/caj?x=1')).toBe(`${OWN}/c/caj?x=1`)
  expect(await open('//evil.example/x')).toBe(`${OWN}/evil.example/x`)
  expect(await open('/\\evil.example')).toBe(`${OWN}/evil.example`)
  expect(await open('/', HOST)).toBe(null)
  expect(await open('/', 'evil.example')).toBe(null)
})

test('every answer says what a browser may do with it, and HTTPS is asked for where it is', async () => {
  const headersAt = async (places: typeof LOCAL) =>
    (await appAt(places).request('/api/x', { headers: { host: HOST } })).headers
  const local = await headersAt(LOCAL)
  expect(local.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
  )
  expect(local.get('content-security-policy')).not.toMatch(/unsafe-eval|script-src[^;]*unsafe/)
  expect(local.get('referrer-policy')).toBe('no-referrer')
  expect(local.get('x-content-type-options')).toBe('nosniff')
  expect(local.get('x-robots-tag')).toMatch(/noindex/)
  expect(local.get('strict-transport-security')).toBe(null)
  expect((await headersAt(PUBLIC)).get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/)
})

function appAt(places: typeof LOCAL): Hono {
  const app = new Hono()
  app.use(securityHeaders(places))
  app.use('/api/*', ownPagesOnly(places))
  app.all('/api/x', (c) => {
    changes++
    return c.text('done')
  })
  app.onError((error, c) => c.text(error.message, error instanceof Refusal ? error.status : 500))
  return app
}

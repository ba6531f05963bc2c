/** Pages of other sites, in the browser of somebody who is signed in here; and bodies without end. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineOf, type Route, routes } from '@coeval/api'
import { readUsage, watchRss } from '../../bench/sync/process-usage.ts'
import { codeOf, Instance } from './instance.ts'

const MIB = 1024 * 1024
const CHANGING = Object.values<Route>(routes)
  .map(lineOf)
  .filter((route) => !route.startsWith('GET '))

let instance: Instance
let room: string
let cookie: string
let own: string

beforeAll(async () => {
  instance = await Instance.start()
  room = await instance.chronology('Not to be touched')
  ;({ cookie } = instance.owner)
  own = instance.owner.origin
})

afterAll(() => instance.close())

/** What a page of another site can make a browser send without asking first, and what some of them would ask first for. */
const FORGED: Record<string, Record<string, string>> = {
  'a form': { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  'a form of a page without an origin': { origin: 'null', 'content-type': 'text/plain' },
  'JSON as plain text': { origin: 'http://evil.example', 'content-type': 'text/plain' },
  JSON: { origin: 'http://evil.example', 'content-type': 'application/json' },
  'a page of the same site, at another port': { 'sec-fetch-site': 'same-site', 'content-type': 'application/json' },
  'a request without an Origin': { 'content-type': 'application/json' },
  'a request without an Origin, as a form': { 'content-type': 'multipart/form-data; boundary=x' },
  'a page that looks like ours': { 'content-type': 'application/json' },
}

test.each(Object.keys(FORGED))('[attack 27] %s changes nothing, at any address', async (name) => {
  const forged = { ...FORGED[name], ...(name === 'a page that looks like ours' && { origin: `${own}.evil.example` }) }
  const wrong: string[] = []
  for (const route of CHANGING) {
    const [method = '', path = ''] = route.split(' ')
    for (const each of [method, 'POST', 'PUT']) {
      const answer = await fetch(`${own}${path.replace(':id', room).replace(/:\w+/, 'none')}`, {
        method: each,
        headers: { ...forged, cookie },
        ...(each !== 'DELETE' && { body: '{"title":"Taken over","signUp":"open","everywhere":true}' }),
      })
      const code = codeOf(await answer.json())
      if (answer.status !== 403 || code !== 'foreign-origin') wrong.push(`${each} ${path}: ${answer.status} ${code}`)
    }
  }
  expect(wrong).toEqual([])
})

test('[attack 27] not even as a page of ours is anything taken that a form can send', async () => {
  const wrong: string[] = []
  for (const route of CHANGING) {
    const [method = '', path = ''] = route.split(' ')
    // What these do needs no body.
    if (method === 'DELETE' || /oidc$|invitations$|sign-in-link$|ownership$|machine/.test(path)) continue
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const answer = await fetch(`${own}${path.replace(':id', room).replace(/:\w+/, 'none')}`, {
        method,
        headers: { origin: own, cookie, 'content-type': type },
        body: '{"title":"Taken over"}',
      })
      if (answer.status !== 415 && answer.status !== 404) wrong.push(`${route} as ${type}: ${answer.status}`)
    }
  }
  expect(wrong).toEqual([])
})

test('[attack 27] no answer lets another page read it', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'PATCH', cookie }
    const answer = await fetch(`${own}/api/chronologies/${room}`, { method, headers })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test('after all that, everything is as it was', async () => {
  const { body } = await instance.owner.send<{ title: string }>('GET', `/api/chronologies/${room}`)
  expect(body.title).toBe('Not to be touched')
  const me = await instance.owner.me()
  expect([me.person?.name, me.instance.signUp]).toEqual(['Olga', 'invitation'])
})

test('[attack 26] 100 MB in chunks, without a length, are stopped at the limit of each address', async () => {
  const before = readUsage(instance.server.pid).rssBytes
  const peak = watchRss(instance.server.pid)
  for (const [path, mostBytes] of [
    ['/api/chronologies', 64 * 1024],
    ['/api/sign-in', 64 * 1024],
    ['/api/chronologies/import', 50 * MIB],
  ] as const) {
    const { status, sentBytes } = await sendChunked(path, 100 * MIB)
    console.log(`${path}: ${status} after ${(sentBytes / MIB).toFixed(1)} MiB`)
    expect([413, 0]).toContain(status)
    // What is in buffers on the way does not count.
    expect(sentBytes).toBeLessThan(mostBytes + 20 * MIB)
  }
  console.log(`the server grew by ${((peak() - before) / MIB).toFixed(0)} MiB`)
  const nobody = await fetch(`${own}/api/chronologies/import`, {
    method: 'POST',
    headers: { origin: own, 'content-type': 'application/json' },
    body: ' '.repeat(10 * MIB),
  }).catch(() => undefined)
  expect([401, undefined]).toContain(nobody?.status)
  expect((await fetch(`${own}/readyz`)).status).toBe(200)
}, 120_000)

/** Until there is an answer, or the line is cut (0). */
function sendChunked(path: string, bytes: number): Promise<{ status: number; sentBytes: number }> {
  const { promise, resolve } = Promise.withResolvers<{ status: number; sentBytes: number }>()
  const chunk = Buffer.alloc(64 * 1024, ' ')
  let sentBytes = 0
  let isOver = false
  const end = (status: number) => {
    isOver = true
    resolve({ status, sentBytes })
    sending.destroy()
  }
  const headers = { origin: own, cookie, 'content-type': 'application/json' }
  const sending = request(`${own}${path}`, { method: 'POST', headers }, ({ statusCode = 0 }) => end(statusCode))
  sending.on('error', () => end(0))
  const write = () => {
    while (!isOver && sentBytes < bytes) {
      sentBytes += chunk.length
      if (!sending.write(chunk)) return void sending.once('drain', write)
    }
    if (!isOver) sending.end()
  }
  write()
  return promise
}

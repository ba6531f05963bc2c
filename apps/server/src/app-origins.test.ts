/** Who may ask from where: pages of other sites, proxies, names from outside, and bodies that are too large. */
import { AT_THE_MACHINE } from './access/at-the-machine.ts'
import { cajJson } from '@coeval/caj'
import type { Checkup } from '@coeval/api'
import { expect, test } from 'vitest'
import { publicOriginsOf } from './net/public-origins.ts'
import {
  app,
  ask,
  core,
  expectError,
  FROM_HERE,
  get,
  importFile,
  LOCAL,
  makeApp,
  send,
  serve,
} from './testing/one-app.ts'

test('a request of another site changes nothing', async () => {
  const title = { title: 'Taken over' }
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:8788', 'http://127.0.0.1:8787.evil.example']) {
    await expectError(await send('PATCH', '/api/chronologies/caj', title, { origin }), 403, /^Only pages at/)
  }
  await expectError(
    await send('PATCH', '/api/chronologies/caj', title, { 'sec-fetch-site': 'cross-site' }),
    403,
    /pages/,
  )
  const form = await send('POST', '/api/chronologies', title, { 'content-type': 'text/plain' })
  expect(form.status).toBeGreaterThanOrEqual(400)
  expect((await importFile(cajJson(), '', { 'content-type': 'text/plain' })).status).toBe(415)
  const own = await send('POST', '/api/chronologies', { title: 'Mine' }, { origin: 'http://127.0.0.1:8787' })
  expect(own.status).toBe(201)
})

test('a name that was pointed at this machine from outside reads nothing (DNS rebinding)', async () => {
  await expectError(
    await app.request('/api/chronologies', { headers: { host: 'evil.example:8787' } }, FROM_HERE),
    403,
    /BASE_URL/,
  )
})

test('behind a proxy, pages of the configured address may change chronologies', async () => {
  serve(makeApp(publicOriginsOf({ host: '127.0.0.1', baseUrl: 'https://time.example.org' }, 8787)))
  const { key } = await core.services.apiKeys.makeForProgram(AT_THE_MACHINE, { name: 'Importer', scope: 'write' })
  const host = 'time.example.org'
  const asProgram = { host, authorization: `Bearer ${key}` }
  const own = await send(
    'POST',
    '/api/chronologies',
    { title: 'A' },
    { ...asProgram, origin: 'https://time.example.org' },
  )
  expect(own.status).toBe(201)
  await expectError(
    await send('POST', '/api/chronologies', { title: 'A' }, { ...asProgram, origin: 'http://time.example.org' }),
    403,
    /pages/,
  )
})

test('a proxy that changes the name that people called is said to, where they are and in the checkup', async () => {
  serve(makeApp(publicOriginsOf({ host: '127.0.0.1', baseUrl: 'https://time.example.org' }, 8787)))
  const asked = (path: string) => app.request(path, { headers: { host: 'coeval:8787' } }, FROM_HERE)
  await expectError(await asked('/api/me'), 403, /time\.example\.org.* Host/)
  const { findings } = (await (await asked('/api/checkup')).json()) as Checkup
  expect(findings.find(({ about }) => about === 'proxy')).toMatchObject({ state: 'problem' })
})

test('the checkup warns of plain HTTP in a network, also one who sits at the server itself', async () => {
  serve(makeApp(publicOriginsOf({ host: '0.0.0.0' }, 8787)))
  const { findings } = (await (await get('/api/checkup')).json()) as Checkup
  expect(findings.find(({ about }) => about === 'tls')).toMatchObject({ state: 'warning' })
})

test('a body above its limit is stopped, also without a length', async () => {
  const chunk = new Uint8Array(40_000).fill(120)
  const body = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 5; n++) controller.enqueue(chunk)
      controller.close()
    },
  })
  const headers = { ...LOCAL, 'content-type': 'application/json' }
  const response = await ask('/api/chronologies', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit)
  await expectError(response, 413, /64 kB/)
})

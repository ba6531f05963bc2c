import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { cajChronology, cajJson } from '@coeval/caj'
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { openDataFolder } from './folder/data-folder.ts'
import { addProblemLanguage } from './messages/say-problems.ts'
import { ConnectionLimits } from './net/connection-limits.ts'
import { Heartbeat } from './net/heartbeat.ts'
import type { Checkup, ChronologyInfo } from '@coeval/api'
import type { Env } from './http/context.ts'
import { type PublicOrigins, publicOriginsOf } from './net/public-origins.ts'
import { ServerMetrics } from './metrics.ts'
import { openCore, type Core } from './program.ts'
import { withCheckedAnswers } from './testing/checked-answers.ts'

const HOST = '127.0.0.1:8787'
/** The other end of the connection, as the adapter of a real server tells it. */
const FROM_HERE = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 50_000, remoteFamily: 'IPv4' } } }
/** As the command line on this machine. */
let LOCAL: Record<string, string>
let folder: string
let core: Core
let app: Hono<Env>
let isDraining: boolean

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-app-'))
  mkdirSync(join(folder, 'web/assets'), { recursive: true })
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>Coeval</title>')
  writeFileSync(join(folder, 'web/assets/main-abc.js'), 'export const text = "x"\n'.repeat(500))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  const config = readConfig({ PORT: '0', COEVAL_DATA: join(folder, 'data'), LOG: 'error' }, { isTerminal: false })
  core = await openCore(config, await openDataFolder(config.dataFolder), { port: 8787 })
  LOCAL = { host: HOST, authorization: `Bearer ${core.folder.machineToken}` }
})

afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

beforeEach(() => {
  isDraining = false
  app = makeApp()
})

test('a new data folder has the CAJ chronology', async () => {
  const { chronologies } = (await (await get('/api/chronologies')).json()) as { chronologies: ChronologyInfo[] }
  expect(chronologies.find(({ id }) => id === 'caj')).toMatchObject({
    events: cajChronology().events.length,
    trashedAt: null,
  })
})

test('the CAJ chronology leaves as the file that it came from, byte for byte', async () => {
  const response = await get('/api/chronologies/caj/export?format=json')
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="central-asia[\w-]*\.json"/)
  expect(await response.text()).toBe(cajJson())
})

test('export, import and export again gives the same bytes', async () => {
  const imported = await importFile(cajJson())
  expect(imported.status).toBe(201)
  const { id } = (await imported.json()) as ChronologyInfo
  expect(await (await get(`/api/chronologies/${id}/export`)).text()).toBe(cajJson())
})

test('an unknown export format is refused with those that there are', async () => {
  await expectError(await get('/api/chronologies/caj/export?format=xls'), 400, /"xls".*json/)
})

test('a chronology is made, renamed, put into the trash, restored, and deleted for good from the trash alone', async () => {
  const made = (await (await send('POST', '/api/chronologies', { title: ' Seminar ' })).json()) as ChronologyInfo
  expect(made).toMatchObject({ title: 'Seminar', events: 0, trashedAt: null })
  const path = `/api/chronologies/${made.id}`
  expect(await (await send('PATCH', path, { title: 'Colloquium' })).json()).toMatchObject({ title: 'Colloquium' })
  await expectError(await send('DELETE', path), 409, /trash/)
  const trashed = (await (await send('PATCH', path, { trashed: true })).json()) as ChronologyInfo
  expect(trashed.trashedAt).toMatch(/^\d{4}-/)
  expect(await (await send('PATCH', path, { trashed: false })).json()).toMatchObject({ trashedAt: null })
  await send('PATCH', path, { trashed: true })
  expect((await send('DELETE', path)).status).toBe(204)
  await expectError(await get(path), 404, /no chronology with the id/)
})

test('another copy of the CAJ chronology can be had', async () => {
  const copy = (await (await send('POST', '/api/chronologies', { from: 'caj' })).json()) as ChronologyInfo
  expect(copy.id).not.toBe('caj')
  expect(copy.events).toBe(cajChronology().events.length)
})

test('a dry run names the problems of a file and keeps nothing of it', async () => {
  const before = await countChronologies()
  const broken = cajJson().replace('"format": "coeval-chronology"', '"format": "other"')
  const check = (await (await importFile(broken, '?dryRun=1')).json()) as { ok: boolean; problems: { path: string }[] }
  expect(check.ok).toBe(false)
  expect(check.problems[0]?.path).toBe('/format')
  const good = (await (await importFile(cajJson(), '?dryRun=1')).json()) as { ok: boolean; events: number }
  expect(good).toMatchObject({ ok: true, events: cajChronology().events.length })
  expect(await countChronologies()).toBe(before)
})

test('what is wrong with a file is said in the language that its sender asks for, where that has a catalogue', async () => {
  addProblemLanguage('xx', [{ where: { file: 'la fájlo' }, check: { 'wrong-format': 'ne {format}' } }])
  const broken = cajJson().replace('"format": "coeval-chronology"', '"format": "other"')
  const told = { severity: 'error', path: '/format', where: 'la fájlo', message: 'Ne coeval-chronology' }
  const asked = { 'accept-language': 'xx-XX, en;q=0.5' }
  const check = await importFile(broken, '?dryRun=1', asked)
  expect(((await check.json()) as { problems: unknown }).problems).toEqual([told])
  const refused = (await (await importFile(broken, '', asked)).json()) as { error: unknown }
  expect(refused.error).toMatchObject({ message: 'The file could not be read: Ne coeval-chronology', problems: [told] })
  const english = (await (await importFile(broken, '?dryRun=1')).json()) as { problems: Record<string, string>[] }
  expect(english.problems[0]).toEqual({
    severity: 'error',
    path: '/format',
    where: 'the file',
    message: expect.stringMatching(/^This is not a Coeval chronology: "format" must be/),
  })
})

test('a file that cannot be read is refused with all its problems, by place', async () => {
  const response = await importFile('{ "format": "coeval-chronology", ')
  const { error } = (await response.json()) as { error: { message: string; problems: unknown[] } }
  expect(response.status).toBe(422)
  expect(error.message).toMatch(/line 1/)
  expect(error.problems).toHaveLength(1)
})

test.each([
  ['no title', 'POST', '/api/chronologies', {}],
  ['an empty title', 'POST', '/api/chronologies', { title: '  ' }],
  ['a title of 501 letters', 'POST', '/api/chronologies', { title: 'x'.repeat(501) }],
  ['a title that is no text', 'POST', '/api/chronologies', { title: 7 }],
  ['null', 'POST', '/api/chronologies', null],
  ['no change', 'PATCH', '/api/chronologies/caj', { other: 1 }],
])('%s is refused with a sentence', async (_name, method, path, body) => {
  await expectError(await send(method, path, body), 400, /\.$/)
})

test('a body that is not JSON is refused', async () => {
  const response = await ask('/api/chronologies', {
    method: 'POST',
    headers: { ...LOCAL, 'content-type': 'application/json' },
    body: '{',
  })
  await expectError(response, 400, /JSON/)
})

test('an address of the API where nothing is answers in JSON', async () => {
  await expectError(await get('/api/nothing'), 404, /nothing/)
  await expectError(await get('/api/chronologies/none'), 404, /no chronology with the id/)
})

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
  app = makeApp(publicOriginsOf({ host: '127.0.0.1', baseUrl: 'https://time.example.org' }, 8787))
  const { key } = await core.doors.people.makeProgramKey({ name: 'Importer', scope: 'write' })
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
  app = makeApp(publicOriginsOf({ host: '127.0.0.1', baseUrl: 'https://time.example.org' }, 8787))
  const asked = (path: string) => app.request(path, { headers: { host: 'coeval:8787' } }, FROM_HERE)
  await expectError(await asked('/api/me'), 403, /time\.example\.org.* Host/)
  const { findings } = (await (await asked('/api/checkup')).json()) as Checkup
  expect(findings.find(({ about }) => about === 'proxy')).toMatchObject({ state: 'problem' })
})

test('the checkup warns of plain HTTP in a network, also one who sits at the server itself', async () => {
  app = makeApp(publicOriginsOf({ host: '0.0.0.0' }, 8787))
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

test('alive and ready, and not ready while it drains', async () => {
  expect((await get('/livez')).status).toBe(200)
  expect((await get('/readyz')).status).toBe(200)
  isDraining = true
  expect((await get('/readyz')).status).toBe(503)
  expect((await get('/livez')).status).toBe(200)
})

test('the page is served at its addresses, its assets for ever, and nothing beside them', async () => {
  for (const path of ['/', '/c/caj']) {
    const page = await get(path)
    expect(await page.text()).toContain('<title>Coeval</title>')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/)
  }
  const asset = await ask('/assets/main-abc.js', { headers: { ...LOCAL, 'accept-encoding': 'gzip, br' } })
  expect(asset.headers.get('cache-control')).toMatch(/immutable/)
  expect(asset.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(Buffer.from(await asset.arrayBuffer())).length).toBe(12_000)
  const etag = asset.headers.get('etag') ?? ''
  expect((await ask('/assets/main-abc.js', { headers: { ...LOCAL, 'if-none-match': etag } })).status).toBe(304)
  for (const path of [
    '/assets/none.js',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%00.js',
    '/%zz.js',
  ]) {
    const response = await get(path)
    expect(response.status).toBe(404)
  }
})

test('a page that was not built yet says so', async () => {
  app = makeApp(undefined, join(folder, 'nowhere'))
  const response = await get('/')
  expect(response.status).toBe(503)
  expect(await response.text()).toMatch(/npm start/)
})

test('the JSON Schema is where the files say', async () => {
  const schema = (await (await get('/api/schema/coeval-chronology-1.schema.json')).json()) as { $schema: string }
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
})

function makeApp(places?: PublicOrigins, webFolder = join(folder, 'web')): Hono<Env> {
  const { chronologies, transfers, host, doors, folder: data, log } = core
  const checkStorage = () => data.storage.check()
  const limits = new ConnectionLimits({ maxConnections: 10, maxPerAddress: 10 })
  const figures = new ServerMetrics()
  const made = createApp({
    chronologies,
    transfers,
    host,
    doors: places ? { ...doors, places } : doors,
    checkStorage,
    log,
    webFolder,
    dataFolder: folder,
    trustedProxies: undefined,
    oidcName: undefined,
    securityContact: undefined,
    version: '0',
    isDraining: () => isDraining,
    sockets: { limits, heartbeat: new Heartbeat(), meter: figures },
    metrics: { figures, readers: { behindProxy: false } },
  })
  return withCheckedAnswers(made)
}

function ask(path: string, init: RequestInit): Promise<Response> {
  return Promise.resolve(app.request(path, init, FROM_HERE))
}

async function get(path: string): Promise<Response> {
  return ask(path, { headers: LOCAL })
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return ask(path, {
    method,
    headers: { ...LOCAL, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function importFile(text: string, query = '', headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/api/chronologies/import${query}`, {
    method: 'POST',
    headers: { ...LOCAL, 'content-type': 'application/json', ...headers },
    body: text,
  })
}

async function countChronologies(): Promise<number> {
  return ((await (await get('/api/chronologies')).json()) as { chronologies: unknown[] }).chronologies.length
}

async function expectError(response: Response, status: number, message: RegExp): Promise<void> {
  expect(response.status).toBe(status)
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  expect(error.message).toMatch(message)
  expect(error.code).toMatch(/^[a-z-]+$/)
}

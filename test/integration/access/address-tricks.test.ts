/** Addresses that are written otherwise than usual: none of them leads past the guard, or out of the page's folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, Instance } from './instance.ts'
import { rawRequest } from './raw-request.ts'

const SECRET = 'Geheimnis'

let web: string
let instance: Instance
let port: number
let hidden: string
let open: string
let stranger: Record<string, string>

beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'coeval-web-'))
  mkdirSync(join(web, 'dist/assets'), { recursive: true })
  mkdirSync(join(web, 'dist-other'))
  writeFileSync(join(web, 'dist/index.html'), '<title>Coeval</title>')
  writeFileSync(join(web, 'secret.txt'), SECRET)
  writeFileSync(join(web, 'dist-other/secret.txt'), SECRET)
  instance = await Instance.start({ COEVAL_WEB: join(web, 'dist') })
  ;({ port } = instance.server)
  hidden = await instance.chronology(SECRET)
  open = await instance.chronology('For all')
  await done(instance.owner.send('PATCH', `/api/chronologies/${open}`, { visibility: 'public' }))
  stranger = (await instance.account('Stan')).headers
})

afterAll(async () => {
  await instance.close()
  rmSync(web, { recursive: true })
})

test('no way of writing the address of a chronology shows it to a stranger, or changes it', async () => {
  const encoded = Buffer.from(hidden).toString('hex').replaceAll(/../g, '%$&')
  const tails = [
    '',
    '/',
    '/export',
    '/export/',
    '//export',
    '/./export',
    '/EXPORT',
    '/export%00',
    '/export;x',
    '%2fexport',
    '/sharing',
    '/audit',
    '/%61udit',
    '/audit%2ecsv',
    '/here?x=/',
  ]
  const heads = [
    `/api/chronologies/${hidden}`,
    `//api/chronologies/${hidden}`,
    `/api//chronologies/${hidden}`,
    `/api/chronologies//${hidden}`,
    `/API/chronologies/${hidden}`,
    `/api/Chronologies/${hidden}`,
    `/api/chronologies/${encoded}`,
    `/api/chronologies/${encoded.replaceAll('%', '%25')}`,
    `/api/%63hronologies/${hidden}`,
    `/%61pi/chronologies/${hidden}`,
    `/api%2fchronologies%2f${hidden}`,
    `/./api/./chronologies/${hidden}`,
    `/x/../api/chronologies/${hidden}`,
    `/api/x/%2e%2e/chronologies/${hidden}`,
    `/api/chronologies/${open}/../${hidden}`,
    `/api/chronologies/${open}%2f..%2f${hidden}`,
    `/api/chronologies/${open}/%2e%2e/${hidden}`,
    `/api/chronologies/${open}%00${hidden}`,
    `/api/chronologies/${open}?id=${hidden}&x=`,
    `/api/chronologies/${open};${hidden}`,
    `/api/machine/../chronologies/${hidden}`,
    `/api/me/../chronologies/${hidden}`,
    `/livez/../api/chronologies/${hidden}`,
    `http://127.0.0.1:${port}//api/chronologies/${hidden}`,
    `\\api\\chronologies\\${hidden}`,
    `/api\\chronologies\\${hidden}`,
    `/api/chronologies/%ff${hidden}`,
    `/api/chronologies/%${hidden}`,
  ]
  for (const headers of [{}, stranger]) {
    for (const head of heads) {
      for (const tail of tails) {
        const { text } = await rawRequest(port, { target: `${head}${tail}`, headers })
        expect([head, tail, text.includes(SECRET)]).toEqual([head, tail, false])
      }
      for (const method of ['PATCH', 'DELETE', 'POST', 'PUT', 'TRACE', 'PROPFIND']) {
        const more = { ...headers, 'content-type': 'application/json' }
        const { status, text } = await rawRequest(port, { method, target: head, headers: more, body: '{"title":"x"}' })
        expect([method, head, status >= 200 && status < 300]).toEqual([method, head, false])
        expect(text).not.toContain(SECRET)
      }
    }
  }
  const { title } = await done<{ title: string }>(instance.owner.send('GET', `/api/chronologies/${hidden}`))
  expect(title).toBe(SECRET)
}, 120_000)

test('an id that is escaped is the same for the check and for what is done', async () => {
  const { headers } = instance.owner
  const encoded = `%${hidden.charCodeAt(0).toString(16)}${hidden.slice(1)}`
  const { status, text } = await rawRequest(port, { target: `/api/chronologies/${encoded}`, headers })
  expect([status, text.includes(SECRET)]).toEqual([200, true])
})

test("nothing of better-auth's own is reachable", async () => {
  const { headers } = instance.owner
  for (const path of [
    '/api/auth',
    '/api/auth/',
    '/api/auth/ok',
    '/api/auth/error',
    '/api/auth/get-session',
    '/api/auth/list-sessions',
    '/api/auth/sign-up/email',
    '/api/auth/sign-in/email',
    '/api/auth/sign-in/anonymous',
    '/api/auth/sign-in/social',
    '/api/auth/update-user',
    '/api/auth/change-email',
    '/api/auth/delete-user',
    '/api/auth/delete-anonymous-user',
    '/api/auth/api-key/create',
    '/api/auth/api-key/verify',
    '/api/auth/coeval/start-session',
    '/api/auth/callback/oidc/..',
    '/api/auth/callback/%2e%2e%2fget-session',
    '/api/auth/callback/..%2fget-session',
    '/api/auth/callback/oidc/../../get-session',
    '/api/auth//get-session',
  ]) {
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
      const more = { ...headers, 'content-type': 'application/json' }
      const body =
        method === 'POST' ? '{"name":"x","email":"eve@example.org","password":"a good password","personId":"x"}' : ''
      const { status, text } = await rawRequest(port, { method, target: path, headers: more, body })
      expect([method, path, status]).toEqual([method, path, 404])
      expect(text).not.toMatch(/olga@example|"user"/)
    }
  }
  const callback = await rawRequest(port, { method: 'POST', target: '/api/auth/callback/oidc', headers, body: '{}' })
  expect(callback.status).toBe(404)
})

test('no file outside the folder of the page is handed out', async () => {
  const places = ['secret.txt', 'dist-other/secret.txt']
  const ups = [
    '..',
    '%2e%2e',
    '%2E.',
    '..%2f..',
    '..%5c',
    '..\\',
    '%252e%252e',
    '....//',
    '.%00.',
    '%c0%ae%c0%ae',
    'assets/..%2f..',
    'assets/../..',
  ]
  for (const place of places) {
    for (const up of ups) {
      for (const target of [`/${up}/${place}`, `/${up}%2f${place}`, `//${up}/${place}`, `/x/${up}/${up}/${place}`]) {
        const { text } = await rawRequest(port, { target })
        expect([target, text.includes(SECRET)]).toEqual([target, false])
      }
    }
  }
  for (const target of [
    `/${join(web, 'secret.txt')}`,
    `/${encodeURIComponent(join(web, 'secret.txt'))}`,
    '/file:///etc/passwd',
  ]) {
    expect((await rawRequest(port, { target })).text).not.toMatch(/Geheimnis|root:/)
  }
})

test('an error says nothing of the inside of the server', async () => {
  const { headers } = instance.owner
  const json = { ...headers, 'content-type': 'application/json' }
  for (const request of [
    { target: '/api/chronologies/%', headers },
    { target: '/api/instance/audit?before=x', headers },
    { target: `/api/chronologies/${hidden}/export?format=../../x`, headers },
    { method: 'POST', target: '/api/chronologies', headers: json, body: '{' },
    { method: 'POST', target: '/api/sign-in', headers: json, body: '{"email":{"$ne":1},"password":["x"]}' },
    { method: 'POST', target: '/api/me/keys', headers: json, body: '{"name":"x","scope":"write","expiresInDays":1e9}' },
    { method: 'POST', target: `/api/chronologies/${hidden}/links`, headers: json, body: '{"role":"owner"}' },
    {
      method: 'POST',
      target: `/api/chronologies/${hidden}/links`,
      headers: json,
      body: '{"role":"viewer","expiresAt":"+275760-09-14T00:00:00Z"}',
    },
    {
      method: 'POST',
      target: '/api/sign-up',
      headers: json,
      body: `{"name":"x","email":"x@y","password":"${'x'.repeat(200)}"}`,
    },
  ]) {
    const { status, text } = await rawRequest(port, request)
    expect([request.target, status]).toEqual([
      request.target,
      expect.toSatisfy((code: number) => code >= 400 && code < 500),
    ])
    expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(|sqlite|\/tmp\//i)
  }
})

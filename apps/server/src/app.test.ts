/** What is served beside the API: the page, its assets, the schema, and whether the server is ready. */
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ask, drain, folder, get, LOCAL, makeApp, serve } from './testing/one-app.ts'

test('alive and ready, and not ready while it drains', async () => {
  expect((await get('/livez')).status).toBe(200)
  expect((await get('/readyz')).status).toBe(200)
  drain(true)
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
  serve(makeApp(undefined, join(folder, 'nowhere')))
  const response = await get('/')
  expect(response.status).toBe(503)
  expect(await response.text()).toMatch(/npm start/)
})

test('the JSON Schema is where the files say', async () => {
  const schema = (await (await get('/api/schema/coeval-chronology-1.schema.json')).json()) as { $schema: string }
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
})

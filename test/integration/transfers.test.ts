/** Files in and out of a real server: other encodings, other kinds of files, clients that go away, and requests without a person. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { ApiFailure, ChronologyInfo } from '@coeval/api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { done, Instance } from './access/instance.ts'

let instance: Instance

beforeAll(async () => {
  instance = await Instance.start({ COEVAL_MAX_TRANSFERS: '1', COEVAL_MAX_IMPORT_MIB: '8' })
})

afterAll(() => instance.close())

const TITLE = 'Rétablissement des relations'
const FILE = `{"format":"coeval-chronology","version":1,"meta":{"title":"${TITLE}"}}`
const LATIN = Buffer.from(FILE, 'latin1')

test('a file in Windows-1252 is refused with an offer, and made when somebody agrees', async () => {
  const refused = await importFile(LATIN)
  expect(refused.status).toBe(422)
  const { error } = refused.body as ApiFailure
  expect(error).toMatchObject({ code: 'unreadable-file', offer: { label: 'windows-1252' } })
  expect(error.offer?.preview).toContain(TITLE)
  expect(await titles()).not.toContain(TITLE)
  expect((await importFile(LATIN, '?dryRun=1')).body).toMatchObject({ ok: false, offer: { label: 'windows-1252' } })
  const made = await importFile(LATIN, '?encoding=windows-1252')
  expect([made.status, made.body]).toMatchObject([201, { title: TITLE }])
})

test('the charset of the type is believed, and contradicted where it cannot be', async () => {
  const type = 'application/json; charset="windows-1252"'
  expect((await importFile(LATIN, '', { 'content-type': type })).body).toMatchObject({ title: TITLE })
  const wrong = await importFile(Buffer.from(FILE), '', { 'content-type': type })
  expect([wrong.status, (wrong.body as ApiFailure).error.message]).toEqual([
    422,
    expect.stringContaining('The file is UTF-8, not'),
  ])
  const utf8 = await importFile(Buffer.from(FILE), '', { 'content-type': 'application/json; charset=utf-8' })
  expect(utf8.body).toMatchObject({ title: TITLE })
  const lie = await importFile(LATIN, '', { 'content-type': 'application/json; charset=utf-8' })
  expect(lie.status).toBe(422)
  const unknown = await importFile(LATIN, '?encoding=klingon')
  expect((unknown.body as ApiFailure).error.message).toContain('There is no encoding called "klingon"')
})

test('a file of another kind is named, and nothing is made', async () => {
  const before = await titles()
  const { status, body } = await importFile(Buffer.from('1648: Peace\n1733: Flood\n'), '?name=isk.mw')
  expect([status, (body as ApiFailure).error.message]).toEqual([
    422,
    expect.stringContaining('This is a Markwhen file'),
  ])
  expect(await titles()).toEqual(before)
})

test('a file that is too large is refused, with a length and without one', async () => {
  const large = Buffer.alloc(9 * 1024 * 1024, 0x20)
  expect((await importFile(large)).status).toBe(413)
  const chunked = request(`${instance.address}api/chronologies/import`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json' },
  })
  chunked.on('error', () => undefined)
  chunked.end(large)
  const [answer] = (await once(chunked, 'response')) as [{ statusCode: number; resume: () => void }]
  answer.resume()
  expect(answer.statusCode).toBe(413)
})

test('who goes away while the file is read has made nothing', async () => {
  const events = Array.from({ length: 40_000 }, (_, n) => ({ id: `e${n}`, title: `Event ${n}`, date: '1648' }))
  const file = JSON.stringify({ format: 'coeval-chronology', version: 1, meta: { title: 'Given up' }, events })
  const abort = new AbortController()
  const asked = fetch(`${instance.address}api/chronologies/import`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json' },
    body: file,
    signal: abort.signal,
  })
  asked.catch(() => undefined)
  await running(1)
  abort.abort()
  await expect(asked).rejects.toThrow()
  await running(0)
  expect(await figure('coeval_transfer_seconds_count{kind="read",outcome="cancelled"}')).toBe(1)
  expect(await titles()).not.toContain('Given up')
  // The next one is read as ever.
  expect((await importFile(Buffer.from(FILE))).status).toBe(201)
})

test('nobody in particular may have so many exports made, and as many as they like of what is made', async () => {
  const first = await instance.visitor().send('GET', '/api/chronologies/caj/export')
  expect(first.status).toBe(200)
  const { id } = await done<ChronologyInfo>(importFile(Buffer.from(FILE)))
  await done(instance.owner.send('PATCH', `/api/chronologies/${id}`, { visibility: 'public' }))
  const askAnew = async (n: number) => {
    await done(instance.owner.send('PATCH', `/api/chronologies/${id}`, { title: `Title ${n}` }))
    return instance.visitor().send<ApiFailure>('GET', `/api/chronologies/${id}/export`)
  }
  let answer = await askAnew(0)
  for (let n = 1; n < 200 && answer.status === 200; n++) answer = await askAnew(n)
  expect(answer.status).toBe(429)
  expect(answer.body.error.message).toMatch(/Sign in, or wait/)
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await instance.visitor().send('GET', '/api/chronologies/caj/export')).status).toBe(200)
  expect((await instance.owner.send('GET', `/api/chronologies/${id}/export`)).status).toBe(200)
})

test('an export is sent packed to those who take it so, and as it is to the others', async () => {
  const packed = await raw('gzip, br')
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringMatching(/accept-encoding/i) })
  const plain = await raw('identity, gzip;q=0')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.length).toBe(Number(packed.headers['coeval-length']))
  expect(plain.length).toBeGreaterThan(packed.length)
})

async function raw(acceptEncoding: string) {
  const asked = request(`${instance.address}api/chronologies/caj/export`, {
    headers: { 'accept-encoding': acceptEncoding },
  })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  let length = 0
  for await (const part of answer) length += (part as Buffer).length
  return { headers: answer.headers, length }
}

async function importFile(file: Buffer, query = '', headers: Record<string, string> = {}) {
  const answer = await fetch(`${instance.address}api/chronologies/import${query}`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json', ...headers },
    body: new Uint8Array(file),
  })
  return { status: answer.status, body: (await answer.json()) as unknown }
}

async function titles(): Promise<string[]> {
  const { body } = await instance.owner.send<{ chronologies: ChronologyInfo[] }>('GET', '/api/chronologies')
  return body.chronologies.map(({ title }) => title)
}

function running(count: number): Promise<void> {
  return vi.waitFor(async () => expect(await figure('coeval_transfers_running')).toBe(count), {
    timeout: 30_000,
    interval: 10,
  })
}

/** Of `/metrics`; 0 where it is not there yet. */
async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${instance.address}metrics`)).text()
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

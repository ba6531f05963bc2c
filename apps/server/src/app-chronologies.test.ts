/** Chronologies over HTTP: made, changed, exported and imported, and what is refused. */
import { cajChronology, cajJson } from '@coeval/caj'
import type { ChronologyInfo } from '@coeval/api'
import { expect, test } from 'vitest'
import { addProblemLanguage } from './messages/say-problems.ts'
import { ask, expectError, get, importFile, LOCAL, send } from './testing/one-app.ts'

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

async function countChronologies(): Promise<number> {
  return ((await (await get('/api/chronologies')).json()) as { chronologies: unknown[] }).chronologies.length
}

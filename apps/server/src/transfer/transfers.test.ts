import { cajJson } from '@coeval/caj'
import { addEntry, addEvent, edit, trashEvent, updateMeta } from '@coeval/chronology/ydoc'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { MACHINE } from '../access/principal.ts'
import { makeWholeApp, type WholeApp } from '../testing/whole-app.ts'
import type { WriteOutcome } from './jobs.ts'
import { type TransferMeter, Transfers } from './transfers.ts'

const MACHINE_HERE = { who: MACHINE, address: null }
const LIMITS = {
  atOnce: 1,
  maxMs: 60_000,
  maxMemoryMib: 512,
  maxImportBytes: 1_000_000,
  maxDocumentBytes: 10_000_000,
}

let whole: WholeApp
let transfers: Transfers
let jobs: string[]

beforeAll(async () => {
  whole = await makeWholeApp()
})

afterAll(() => whole.close())

beforeEach(() => {
  jobs = []
  const meter: TransferMeter = {
    transferTook: (kind, outcome) => jobs.push(`${kind} ${outcome}`),
    transferRefused: (kind) => jobs.push(`${kind} refused`),
  }
  const { folder, host } = whole.core
  transfers = new Transfers({ storage: folder.storage, host, limits: LIMITS, meter })
})

afterEach(() => transfers.close())

test('an export loads nothing, and ten at once share one job; the next has it for nothing', async () => {
  const files = await Promise.all(Array.from({ length: 10 }, (_, n) => exported('caj', { key: `${n}` })))
  expect(new Set(files)).toEqual(new Set([cajJson()]))
  expect(await exported('caj')).toBe(cajJson())
  expect(jobs).toEqual(['write done'])
  expect(whole.core.host.openRoomCount).toBe(0)
})

test('what is written is in the next export, stored or not, and what is in the trash is not', async () => {
  const { chronologies, host } = whole.core
  const { id } = await chronologies.create(MACHINE_HERE, 'Isk')
  expect(titles(await exported(id))).toEqual([])
  await host.edit(id, (doc) => {
    addEvent(doc, { id: 'peace', title: 'Peace' })
    addEvent(doc, { id: 'flood', title: 'Flood' })
  })
  expect(titles(await exported(id))).toEqual(['Flood', 'Peace'])
  // Not waited for: it is on its way to the disk when the file is asked for.
  const storing = host.edit(id, (doc) => trashEvent(doc, 'flood', new Date(0)))
  expect(titles(await exported(id))).toEqual(['Peace'])
  await storing
  expect(jobs).toEqual(['write done', 'write done', 'write done'])
})

test('an id that no file can have is another one in the file, which can be read, and it is counted', async () => {
  const { chronologies, host } = whole.core
  const { id } = await chronologies.create(MACHINE_HERE, 'Isk')
  await host.edit(id, (doc) => {
    addEvent(doc, { id: '-1', title: 'Peace' })
    addEntry(doc, 'relations', { id: 'r', from: '-1', to: '-1', type: 'same-as' })
  })
  const entry = await whole.core.folder.storage.catalogue.get(id)
  const { packed, changedIds } = await transfers.write(entry ?? expect.fail('not there'), 'json', { key: 'me' })
  expect(changedIds).toBe(1)
  const file = JSON.parse(gunzipSync(packed).toString()) as unknown
  expect(file).toMatchObject({ events: [{ id: '1', title: 'Peace' }], relations: [{ from: '1', to: '1' }] })
  const read = await transfers.read({ bytes: new Uint8Array(gunzipSync(packed)) }, { key: 'me' })
  expect(read.chronology?.events).toBe(1)
})

test('while a file is being made, who asks after a change gets the change', async () => {
  const { chronologies, host } = whole.core
  const { id } = await chronologies.create(MACHINE_HERE, 'First')
  const files: string[] = []
  const asked: Promise<unknown>[] = []
  for (const title of ['Second', 'Third', 'Fourth']) {
    await host.edit(id, (doc) => edit(doc, () => updateMeta(doc, { title })))
    asked.push(exported(id).then((file) => files.push(`${title}: ${titleOf(file)}`)))
  }
  await Promise.all(asked)
  for (const [index, title] of ['Second', 'Third', 'Fourth'].entries()) {
    const got = files.find((each) => each.startsWith(title))?.slice(title.length + 2) ?? ''
    expect(['Second', 'Third', 'Fourth'].indexOf(got)).toBeGreaterThanOrEqual(index)
  }
})

test('who goes away while others wait takes nothing from them; the last one ends the work', async () => {
  const gone = new AbortController()
  const asked = exported('caj', { key: 'a', signal: gone.signal })
  const other = exported('caj', { key: 'b' })
  gone.abort(new Error('gone'))
  await expect(asked).rejects.toThrow('gone')
  expect(await other).toBe(cajJson())
  const { id } = await whole.core.chronologies.create(MACHINE_HERE, 'Alone')
  const alone = new AbortController()
  const asking = exported(id, { key: 'a', signal: alone.signal })
  alone.abort(new Error('gone too'))
  await expect(asking).rejects.toThrow('gone too')
  expect(titles(await exported(id))).toEqual([])
})

test('one that may not be made is not, but one that is kept is given', async () => {
  const mayNot = () => {
    throw new Error('enough')
  }
  await expect(exported('caj', { key: 'x' }, mayNot)).rejects.toThrow('enough')
  await exported('caj')
  expect(await exported('caj', { key: 'x' }, mayNot)).toBe(cajJson())
})

test('a full queue is a sentence that says when to come again', async () => {
  const release = transfers.hold({ key: 'a' }, 900_000)
  const refusal = { status: 503, retryAfterS: expect.any(Number) }
  expect(() => transfers.hold({ key: 'a' }, 200_000)).toThrow(
    expect.objectContaining({ ...refusal, code: 'too-many-transfers' }),
  )
  for (const key of ['b', 'c']) transfers.hold({ key }, 1_000_000)
  expect(() => transfers.hold({ key: 'd' }, 200_000)).toThrow(expect.objectContaining({ ...refusal, code: 'busy' }))
  release()
  release()
  transfers.hold({ key: 'd' }, 200_000)
  expect(jobs).toEqual(['read refused', 'read refused'])
})

test('a chronology that is not there, and a file that is none, are sentences', async () => {
  await expect(transfers.write({ id: 'none', generation: 'x', seq: 0 }, 'json', { key: 'a' })).rejects.toMatchObject({
    status: 404,
  })
  const read = await transfers.read({ bytes: new TextEncoder().encode('BEGIN:VCALENDAR') }, { key: 'a' })
  expect(read).toMatchObject({ chronology: null, problems: [{ message: expect.stringContaining('iCalendar') }] })
})

async function exported(
  id: string,
  asker: { key: string; signal?: AbortSignal } = { key: 'me' },
  mayMake?: () => void,
) {
  const entry = await whole.core.folder.storage.catalogue.get(id)
  if (!entry) throw new Error(`no ${id}`)
  const file: WriteOutcome = await transfers.write(entry, 'json', asker, mayMake)
  const text = gunzipSync(file.packed).toString()
  expect(file.byteLength).toBe(Buffer.byteLength(text))
  return text
}

function titles(file: string): string[] {
  return (JSON.parse(file) as { events: { title: string }[] }).events.map(({ title }) => title).sort()
}

function titleOf(file: string): string {
  return (JSON.parse(file) as { meta: { title: string } }).meta.title
}

/** [D4] [H4] What people see and what is kept when the real server's disk or database fails for a while. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { cajChronology } from '@coeval/caj'
import { readEntries } from '@coeval/chronology/ydoc'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const FAULT_LASTS_MS = 1500

interface Fault {
  sentence: string
  begin(): void
  end(): void
  /** Whether rooms that are not open yet cannot be opened either. */
  cannotRead?: boolean
}

let folder: ReturnType<typeof makeDataFolder>
let data: string
let orders: string
let server: ServerProcess
const tabs: RealTab[] = []
const cleanUps: (() => void)[] = []

beforeEach(() => {
  folder = makeDataFolder()
  data = join(folder.path, 'data')
  orders = join(folder.path, 'orders')
  writeFileSync(orders, '')
})

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  await server.end('SIGKILL')
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp()
  folder[Symbol.dispose]()
})

test('[D4] a database that another program holds', () =>
  goThrough(() => {
    const other = new DatabaseSync(join(data, 'coeval.sqlite'))
    return {
      sentence: 'Another program is using the server’s database.',
      begin: () => other.exec('begin exclusive'),
      end: () => other.close(),
    }
  }))

test('[D4] a database that can only be read', () =>
  goThrough(() => ({
    sentence: 'The server cannot write to its database.',
    begin: () => writeFileSync(orders, 'read-only'),
    end: () => writeFileSync(orders, ''),
  })))

test('[D4] [H4] a database that is gone, and comes back', () =>
  goThrough(() => ({
    sentence: 'The server’s database is missing.',
    begin: () => renameSync(data, `${data}.away`),
    end: () => renameSync(`${data}.away`, data),
    cannotRead: true,
  })))

test.skipIf(!mayMount())('[D4] a disk that is full (needs the right to mount one)', async () => {
  mkdirSync(data)
  mount(data, 4 * 1024 * 1024)
  const ballast = join(data, 'ballast')
  await goThrough(() => ({
    sentence: 'The server’s disk is full.',
    begin: () => fillUp(ballast),
    end: () => rmSync(ballast),
  }))
})

/** Two people write through a fault, a third comes during it; in the end all of it is on disk, once. */
async function goThrough(prepare: () => Fault): Promise<void> {
  server = await ServerProcess.start(data, { ordersFile: orders })
  const other = await createOther()
  const [a, b] = [openTab('caj'), openTab('caj')]
  await until(() => a.isSaved && b.isSaved)
  a.write('before ')
  await until(() => a.isSaved && b.text === 'before ')
  const fault = prepare()

  fault.begin()
  if (fault.cannotRead) {
    // Before anybody writes: the database itself is asked.
    expect(await statusOf('readyz')).toBe(503)
    const answer = await server.fetch(`api/chronologies`)
    expect(answer.status).toBe(503)
    const { error } = (await answer.json()) as { error: { code: string; message: string } }
    expect(error).toEqual({ code: 'storage', message: `${fault.sentence} Try again later.` })
  }
  const beganMs = performance.now()
  // Large enough that it does not fit in what the write-ahead log has reserved.
  a.write(`${'x'.repeat(50_000)} `)
  await until(() => a.trouble !== undefined && b.trouble !== undefined)
  const toldMs = performance.now() - beganMs
  expect(a.trouble).toContain('cannot save')
  expect(a.isSaved).toBe(false)
  expect(await statusOf('readyz')).toBe(503)
  expect(await statusOf('livez')).toBe(200)

  b.write('during ')
  await until(() => a.text.startsWith('during '))
  const late = openTab('caj')
  await until(() => late.text === a.text && late.trouble !== undefined)
  const elsewhere = openTab(other)
  if (fault.cannotRead) {
    await until(() => elsewhere.closeCodes.includes(4500))
    expect(readEntries(elsewhere.doc, 'events').size).toBe(0)
  }
  await wait(FAULT_LASTS_MS)
  expect(a.isSaved).toBe(false)
  const sentence = a.trouble

  fault.end()
  const endedMs = performance.now()
  await until(() => a.isSaved && b.isSaved && late.isSaved)
  const storedMs = performance.now() - endedMs
  await until(() => [a, b, late].every(({ trouble }) => trouble === undefined))
  await until(() => elsewhere.provider.synced)
  expect(readEntries(elsewhere.doc, 'events').size).toBe(cajChronology().events.length)
  expect(await statusOf('readyz')).toBe(200)
  console.log(`told after ${toldMs.toFixed(0)} ms, stored ${storedMs.toFixed(0)} ms after the end`)

  const { port } = server
  await server.end('SIGKILL')
  for (const tab of tabs) tab.close()
  server = await ServerProcess.start(data, { port, ordersFile: orders })
  const fresh = openTab('caj')
  await until(() => fresh.provider.synced)
  expect(fresh.text).toBe(a.text)
  expect(readEntries(fresh.doc, 'events').size).toBe(cajChronology().events.length)
  expect(sentence).toContain(fault.sentence)
}

/** A second chronology with the same content, that nobody has open. */
async function createOther(): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await server.fetch(`api/chronologies`, { method: 'POST', headers, body: '{"from":"caj"}' })
  return ((await answer.json()) as { id: string }).id
}

async function statusOf(path: string): Promise<number> {
  return (await fetch(`${server.address}${path}`)).status
}

function openTab(room: string): RealTab {
  const tab = new RealTab(server, room)
  tabs.push(tab)
  return tab
}

function mayMount(): boolean {
  const probe = makeDataFolder()
  try {
    mount(probe.path, 4096)
    return spawnSync('umount', [probe.path]).status === 0
  } catch {
    return false // neither root nor Linux
  } finally {
    probe[Symbol.dispose]()
  }
}

function mount(path: string, bytes: number): void {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path])
  if (status !== 0) throw new Error('mount is not allowed')
  cleanUps.push(() => spawnSync('umount', ['--lazy', path]))
}

/** To the last byte. */
function fillUp(path: string): void {
  const fd = openSync(path, 'w')
  try {
    for (let bytes = 64 * 1024; bytes >= 1; ) {
      try {
        writeSync(fd, Buffer.alloc(bytes))
      } catch {
        bytes = Math.floor(bytes / 2)
      }
    }
  } finally {
    closeSync(fd)
  }
}

/**
 * Texts of any length and any characters that come by a writer's update: the log, the command line and every answer but
 * the export hold them short and in order; the export holds them whole.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import type { AuditPage } from '@coeval/api'
import { addEvent, textOf } from '@coeval/chronology/ydoc'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { Peers } from './peer.ts'

const CLI = resolve(import.meta.dirname, '../../../apps/server/src/cli.ts')
const LENGTH = 3_000_000
const RLO = '\u202e'

let instance: Instance
let room: string

beforeAll(async () => {
  instance = await Instance.start()
  room = await instance.chronology('T')
  const peers = new Peers(() => instance.server.syncAddress)
  const editor = await peers.join(room, instance.owner.headers)
  const before = editor.saved
  textOf(editor.doc, 'meta', 'title')?.insert(1, `${RLO}\u001b[31m\n${'x'.repeat(LENGTH)}`)
  addEvent(editor.doc, { id: 'long', title: 'T', date: `Y${'1'.repeat(16_000)}`, dateNote: 'n'.repeat(20_000) })
  addEvent(editor.doc, { id: '~x', title: 'Under an id that no file can have' })
  await until(() => editor.saved > before)
  peers.closeAll()
})

afterAll(() => instance.close())

test('ten exports of a chronology with a title of 3 MB leave ten short rows in the log', async () => {
  for (let n = 0; n < 10; n++) {
    const text = await get(`/api/chronologies/${room}/export`)
    expect(text.length).toBeGreaterThan(LENGTH)
  }
  const body = await get('/api/instance/audit?limit=50')
  expect(body.length).toBeLessThan(50_000)
  const { entries } = JSON.parse(body) as AuditPage
  const titles = entries.flatMap(({ action, chronology }) =>
    action === 'chronology-exported' ? chronology?.title : [],
  )
  expect(titles).toHaveLength(10)
  for (const title of titles) expect(title?.length).toBe(500)
})

test('the log as a file has a line for each row, and no title reorders or breaks its line', async () => {
  const csv = await get('/api/instance/audit.csv')
  expect(csv.length).toBeLessThan(50_000)
  expect(csv).not.toContain(RLO)
  expect(csv).not.toContain('\u001b')
  expect(csv).toContain('T⟨U+202E⟩␛[31m xxx')
})

test('the command line lists it in a line, exports it whole, and says on standard error what is long', async () => {
  const listed = await commandLine('list')
  const line = listed.out.split('\n').find((each) => each.startsWith(room)) ?? ''
  expect(line.split('\t')[2]).toMatch(/^T⟨U\+202E⟩␛\[31m x+…$/)
  expect(line.length).toBeLessThan(600)
  const exported = await commandLine('export', room)
  expect((JSON.parse(exported.out) as { meta: { title: string } }).meta.title.length).toBeGreaterThan(LENGTH)
  expect(exported.said.filter((each) => each.startsWith('warning at')).map((each) => each.split(':')[0])).toEqual([
    'warning at /meta/title',
    'warning at /events/0/date',
    'warning at /events/0/dateNote',
  ])
  expect(exported.said).toContain(
    'warning: 1 id was changed in the file, because files allow fewer characters in ids. References to it were changed too.',
  )
})

test('a file that was exported so is read again, whole, with the same warnings', async () => {
  const text = await get(`/api/chronologies/${room}/export`)
  const answer = await fetch(`${instance.address}api/chronologies/import`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json' },
    body: text,
  })
  expect(answer.status).toBe(201)
  const made = (await answer.json()) as { id: string; title: string; problems: { path: string }[] }
  expect(made.title.length).toBe(500)
  expect(new Set(made.problems.map((problem) => problem.path))).toEqual(
    new Set(['/meta/title', '/events/0/date', '/events/0/dateNote']),
  )
  expect(await get(`/api/chronologies/${made.id}/export`)).toBe(text)
})

async function get(path: string): Promise<string> {
  const answer = await fetch(new URL(path, instance.address), { headers: instance.owner.headers })
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

async function commandLine(...args: string[]): Promise<{ out: string; said: string[] }> {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, COEVAL_DATA: instance.folder } })
  const [out, said] = await Promise.all([readText(child.stdout), readText(child.stderr), once(child, 'exit')])
  return { out, said: said.trim().split('\n') }
}

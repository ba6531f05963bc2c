/** One server for a file of tests, and for each test a chronology to be spoilt, with a good event and an editor in it. */
import { addEvent } from '@coeval/chronology/ydoc'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { type Peer, Peers } from './peer.ts'

export type Json = Record<string, unknown>

export let instance: Instance
export let room: string
export let editor: Peer
let peers: Peers

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology('Spoilt')
  editor = await peers.join(room, instance.owner.headers)
  addEvent(editor.doc, { id: 'good', title: 'A good one', date: '2004-08-28' })
  await saved()
})

afterEach(() => peers.closeAll())

afterAll(async () => {
  expect((await fetch(`${instance.address}readyz`)).status).toBe(200)
  await instance.close()
})

export function saved(): Promise<void> {
  editor.doc.getMap('beat').set('n', Math.random())
  const before = editor.saved
  return until(() => editor.saved > before)
}

/** It answers, can be read again, and has these events. */
export async function expectGoodExport(ids: readonly string[], of: string = room): Promise<void> {
  const { status, text } = await exported(of)
  expect(status).toBe(200)
  const { events } = JSON.parse(text) as { events: { id: string }[] }
  expect(events.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]))
  const again = await importText(text)
  expect([again.status, again.status === 201 ? '' : messageOf(again.body)]).toEqual([201, ''])
}

export async function exported(id: string): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(`${instance.address}api/chronologies/${id}/export`, { headers: instance.owner.headers })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

export async function file(): Promise<Json> {
  const empty = JSON.parse((await exported(await instance.chronology('A file'))).text) as Json
  return empty
}

export function anEvent(id: string): Json {
  return { id, title: id, date: '2004', kind: 'context', commentary: { type: 'doc', content: [] } }
}

export async function importText(body: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${instance.address}api/chronologies/import`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json' },
    body,
  })
  return { status: answer.status, body: await answer.json() }
}

export function messageOf(body: unknown): string {
  return (body as { error?: { message?: string } }).error?.message ?? ''
}

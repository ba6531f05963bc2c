/** Those who only read, and write nevertheless: nothing of it reaches anybody, or the disk, and they are told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { SYNC, syncMessage } from '../../bench/sync/wire/messages.ts'
import { until } from '../real-tab.ts'
import { done, Instance } from './instance.ts'
import { type Peer, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let room: string
let owner: Peer

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology('Readers')
  owner = await peers.join(room, instance.owner.headers)
})

afterAll(async () => {
  peers.closeAll()
  await instance.close()
})

const READERS: Record<string, () => Promise<Record<string, string>>> = {
  '[attack 5] a viewer': async () => (await instance.guest(room, 'viewer')).headers,
  '[attack 5] a program with a key that reads': () => instance.program(instance.owner, 'read'),
  '[attack 6] a commenter': async () => (await instance.guest(room, 'commenter')).headers,
}

for (const [name, makeHeaders] of Object.entries(READERS)) {
  for (const kind of ['update', 'step2'] as const) {
    test(`${name} who sends ${kind === 'update' ? 'an update' : 'sync step 2'} is refused and told`, async () => {
      const reader = await peers.join(room, await makeHeaders())
      const heard = owner.received.length
      for (let n = 0; n < 10; n++) reader.socket.send(syncMessage(SYNC[kind], updateOf(name)))
      await until(() => reader.refusals.length > 0)
      expect(reader.refusals[0]).toMatch(/read/)
      // It stays, and hears what others write.
      const said = `${name} ${kind}`
      owner.doc.getMap('said').set(said, true)
      await until(() => reader.doc.getMap('said').has(said))
      expect(owner.doc.getMap('taken').size).toBe(0)
      const bytes = owner.received.slice(heard).map((message) => message.toString('latin1'))
      expect(bytes.join('')).not.toContain('taken')
      const late = await peers.join(room, instance.owner.headers)
      expect(late.doc.getMap('taken').size).toBe(0)
      late.close()
      reader.close()
    })
  }
}

test('[attack 5] nothing of it is on disk after a crash', async () => {
  const { headers } = await instance.guest(room, 'viewer')
  const reader = await peers.join(room, headers)
  reader.socket.send(syncMessage(SYNC.update, updateOf('crash')))
  await until(() => reader.refusals.length > 0)
  peers.closeAll()
  await instance.restart()
  const late = await peers.join(room, instance.owner.headers)
  expect(late.doc.getMap('taken').size).toBe(0)
})

test('[attack 5] [attack 6] nor by HTTP', async () => {
  for (const role of ['viewer', 'commenter'] as const) {
    const guest = await instance.guest(room, role)
    for (const [method, path, body] of [
      ['PATCH', '', { title: 'Taken over' }],
      ['PATCH', '', { trashed: true }],
      ['PATCH', '', { visibility: 'public' }],
      ['DELETE', '', undefined],
      ['POST', '/links', { role: 'viewer' }],
      ['POST', '/members', { email: 'eve@example.org', role: 'owner' }],
      ['GET', '/here', undefined],
      ['GET', '/sharing', undefined],
      ['GET', '/audit', undefined],
    ] as const) {
      expect((await guest.send(method, `/api/chronologies/${room}${path}`, body)).status).toBe(403)
    }
  }
  const { title } = await done<{ title: string }>(instance.owner.send('GET', `/api/chronologies/${room}`))
  expect(title).toBe('Readers')
})

test('a viewer hears no e-mail, no token, and nobody who only reads', async () => {
  const link = await instance.link(room, 'viewer')
  const guest = instance.visitor()
  await done(guest.join(link.url, 'Vera'))
  const viewer = await peers.join(room, guest.headers)
  const other = await peers.join(room, (await instance.guest(room, 'viewer', { name: 'Not to be seen' })).headers)
  const writer = await peers.join(room, instance.owner.headers)
  other.say({ user: { name: 'Not to be seen' } })
  writer.say({ user: { name: 'Olga' }, where: { event: 'e1' } })
  await until(() => [...viewer.states.values()].some(({ where }) => where !== undefined))
  const { person } = await instance.owner.me()
  const seen = [...viewer.states.values()].map(({ user }) => user)
  expect(seen).toEqual([{ id: person?.id, name: 'Olga', colour: person?.colour }])
  expect(viewer.words).not.toMatch(/olga@example\.org|Not to be seen/)
  for (const path of ['', '/export']) {
    const { body } = await guest.send('GET', `/api/chronologies/${room}${path}`)
    expect(JSON.stringify(body)).not.toMatch(/@example\.org|Olga/)
    expect(JSON.stringify(body)).not.toContain(new URL(link.url).hash.slice(1))
  }
})

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('taken').set('text', text)
  return Y.encodeStateAsUpdate(doc)
}

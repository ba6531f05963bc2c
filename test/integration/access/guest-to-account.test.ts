/** A guest creates an account: what they wrote and what they may do are the account's, and the guest is gone. */
import type { ChronologyInfo, Me, Sharing } from '@coeval/api'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { account, done, Instance } from './instance.ts'
import { CODE, Peers } from './peer.ts'

const WRITES = 5

let instance: Instance
let peers: Peers
let room: string
let guest: Visitor
let guestId: string

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology()
  guest = await instance.guest(room, 'editor')
  guestId = (await guest.me()).person?.id ?? ''
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test('by signing up: name, role, what was written, and who wrote it in the log', async () => {
  const tab = await write()
  const { cookie } = guest
  const me = await done<Me>(guest.send('POST', '/api/sign-up', account('Ada')))
  expect(me.person).toMatchObject({ name: 'Ada', isGuest: false, isOwner: false, hasPassword: true })
  expect(await tab.closed).toBe(CODE.roleChanged)
  await expectMoved(me.person?.id ?? '', WRITES)
  // The old cookie is nobody's.
  const old = await instance.visitor().send<Me>('GET', '/api/me', undefined, { cookie })
  expect(old.body.person).toBe(null)
  expect(await peers.open(room, { cookie, origin: guest.origin }).outcome).toEqual({ code: CODE.noSession })
  // And the new one goes on.
  expect(await peers.open(room, guest.headers).outcome).toBe('in')
})

test('by signing in to an account that there is: both count together, and the better role stays', async () => {
  await write()
  const ben = await instance.account('Ben')
  const id = await instance.addMember(room, ben, 'viewer')
  await done(guest.send('POST', '/api/sign-in', account('Ben')))
  expect((await guest.me()).person).toMatchObject({ id, name: 'Ben' })
  await expectMoved(id, WRITES)
})

test('at two computers: the other session of the guest ends as well, and what it has open is closed', async () => {
  const room2 = await instance.chronology()
  const elsewhere = await peers.join(room, guest.headers)
  await done(guest.join((await instance.link(room2, 'editor')).url))
  const there = await peers.join(room2, guest.headers)
  await done(guest.send('POST', '/api/sign-up', account('Cem')))
  expect([await elsewhere.closed, await there.closed]).toEqual([CODE.roleChanged, CODE.roleChanged])
  for (const each of [room, room2]) {
    expect((await guest.send<ChronologyInfo>('GET', `/api/chronologies/${each}`)).body.role).toBe('editor')
  }
})

test('the first owner without an e-mail is the owner still, once they have one', async () => {
  const nameless = await Instance.start()
  try {
    const { server } = nameless
    // Another owner, who came without an account.
    const link = await nameless.link('caj', 'editor')
    const visitor = nameless.visitor()
    const joined = await done<{ me: Me }>(visitor.send('POST', '/api/join', { token: new URL(link.url).hash.slice(1) }))
    const id = joined.me.person?.id
    await done(nameless.owner.send('PATCH', `/api/instance/people/${id}`, { isOwner: true }))
    expect((await visitor.me()).person).toMatchObject({ isOwner: true, email: null })
    const me = await done<Me>(visitor.send('POST', '/api/sign-up', account('Nora')))
    expect(me.person).toMatchObject({ isOwner: true, isGuest: false })
    expect((await visitor.send('GET', '/api/instance')).status).toBe(200)
    expect(server.stderr()).toBe('')
  } finally {
    await nameless.close()
  }
})

test('a sign-up that fails leaves the guest unchanged', async () => {
  for (const body of [
    { ...account('Olga') },
    { ...account('Dora'), password: 'short' },
    { ...account('Dora'), email: 'none' },
    { ...account('Dora'), name: '' },
  ]) {
    expect((await guest.send('POST', '/api/sign-up', body)).status).toBeGreaterThanOrEqual(400)
  }
  expect((await guest.me()).person).toMatchObject({ id: guestId, isGuest: true })
  expect(await peers.open(room, guest.headers).outcome).toBe('in')
})

async function write() {
  const tab = await peers.join(room, guest.headers)
  for (let n = 0; n < WRITES; n++) {
    tab.doc.getMap('written').set(`${n}`, true)
    await until(() => tab.saved > n)
  }
  return tab
}

async function expectMoved(id: string, updates: number): Promise<void> {
  const { members } = await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))
  expect(members.map((member) => member.id)).not.toContain(guestId)
  expect(Math.max(...members.filter((member) => member.id === id).map((member) => member.updates))).toBe(updates)
  const { body } = await guest.send<ChronologyInfo>('GET', `/api/chronologies/${room}`)
  expect(body.role).toBe('editor')
  using db = new DatabaseSync(join(instance.folder, 'coeval.sqlite'), { readOnly: true })
  const authors = db.prepare('select distinct author from room_log where room = ? and author is not null').all(room)
  expect(authors).toEqual([{ author: id }])
  expect(db.prepare('select count(*) as n from "user" where id = ?').get(guestId)?.n).toBe(0)
  expect(db.prepare('select count(*) as n from "session" where userId = ?').get(guestId)?.n).toBe(0)
}

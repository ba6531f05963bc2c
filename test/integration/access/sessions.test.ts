/** Sessions: which cookie is whose, until when, and what becomes of it when somebody else signs in. */
import type { Me, SessionInfo } from '@coeval/api'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { account, codeOf, done, Instance, PASSWORD } from './instance.ts'
import { CODE, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let room: string

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology()
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test('a session that was planted before signing in is not the one afterwards, and is dead', async () => {
  await instance.account('Ada')
  const planted = await instance.guest(room, 'viewer')
  const { cookie, headers } = planted
  const tab = await peers.join(room, headers)
  await done(planted.send('POST', '/api/sign-in', account('Ada')))
  expect(planted.cookie).not.toBe(cookie)
  expect((await meWith(cookie)).person).toBe(null)
  expect(await tab.closed).toBe(CODE.roleChanged)
  expect((await planted.me()).person?.name).toBe('Ada')
})

test('signing in as somebody else ends the session that this browser had', async () => {
  const ben = await instance.account('Ben')
  await instance.account('Cem')
  await instance.addMember(room, ben, 'viewer')
  const { cookie, headers } = ben
  const tab = await peers.join(room, headers)
  await done(ben.send('POST', '/api/sign-in', account('Cem')))
  expect((await ben.me()).person?.name).toBe('Cem')
  expect((await meWith(cookie)).person).toBe(null)
  expect(await tab.closed).toBe(CODE.signedOut)
})

test("a guest's key does not become the key of the next person at the same browser", async () => {
  const guest = await instance.guest(room, 'editor')
  const program = await instance.program(guest, 'write')
  const tab = await peers.join(room, program)
  await done(guest.send('POST', '/api/sign-up', account('Dora')))
  expect(await peers.open(room, program).outcome).toEqual({ code: CODE.noSession })
  await until(() => !tab.isOpen)
  expect((await guest.send<{ keys: unknown[] }>('GET', '/api/me/keys')).body.keys).toEqual([])
})

test('a cookie that was made up, cut, or signed by another server is nobody', async () => {
  const other = await Instance.start()
  try {
    const foreign = other.owner.cookie.replace(/coeval-\d+/g, `coeval-${instance.server.port}`)
    const own = instance.owner.cookie
    for (const cookie of [
      foreign,
      own.slice(0, -5),
      own.replace(/\.[^.]*$/, ''),
      own.replace(/=./, '=_'),
      `${own.split('=')[0]}=`,
      `${own.split('=')[0]}=%00%ff`,
      'x',
    ]) {
      expect((await meWith(cookie)).person).toBe(null)
      const origin = new URL(instance.address).origin
      expect(await peers.open(room, { cookie, origin }).outcome).toEqual({ code: CODE.noSession })
    }
    expect((await meWith(own)).person?.name).toBe('Olga')
  } finally {
    await other.close()
  }
})

test('a new password ends all other sessions, and this one goes on under a new cookie', async () => {
  const here = await instance.account('Eva')
  const there = await signIn('Eva')
  const { cookie } = here
  const answer = await here.send('POST', '/api/me/password', { current: PASSWORD, next: 'another good one' })
  expect(answer.status).toBe(200)
  expect((await there.me()).person).toBe(null)
  expect((await meWith(cookie)).person).toBe(null)
  expect((await here.me()).person?.name).toBe('Eva')
  const old = await instance.visitor().send('POST', '/api/sign-in', account('Eva'))
  expect([old.status, codeOf(old.body)]).toEqual([401, 'wrong-password'])
})

test('a stolen session alone does not change the password', async () => {
  const fay = await instance.account('Fay')
  const attempts = [{}, { current: '' }, { current: 'a wrong one' }, { current: null }]
  for (const attempt of attempts) {
    const { status } = await fay.send('POST', '/api/me/password', { ...attempt, next: 'a good one for me' })
    expect([400, 403]).toContain(status)
  }
  expect((await signIn('Fay')).cookie).not.toBe('')
})

test('the list of sessions is of oneself, without tokens, and with a truncated address', async () => {
  const gil = await instance.account('Gil')
  const { sessions } = await done<{ sessions: SessionInfo[] }>(gil.send('GET', '/api/me/sessions'))
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({ address: '127.0.0.0/24', isThis: true })
  const token = decodeURIComponent(gil.cookie.split('=')[1] ?? '').split('.')[0] ?? ''
  expect(token.length).toBeGreaterThan(20)
  expect(JSON.stringify(sessions)).not.toContain(token)
})

async function signIn(name: string): Promise<Visitor> {
  const visitor = instance.visitor()
  await done(visitor.send('POST', '/api/sign-in', account(name)))
  return visitor
}

async function meWith(cookie: string): Promise<Me> {
  return (await fetch(`${instance.address}api/me`, { headers: { cookie } })).json() as Promise<Me>
}

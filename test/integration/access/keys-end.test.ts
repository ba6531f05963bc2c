/** Keys end where somebody signs out everywhere, and where they are asked to when the password changes. */
import type { AuditPage, KeyInfo } from '@coeval/api'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, done, Instance, PASSWORD } from './instance.ts'
import { CODE, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let people = 0

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

const NEXT = 'another horse battery'
const change = { current: PASSWORD, next: NEXT }

test.each([
  ['signing out everywhere', 'POST', '/api/sign-out', { everywhere: true }, true],
  ['signing out everywhere, but for keys', 'POST', '/api/sign-out', { everywhere: true, keys: false }, false],
  ['signing out here', 'POST', '/api/sign-out', {}, false],
  ['another password', 'POST', '/api/me/password', change, false],
  ['another password, keys too', 'POST', '/api/me/password', { ...change, keys: true }, true],
] as const)('%s', async (_, method, path, body, end) => {
  const { name, ada, sockets, headers } = await withKeys()
  // Somebody else's keys go on whatever happens.
  const other = await withKeys()
  await done(ada.send(method, path, body))
  if (end) for (const { closed } of sockets) expect(await closed).toBe(CODE.signedOut)
  const answers = await Promise.all(headers.map((each) => status(each)))
  expect(answers).toEqual(end ? [401, 401] : [200, 200])
  expect(await Promise.all(other.headers.map((each) => status(each)))).toEqual([200, 200])
  const password = path === '/api/me/password' ? NEXT : PASSWORD
  await done(ada.send('POST', '/api/sign-in', { ...account(name), password }))
  const { keys } = await done<{ keys: KeyInfo[] }>(ada.send('GET', '/api/me/keys'))
  expect(keys.length).toBe(end ? 0 : 2)
  const { entries } = await done<AuditPage>(instance.owner.send('GET', '/api/instance/audit'))
  const said = entries.filter(({ action, actor }) => action === 'keys-ended' && actor?.name === name)
  expect(said.map(({ subject }) => subject)).toEqual(end ? ['Program, Program'] : [])
})

test('a password that replaces a lost one offers the same', async () => {
  const { ada, headers } = await withKeys()
  const id = (await ada.me()).person?.id
  const { url } = await done<{ url: string }>(
    instance.owner.send('POST', `/api/instance/people/${id}/sign-in-link`, {}),
  )
  const elsewhere = instance.visitor()
  await done(elsewhere.send('POST', '/api/sign-in/link', { token: new URL(url).hash.slice(1) }))
  await done(elsewhere.send('POST', '/api/me/password', { next: NEXT, keys: true }))
  expect(await Promise.all(headers.map((each) => status(each)))).toEqual([401, 401])
})

test('a change of password that is refused ends nothing', async () => {
  const { ada, headers } = await withKeys()
  await ada.send('POST', '/api/me/password', { current: 'wrong', next: NEXT, keys: true })
  expect(await Promise.all(headers.map((each) => status(each)))).toEqual([200, 200])
})

async function withKeys() {
  const name = `Ada${++people}`
  const ada: Visitor = await instance.account(name)
  const room = await instance.chronology('Of Ada', ada)
  const headers = [await instance.program(ada, 'write'), await instance.program(ada, 'read', room)]
  const sockets = await Promise.all(headers.map((each) => peers.join(room, each)))
  return { name, ada, headers, sockets }
}

async function status(headers: Record<string, string>): Promise<number> {
  return (await instance.visitor().send('GET', '/api/chronologies', undefined, headers)).status
}

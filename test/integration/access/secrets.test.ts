/** What lies on the disk and in the log: for one user of the machine alone, and of no use to people who find a copy. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { NewKey, OneTimeLink } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bareEnv } from '../../server-env.ts'
import { ownerToken } from '../../visitor.ts'
import { makeDataFolder } from '../server-process.ts'
import { done, Instance, PASSWORD } from './instance.ts'
import { Peers } from './peer.ts'
import { storedBytes } from './stored.ts'

const CLI = resolve(import.meta.dirname, '../../../apps/server/src/cli.ts')

let instance: Instance
/** What opens something, by what it is. */
const secrets: Record<string, string> = {}

beforeAll(async () => {
  instance = await Instance.start({ LOG: 'debug' })
  const { owner } = instance
  const hashOf = (url: string) => new URL(url).hash.slice(1)
  const room = await instance.chronology()
  const link = await instance.link(room, 'editor')
  const guest = instance.visitor()
  await done(guest.join(link.url))
  const peers = new Peers(() => instance.server.syncAddress)
  await peers.join(room, guest.headers)
  peers.closeAll()
  const ada = await instance.account('Ada')
  const { person } = await ada.me()
  secrets['the owner link'] = ownerToken(instance.server.stdout())
  secrets['a link'] = hashOf(link.url)
  secrets['an invitation'] = hashOf((await done<OneTimeLink>(owner.send('POST', '/api/instance/invitations', {}))).url)
  secrets['a sign-in link'] = hashOf(
    (await done<OneTimeLink>(owner.send('POST', `/api/instance/people/${person?.id}/sign-in-link`, {}))).url,
  )
  secrets['a key'] = (await done<NewKey>(ada.send('POST', '/api/me/keys', { name: 'Program', scope: 'write' }))).key
  secrets['a key of the command line'] = instance.server.key
  secrets['a cookie'] = cookieOf(owner.cookie)
  secrets["a guest's cookie"] = cookieOf(guest.cookie)
  secrets['a password'] = PASSWORD
  secrets['the token of the command line'] = instance.server.asMachine.authorization?.slice('Bearer '.length) ?? ''
  // Wrong ones may be right elsewhere, or nearly right.
  await instance.visitor().send('POST', '/api/sign-in', { email: 'ada@example.org', password: 'mistyped password' })
  secrets['a mistyped password'] = 'mistyped password'
  await fetch(`${instance.address}api/me`, { headers: { authorization: `Bearer ${PASSWORD}-as-a-key` } })
  await instance.visitor().send('POST', '/api/join', { token: 'a-token-cut-in-the-middle' })
  secrets['a token that was cut'] = 'a-token-cut-in-the-middle'
})

afterAll(() => instance.close())

test('everything in the data folder is for the user who runs the server', () => {
  const modes = readdirSync(instance.folder).map((name) => [name, statSync(join(instance.folder, name)).mode & 0o777])
  expect(modes.length).toBeGreaterThan(4)
  expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([])
})

test('also where the command line makes it, in a folder that all may read', async () => {
  const folder = makeDataFolder()
  try {
    const shared = join(folder.path, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o755)
    const child = spawn(process.execPath, [CLI, 'list'], { env: { ...bareEnv(), COEVAL_DATA: shared } })
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(0)
    const modes = readdirSync(shared).map((name) => [name, statSync(join(shared, name)).mode & 0o777])
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([])
  } finally {
    folder[Symbol.dispose]()
  }
})

test('nothing that opens anything is in the database, or in what lies beside it', () => {
  const bytes = storedBytes(instance.folder)
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(15)
    expect([name, bytes.includes(secret)]).toEqual([name, false])
  }
})

test('nor in the log, even with everything written down', () => {
  const log = instance.server.stderr()
  expect(log).toContain('listening')
  for (const [name, secret] of Object.entries(secrets)) expect([name, log.includes(secret)]).toEqual([name, false])
  expect(log).not.toMatch(/@example\.org/)
})

test('cookies are for this server alone, and no script reads them', async () => {
  const answer = await fetch(`${instance.address}api/sign-in`, {
    method: 'POST',
    headers: { origin: instance.owner.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: PASSWORD }),
  })
  const cookies = answer.headers.getSetCookie()
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
    expect(cookie).not.toMatch(/Domain=/i)
  }
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

/** Name and value as the browser keeps them: without the signature, the value opens nothing. */
function cookieOf(cookie: string): string {
  return decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1))
}

/** What cookies are called, and who goes on under a name that they had before. */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Me } from '@coeval/api'
import { Visitor } from '../../visitor.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { account, done } from './instance.ts'
import { CODE, Peers } from './peer.ts'

const BASE_URL = 'https://chronology.example.org'
const NAME = '__Host-coeval.session_token'
const FORMER = '__Secure-coeval.session_token'

let close: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const each of close.reverse()) await each()
  close = []
})

test('behind HTTPS every cookie is of this host alone; over plain HTTP it has the name that it had', async () => {
  const { server, owner } = await start({ BASE_URL })
  const { headers } = await signIn(server, BASE_URL)
  const cookies = headers.getSetCookie()
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-coeval\.\w+=/)
    expect(cookie).toMatch(/; Secure/i)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\/(;|$)/i)
    expect(cookie).not.toMatch(/; Domain=/i)
  }
  const out = await fetch(`${server.address}api/sign-out`, {
    method: 'POST',
    headers: { cookie: owner, origin: BASE_URL, 'content-type': 'application/json' },
    body: '{}',
  })
  for (const cookie of out.headers.getSetCookie()) expect(cookie).toMatch(/^__Host-coeval\./)

  const plain = await start({})
  const name = /^([^=]+)=/.exec((await signIn(plain.server)).headers.getSetCookie()[0] ?? '')?.[1]
  expect(name).toBe(`coeval-${plain.server.port}.session_token`)
})

test('a session under the former name goes on under the new one; one that began later, or another than it, does not', async () => {
  const { server, folder, owner, restart } = await start({ BASE_URL })
  const former = owner.replace(NAME, FORMER)
  const ask = async (cookie: string, path = 'api/me', at = server) =>
    fetch(`${at.address}${path}`, { headers: { cookie, origin: BASE_URL } })
  // This session began after the new name did, as one that somebody plants would have.
  expect(((await (await ask(former)).json()) as Me).person).toBe(null)

  // As if it had begun before.
  await server.end('SIGTERM')
  setSince(folder, Date.now() + 60_000)
  const again = await restart()
  const answer = await ask(former, 'api/me', again)
  expect(((await answer.json()) as Me).person?.name).toBe('Olga')
  const cookies = answer.headers.getSetCookie()
  const given = cookies.find((cookie) => cookie.startsWith(`${NAME}=`)) ?? ''
  expect(given).toMatch(/; Max-Age=\d{5,}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(cookies.find((cookie) => cookie.startsWith(`${FORMER}=;`))).toMatch(/Max-Age=0/)
  const now = given.split(';')[0] ?? ''
  expect(((await (await ask(now, 'api/me', again)).json()) as Me).person?.name).toBe('Olga')
  // With both, the new one counts.
  expect(((await (await ask(`${former}; ${NAME}=x`, 'api/me', again)).json()) as Me).person).toBe(null)
  // A tab that is open since before comes back, and signing out ends the session.
  const peers = new Peers(() => again.syncAddress)
  const tab = await peers.join('caj', { cookie: former, origin: BASE_URL })
  const out = await fetch(`${again.address}api/sign-out`, {
    method: 'POST',
    headers: { cookie: former, origin: BASE_URL, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(out.status).toBe(200)
  expect(await tab.closed).toBe(CODE.signedOut)
  expect(((await (await ask(now, 'api/me', again)).json()) as Me).person).toBe(null)
})

test('after 30 days the former name is none', async () => {
  const { server, folder, owner, restart } = await start({ BASE_URL })
  await server.end('SIGTERM')
  {
    using db = new DatabaseSync(join(folder, 'coeval.sqlite'))
    db.exec(`update "session" set createdAt = '2020-01-01T00:00:00.000Z'`)
  }
  setSince(folder, Date.now() - 31 * 24 * 3_600_000)
  const again = await restart()
  const answer = await fetch(`${again.address}api/me`, { headers: { cookie: owner.replace(NAME, FORMER) } })
  expect(((await answer.json()) as Me).person).toBe(null)
})

function setSince(folder: string, ms: number): void {
  using db = new DatabaseSync(join(folder, 'coeval.sqlite'))
  const { changes } = db.prepare(`update setting set value = ? where key = 'host-cookies-since'`).run(String(ms))
  expect(changes).toBe(1)
}

async function start(settings: Record<string, string>) {
  const folder = makeDataFolder()
  close.push(async () => folder[Symbol.dispose]())
  const open = async (port: number) => {
    const started = await ServerProcess.start(folder.path, { port, settings })
    close.push(() => started.end('SIGKILL'))
    return started
  }
  const server = await open(0)
  const visitor = new Visitor(settings.BASE_URL ?? server.address)
  const token = /\/owner#(\S+)/.exec(server.stdout())?.[1]
  const answer = await fetch(`${server.address}api/owner`, {
    method: 'POST',
    headers: { origin: visitor.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...account('Olga') }),
  })
  await done(answer.json().then((body: unknown) => ({ status: answer.status, body })))
  const owner = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  return { server, owner, folder: folder.path, restart: () => open(0) }
}

function signIn(server: ServerProcess, origin = new URL(server.address).origin): Promise<Response> {
  return fetch(`${server.address}api/sign-in`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify(account('Olga')),
  })
}

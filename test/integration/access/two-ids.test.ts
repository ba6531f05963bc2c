/** Two ids in one request, of which one is somebody else's; and what is told of what one may not see. */
import type { KeyInfo, NewLink, SessionInfo } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { codeOf, done, Instance } from './instance.ts'

const SECRET = 'Zugang verboten'

let instance: Instance
let alice: Visitor
let bob: Visitor
/** Alice's. */
let hers: string
let herLink: NewLink
/** Bob's. */
let his: string

beforeAll(async () => {
  instance = await Instance.start()
  alice = await instance.account('Alice')
  bob = await instance.account('Bob')
  hers = await instance.chronology(SECRET, alice)
  herLink = await instance.link(hers, 'editor', alice)
  his = await instance.chronology("Bob's", bob)
})

afterAll(() => instance.close())

test("[attack 21] another chronology's link is not changed or revoked through one's own", async () => {
  for (const [method, body] of [
    ['PATCH', { role: 'viewer' }],
    ['DELETE', undefined],
  ] as const) {
    const answer = await bob.send(method, `/api/chronologies/${his}/links/${herLink.id}`, body)
    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'no-such-link'])
  }
  const { links } = await done<{ links: NewLink[] }>(alice.send('GET', `/api/chronologies/${hers}/sharing`))
  expect(links).toMatchObject([{ role: 'editor', state: 'working' }])
})

test("[attack 21] another chronology's member is not changed or removed through one's own", async () => {
  const carla = await instance.account('Carla')
  const id = await instance.addMember(hers, carla, 'editor', alice)
  for (const [method, body] of [
    ['PATCH', { role: 'owner' }],
    ['DELETE', undefined],
  ] as const) {
    const answer = await bob.send(method, `/api/chronologies/${his}/members/${id}`, body)
    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'no-such-member'])
  }
  expect((await carla.send<{ role: string }>('GET', `/api/chronologies/${hers}`)).body.role).toBe('editor')
})

test('[attack 21] sessions and keys of others are not ended', async () => {
  await instance.program(alice, 'read')
  const { keys } = await done<{ keys: KeyInfo[] }>(alice.send('GET', '/api/me/keys'))
  const { sessions } = await done<{ sessions: SessionInfo[] }>(alice.send('GET', '/api/me/sessions'))
  const key = await bob.send('DELETE', `/api/me/keys/${keys[0]?.id}`)
  expect([key.status, codeOf(key.body)]).toEqual([404, 'no-such-key'])
  const session = await bob.send('DELETE', `/api/me/sessions/${sessions[0]?.id}`)
  expect([session.status, codeOf(session.body)]).toEqual([404, 'no-such-session'])
  expect((await alice.me()).person?.name).toBe('Alice')
})

test('[attack 21] a body that names another chronology, person or link changes only what the address names', async () => {
  const more = { id: hers, chronology: hers, person: 'x', link: herLink.id, createdBy: 'x', uses: 0, tokenHash: 'x' }
  const link = await done<NewLink>(bob.send('POST', `/api/chronologies/${his}/links`, { role: 'viewer', ...more }))
  expect(link.id).not.toBe(herLink.id)
  await done(bob.send('PATCH', `/api/chronologies/${his}`, { title: 'Still his', ...more }))
  expect(await titleOf(alice, hers)).toBe(SECRET)
  expect(await titleOf(bob, his)).toBe('Still his')
})

test('[attack 21] a key for one chronology is none for another that its person owns', async () => {
  const other = await instance.chronology('Another of his', bob)
  const program = await instance.program(bob, 'write', his)
  const ask = (id: string) => fetch(`${instance.address}api/chronologies/${id}`, { headers: program })
  expect((await ask(his)).status).toBe(200)
  expect((await ask(other)).status).toBe(404)
  const { chronologies } = (await (
    await fetch(`${instance.address}api/chronologies`, { headers: program })
  ).json()) as { chronologies: { id: string }[] }
  expect(chronologies.map(({ id }) => id)).not.toContain(other)
})

test('[attack 22] what one cannot read answers as if it were not there, and its title is nowhere', async () => {
  await done(alice.send('PATCH', `/api/chronologies/${hers}`, { trashed: true }))
  const requests = [
    ['GET', '', undefined],
    ['GET', '/export', undefined],
    ['GET', '/audit', undefined],
    ['GET', '/audit.csv', undefined],
    ['GET', '/sharing', undefined],
    ['GET', '/here', undefined],
    ['PATCH', '', { trashed: false }],
    ['PATCH', '', { visibility: 'public' }],
    ['PATCH', '', { title: 'x' }],
    ['DELETE', '', undefined],
    ['POST', '/links', { role: 'viewer' }],
  ] as const
  for (const who of [bob, instance.owner, instance.visitor()]) {
    for (const [method, path, body] of requests) {
      const there = await who.send(method, `/api/chronologies/${hers}${path}`, body)
      const missing = await who.send(method, `/api/chronologies/no-such-id${path}`, body)
      expect([there.status, there.body]).toEqual([missing.status, missing.body])
      expect(JSON.stringify(there.body)).not.toContain(SECRET)
    }
    const list = await who.send('GET', '/api/chronologies')
    expect(JSON.stringify(list.body)).not.toContain(SECRET)
  }
  // Those who could read it hear no more either, once it is in the trash.
  const carla = await instance.account('Clara')
  await instance.addMember(hers, carla, 'editor', alice)
  expect((await carla.send('PATCH', `/api/chronologies/${hers}`, { trashed: false })).status).toBe(404)
  expect((await alice.send('PATCH', `/api/chronologies/${hers}`, { trashed: false })).status).toBe(200)
})

test('[attack 22] a key that names a chronology tells nothing of it', async () => {
  const program = await instance.program(bob, 'read', hers)
  const answer = await fetch(`${instance.address}api/chronologies/${hers}`, { headers: program })
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain(SECRET)
  expect(JSON.stringify((await bob.send('GET', '/api/me/keys')).body)).not.toContain(SECRET)
})

async function titleOf(who: Visitor, id: string): Promise<string> {
  return (await done<{ title: string }>(who.send('GET', `/api/chronologies/${id}`))).title
}

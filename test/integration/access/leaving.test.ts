/** People leave a chronology when they want to; somebody has to own it. */
import type { AuditPage, ChronologyInfo, Sharing } from '@coeval/api'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, codeOf, done, Instance } from './instance.ts'
import { CODE, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let room: string

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology()
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test('a member leaves: sockets close, nothing is left of the role, and the log says so', async () => {
  const mira = await instance.account('Mira')
  await instance.addMember(room, mira, 'editor')
  const [first, second] = [await peers.join(room, mira.headers), await peers.join(room, mira.headers)]
  expect((await leave(mira)).status).toBe(204)
  expect([await first.closed, await second.closed]).toEqual([CODE.removed, CODE.removed])
  expect((await mira.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  const { chronologies } = await done<{ chronologies: ChronologyInfo[] }>(mira.send('GET', '/api/chronologies'))
  expect(chronologies.map(({ id }) => id)).not.toContain(room)
  expect(await people()).toEqual(['Olga'])
  const { entries } = await done<AuditPage>(instance.owner.send('GET', `/api/chronologies/${room}/audit`))
  expect(entries[0]).toMatchObject({ action: 'member-left', actor: { name: 'Mira' } })
})

test('a guest leaves, and a shared link lets them in again; a removed guest stays out', async () => {
  const link = await instance.link(room, 'editor')
  const guest = instance.visitor()
  await done(guest.join(link.url, 'Gulya'))
  const tab = await peers.join(room, guest.headers)
  expect((await leave(guest)).status).toBe(204)
  expect(await tab.closed).toBe(CODE.linkEnded)
  expect(await people()).toEqual(['Olga'])
  expect((await guest.join(link.url)).body).toMatchObject({ role: 'editor' })
  expect(await people()).toEqual(['Olga', 'Gulya'])
  const id = (await guest.me()).person?.id
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/members/${id}`))
  expect(codeOf((await leave(guest)).body)).toBe('not-found')
  expect(codeOf((await guest.join(link.url)).body)).toBe('link-revoked')
})

test('who left, comes back as a guest and then signs in is in, as the guest was', async () => {
  const link = await instance.link(room, 'editor')
  const lena = await instance.account('Lena')
  await done(lena.join(link.url))
  await done(leave(lena))
  const guest = instance.visitor()
  await done(guest.join(link.url, 'Lena'))
  await done(guest.send('POST', '/api/sign-in', account('Lena')))
  expect((await guest.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('editor')
  // And who left as both is out.
  const other = instance.visitor()
  await done(other.join(link.url, 'Lena'))
  await done(leave(guest))
  await done(leave(other))
  await done(other.send('POST', '/api/sign-in', account('Lena')))
  expect((await other.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
})

test('who came by a personal link and left needs another', async () => {
  const nora = await instance.account('Nora')
  await instance.addMember(room, nora, 'viewer')
  await done(leave(nora))
  expect((await nora.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
})

test('one by a role and by links leaves all of it; an owner leaves where there is another', async () => {
  const both = await instance.guest(room, 'viewer')
  await done(both.join((await instance.link(room, 'editor')).url))
  const id = (await both.me()).person?.id
  await done(instance.owner.send('PATCH', `/api/chronologies/${room}/members/${id}`, { role: 'owner' }))
  await done(both.join((await instance.link(room, 'commenter')).url))
  expect((await leave(instance.owner)).status).toBe(204)
  const last = await leave(both)
  expect([last.status, codeOf(last.body)]).toEqual([409, 'last-owner'])
  expect((await both.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('owner')
})

test('the last owner stays with all that they have there', async () => {
  const answer = await leave(instance.owner)
  expect([answer.status, codeOf(answer.body)]).toEqual([409, 'last-owner'])
  expect(JSON.stringify(answer.body)).toMatch(/Make someone else an owner/)
})

test('of a public one a member leaves the role, and reads on like anybody; a stranger has nothing to leave', async () => {
  await done(instance.owner.send('PATCH', `/api/chronologies/${room}`, { visibility: 'public' }))
  const mira = await instance.account('Mirjam')
  await instance.addMember(room, mira, 'editor')
  const tab = await peers.join(room, mira.headers)
  await done(leave(mira))
  expect(await tab.closed).toBe(CODE.roleChanged)
  expect((await mira.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('viewer')
  // Whose membership is to read has something to leave, and anybody else has not: the page offers it to the one alone.
  const vera = await instance.account('Vera')
  await instance.addMember(room, vera, 'viewer')
  const offersOf = async (who: typeof vera) => {
    const { body } = await who.send<{ mayLeave?: true }>('GET', `/api/chronologies/${room}`)
    const list = await who.send<{ chronologies: { id: string; mayLeave?: true }[] }>('GET', '/api/chronologies')
    return [body.mayLeave, list.body.chronologies.find(({ id }) => id === room)?.mayLeave]
  }
  expect(await offersOf(vera)).toEqual([true, true])
  expect(await offersOf(mira)).toEqual([undefined, undefined])
  await done(leave(vera))
  expect(await offersOf(vera)).toEqual([undefined, undefined])
  const stranger = await instance.account('Stan')
  expect(codeOf((await leave(stranger)).body)).toBe('no-such-member')
  expect((await leave(instance.visitor())).status).toBe(401)
})

test('no key leaves for its person', async () => {
  const mira = await instance.account('Mirela')
  await instance.addMember(room, mira, 'editor')
  const headers = await instance.program(mira, 'write')
  const answer = await instance.visitor().send('DELETE', `/api/chronologies/${room}/membership`, undefined, headers)
  expect([answer.status, codeOf(answer.body)]).toEqual([403, 'not-allowed'])
})

function leave(who: Visitor) {
  return who.send('DELETE', `/api/chronologies/${room}/membership`)
}

async function people(): Promise<string[]> {
  const { members } = await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))
  return members.map(({ name }) => name)
}

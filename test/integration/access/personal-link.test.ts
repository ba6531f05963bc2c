/** A personal link is taken by the account that has its e-mail; anybody else asks the owners, and is nothing until they answer. */
import type { AddedMember, Asked, AuditPage, Joined, Me, OwnJoinRequest, RevokedLink, Sharing } from '@coeval/api'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, codeOf, done, Instance, PASSWORD } from './instance.ts'
import { CODE, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let room: string
let people = 0

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology()
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test('the account with the e-mail takes it, in whatever spelling, once', async () => {
  const alice = await somebody()
  const link = await invite(`${alice.email.toUpperCase()}.`, 'owner')
  expect((await alice.join(link.url)).body).toMatchObject({ chronology: room, role: 'owner' })
  // And comes back by it; nobody else does.
  expect((await alice.join(link.url)).body).toMatchObject({ role: 'owner' })
  const answer = await (await somebody()).join(link.url)
  expect([answer.status, codeOf(answer.body)]).toEqual([410, 'link-used-up'])
})

test('an account with another e-mail is not in, asks, and is what the link gives once an owner says so', async () => {
  const vera = await somebody()
  const link = await invite('alice@example.org', 'owner')
  const refused = await vera.join(link.url)
  expect([refused.status, codeOf(refused.body)]).toEqual([403, 'for-another'])
  expect(JSON.stringify(refused.body)).not.toContain('alice')
  expect(await waiting()).toEqual([])

  const { status, body } = await ask(vera, link.url)
  expect([status, body.asked]).toMatchObject([202, { state: 'waiting', chronology: null }])
  await expectOutside(vera)
  expect(await waiting()).toMatchObject([
    { person: { name: vera.name, isGuest: false }, email: vera.email, link: { id: link.id, role: 'owner' } },
  ])
  const [request] = await waiting()
  await done(instance.owner.send('POST', `/api/chronologies/${room}/requests/${request?.id}`))
  expect(await requestsOf(vera)).toMatchObject([{ state: 'let-in', chronology: room }])
  expect((await vera.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('owner')
  expect(await waiting()).toEqual([])
  const { members } = await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))
  expect(members.map(({ name, via }) => [name, via])).toEqual([
    ['Olga', 'membership'],
    [vera.name, 'membership'],
  ])
  // The link is used up by it.
  expect((await (await somebody()).join(link.url)).status).toBe(410)
  expect(await actions()).toEqual(expect.arrayContaining(['join-asked', 'join-let-in']))
})

test('who was refused stays out, also if the same is asked again', async () => {
  const vera = await somebody()
  const link = await invite('alice@example.org', 'editor')
  await done(ask(vera, link.url))
  const [request] = await waiting()
  const path = `/api/chronologies/${room}/requests/${request?.id}`
  await done(instance.owner.send('DELETE', path))
  expect((await ask(vera, link.url)).body.asked).toMatchObject({ id: request?.id, state: 'refused' })
  expect(await waiting()).toEqual([])
  const late = await instance.owner.send('POST', path)
  expect([late.status, codeOf(late.body)]).toEqual([404, 'no-such-request'])
  await expectOutside(vera)
  // The one it was made for still has it.
  const alice = await somebody('alice@example.org')
  expect((await alice.join(link.url)).status).toBe(200)
})

test('a visitor without an account is nobody until they ask, and then a guest with nothing', async () => {
  const link = await invite('nadia@example.org', 'editor')
  const visitor = instance.visitor()
  expect(codeOf((await visitor.join(link.url)).body)).toBe('for-another')
  expect((await visitor.me()).person).toBe(null)
  const { status, body } = await ask(visitor, link.url, 'Nadia')
  expect([status, body.me.person]).toMatchObject([202, { name: 'Nadia', isGuest: true }])
  await expectOutside(visitor)
  expect(body.me.may.signUp).toBe(false)
  const [request] = await waiting()
  expect(request).toMatchObject({ person: { name: 'Nadia', isGuest: true }, email: null })
  await done(instance.owner.send('POST', `/api/chronologies/${room}/requests/${request?.id}`))
  expect(await peers.open(room, visitor.headers).outcome).toBe('in')
  // Being let in does not show whose the e-mail is.
  await done(visitor.send('POST', '/api/sign-up', { name: 'Nadia', email: 'nadia@example.org', password: PASSWORD }))
  const added = await done<AddedMember>(
    instance.owner.send('POST', `/api/chronologies/${room}/members`, { email: 'nadia@example.org', role: 'owner' }),
  )
  expect(added).toHaveProperty('invitation.url')
})

test('a guest of the same chronology gains nothing by it', async () => {
  const guest = await instance.guest(room, 'viewer')
  const link = await invite('alice2@example.org', 'owner')
  expect(codeOf((await guest.join(link.url)).body)).toBe('for-another')
  await done(ask(guest, link.url))
  expect((await guest.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('viewer')
})

test('its maker, who tries it, does not use it up', async () => {
  const link = await invite('eli@example.org', 'viewer')
  expect((await instance.owner.join(link.url)).body).toMatchObject({ role: 'owner' })
  const eli = await somebody('eli@example.org')
  expect((await eli.join(link.url)).body).toMatchObject({ role: 'viewer' })
})

test('where accounts are by invitation, the link makes the account with its e-mail, which is in at once', async () => {
  const link = await invite('frida@example.org', 'editor')
  const visitor = instance.visitor()
  const tokenOf = new URL(link.url).hash.slice(1)
  const signUp = (email: string) =>
    visitor.send<Me>('POST', '/api/sign-up', { name: 'Frida', email, password: PASSWORD, link: tokenOf })
  const wrong = await signUp('mallory@example.org')
  expect([wrong.status, codeOf(wrong.body)]).toEqual([403, 'other-email'])
  expect((await visitor.me()).person).toBe(null)
  expect((await signUp('Frida@Example.org')).body.person).toMatchObject({ email: 'frida@example.org', isGuest: false })
  expect((await visitor.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('editor')
  expect((await visitor.join(link.url)).body).toMatchObject({ chronology: room, role: 'editor' })
  // For nobody else, and no second account.
  const second = await instance
    .visitor()
    .send('POST', '/api/sign-up', { name: 'M', email: 'm@example.org', password: PASSWORD, link: tokenOf })
  expect([second.status, codeOf(second.body)]).toEqual([410, 'link-used-up'])
  // A shared link lets nobody make an account by itself.
  const shared = new URL((await instance.link(room, 'viewer')).url).hash.slice(1)
  const third = await instance
    .visitor()
    .send('POST', '/api/sign-up', { name: 'M', email: 'm@example.org', password: PASSWORD, link: shared })
  expect(codeOf(third.body)).toBe('by-invitation')
})

test('the e-mail of a link is not to be found out by trying', async () => {
  const link = await invite('greta@example.org', 'owner')
  const token = new URL(link.url).hash.slice(1)
  const visitor = instance.visitor()
  const codes = new Set<string | undefined>()
  for (let n = 0; n < 6; n++) {
    const email = `guess${n}@example.org`
    codes.add(
      codeOf((await visitor.send('POST', '/api/sign-up', { name: 'M', email, password: PASSWORD, link: token })).body),
    )
  }
  expect([...codes]).toEqual(['other-email', 'too-many-tries'])
  // Then it asks the owners about everybody ...
  const greta = await somebody('greta@example.org')
  expect(codeOf((await greta.join(link.url)).body)).toBe('for-another')
  expect((await ask(greta, link.url)).status).toBe(202)
  // ... but for people whose e-mail is vouched for.
  const id = (await greta.me()).person?.id
  await done(instance.owner.send('PATCH', `/api/instance/people/${id}`, { isVouched: true }))
  expect((await greta.join(link.url)).body).toMatchObject({ role: 'owner' })
  expect(await requestsOf(greta)).toMatchObject([{ state: 'let-in' }])
})

test('somebody who opens it again and again does not keep out the person it was made for', async () => {
  const link = await invite('gus@example.org', 'viewer')
  const vera = await somebody()
  for (let n = 0; n < 8; n++) expect(codeOf((await vera.join(link.url)).body)).toBe('for-another')
  for (let n = 0; n < 8; n++) expect(codeOf((await instance.visitor().join(link.url)).body)).toBe('for-another')
  expect((await (await somebody('gus@example.org')).join(link.url)).body).toMatchObject({ role: 'viewer' })
})

test('requests are bounded for each link and each person, end with their link, and outlive a restart', async () => {
  const link = await invite('hugo@example.org', 'viewer')
  for (let n = 0; n < 10; n++) expect((await ask(instance.visitor(), link.url, `Guest ${n}`)).status).toBe(202)
  const guests = () => count('select count(*) as n from "user" where isAnonymous = 1')
  const before = guests()
  const over = await ask(instance.visitor(), link.url)
  expect([over.status, codeOf(over.body)]).toEqual([409, 'too-many-asked'])
  // Nobody is made for a request that is not kept.
  expect(guests()).toBe(before)

  await instance.restart()
  expect(await waiting()).toHaveLength(10)
  const { link: revoked, stay } = await done<RevokedLink>(
    instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`),
  )
  expect([revoked.state, stay]).toEqual(['revoked', []])
  expect(await waiting()).toEqual([])

  const vera = await somebody()
  for (let n = 0; n < 10; n++) await done(ask(vera, (await invite(`x${n}@example.org`, 'viewer')).url))
  expect(codeOf((await ask(vera, (await invite('x@example.org', 'viewer')).url)).body)).toBe('too-many-asked')
  // To ask again is to ask once, and is not written down again.
  const asked = (await actions()).filter((action) => action === 'join-asked').length
  const again = await invite('y@example.org', 'viewer')
  const other = await somebody()
  for (let n = 0; n < 3; n++) await done(ask(other, again.url))
  expect((await actions()).filter((action) => action === 'join-asked')).toHaveLength(asked + 1)
})

test('a request of a link that was used by another is over', async () => {
  const link = await invite('ida@example.org', 'viewer')
  const vera = await somebody()
  await done(ask(vera, link.url))
  const [request] = await waiting()
  await done((await somebody('ida@example.org')).join(link.url))
  expect(await requestsOf(vera)).toMatchObject([{ state: 'ended', chronology: null }])
  const late = await instance.owner.send('POST', `/api/chronologies/${room}/requests/${request?.id}`)
  expect(codeOf(late.body)).toBe('no-such-request')
  await expectOutside(vera)
})

test('a request is answered by the owners of its chronology alone', async () => {
  const link = await invite('jan@example.org', 'viewer')
  const vera = await somebody()
  await done(ask(vera, link.url))
  const [request] = await waiting()
  const elsewhere = await instance.chronology('Elsewhere', vera)
  for (const method of ['POST', 'DELETE']) {
    const by = await vera.send(method, `/api/chronologies/${elsewhere}/requests/${request?.id}`)
    expect([method, codeOf(by.body)]).toEqual([method, 'no-such-request'])
    expect((await vera.send(method, `/api/chronologies/${room}/requests/${request?.id}`)).status).toBe(404)
  }
  expect(await waiting()).toHaveLength(1)
})

test('a guest who asked and then makes an account has asked as that', async () => {
  const link = await invite('kim@example.org', 'viewer')
  const guest = await instance.guest(await instance.chronology(), 'viewer')
  await done(ask(guest, link.url))
  await done(guest.send('POST', '/api/sign-up', account('Lena')))
  expect(await waiting()).toMatchObject([{ email: account('Lena').email, person: { isGuest: false } }])
})

test('ending an invitation says who stays, and each is put out at once', async () => {
  const alice = await somebody()
  const link = await invite(alice.email, 'editor')
  await done(alice.join(link.url))
  const tab = await peers.join(room, alice.headers)
  const { stay } = await done<RevokedLink>(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
  expect(stay).toMatchObject([{ name: alice.name, role: 'editor', via: 'membership' }])
  expect((await alice.send('GET', `/api/chronologies/${room}`)).status).toBe(200)
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/members/${stay[0]?.id}`))
  expect(await tab.closed).toBe(CODE.removed)
  // Of a shared link, only people with a role of their own stay.
  const shared = await instance.link(room, 'viewer')
  const [goes, stays] = [instance.visitor(), instance.visitor()]
  await done(goes.join(shared.url))
  const id = (await done<Joined>(stays.join(shared.url))).me.person?.id
  await done(instance.owner.send('PATCH', `/api/chronologies/${room}/members/${id}`, { role: 'editor' }))
  const ended = await done<RevokedLink>(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${shared.id}`))
  expect(ended.stay.map((member) => member.id)).toEqual([id])
  await expectOutside(goes)
})

interface Somebody extends Visitor {
  name: string
  email: string
}

/** An account, with an e-mail that nobody vouches for. */
async function somebody(email = `vera${++people}@example.org`): Promise<Somebody> {
  const { url } = await done<{ url: string }>(instance.owner.send('POST', '/api/instance/invitations', {}))
  const visitor = instance.visitor()
  const name = `Person ${email.split('@')[0]}`
  const invitation = new URL(url).hash.slice(1)
  await done(visitor.send('POST', '/api/sign-up', { name, email, password: PASSWORD, invitation }))
  return Object.assign(visitor, { name, email })
}

async function invite(email: string, role: string): Promise<{ id: string; url: string }> {
  const path = `/api/chronologies/${room}/members`
  const added = await done<AddedMember>(instance.owner.send('POST', path, { email, role }))
  if ('member' in added) throw new Error(`${email} is a member at once`)
  return added.invitation
}

function ask(who: Visitor, url: string, name?: string) {
  return who.send<Asked>('POST', '/api/join', { token: new URL(url).hash.slice(1), ask: true, name })
}

async function waiting() {
  return (await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))).requests
}

async function requestsOf(who: Visitor): Promise<OwnJoinRequest[]> {
  return (await done<{ requests: OwnJoinRequest[] }>(who.send('GET', '/api/me/requests'))).requests
}

async function expectOutside(who: Visitor): Promise<void> {
  expect((await who.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  expect(await peers.open(room, who.headers).outcome).toEqual({ code: CODE.forbidden })
}

async function actions(): Promise<string[]> {
  const page = await done<AuditPage>(instance.owner.send('GET', `/api/chronologies/${room}/audit?limit=200`))
  return page.entries.map(({ action }) => action)
}

function count(sql: string): number {
  using db = new DatabaseSync(join(instance.folder, 'coeval.sqlite'), { readOnly: true })
  return Number(db.prepare(sql).get()?.n)
}

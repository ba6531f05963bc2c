/** Whoever opens the personal link of another asks the owners, and is nothing until they answer. */
import type { AddedMember, RevokedLink, Sharing } from '@coeval/api'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { account, codeOf, done, PASSWORD } from './instance.ts'
import {
  actions,
  ask,
  expectOutside,
  instance,
  invite,
  peers,
  requestsOf,
  room,
  somebody,
  waiting,
} from './personal-links.ts'

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
  // Whoever was let in as somebody has not shown whose the e-mail is.
  await done(visitor.send('POST', '/api/sign-up', { name: 'Nadia', email: 'nadia@example.org', password: PASSWORD }))
  const added = await done<AddedMember>(
    instance.owner.send('POST', `/api/chronologies/${room}/members`, { email: 'nadia@example.org', role: 'owner' }),
  )
  expect(added).toHaveProperty('invitation.url')
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

function count(sql: string): number {
  using db = new DatabaseSync(join(instance.folder, 'coeval.sqlite'), { readOnly: true })
  return Number(db.prepare(sql).get()?.n)
}

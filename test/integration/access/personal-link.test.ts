/** A personal link is taken by the account that has its e-mail, and by nobody else. */
import type { Joined, Me, RevokedLink } from '@coeval/api'
import { expect, test } from 'vitest'
import { codeOf, done, PASSWORD } from './instance.ts'
import { CODE } from './peer.ts'
import { ask, expectOutside, instance, invite, peers, requestsOf, room, somebody } from './personal-links.ts'

test('the account with the e-mail takes it, in whatever spelling, once', async () => {
  const alice = await somebody()
  const link = await invite(`${alice.email.toUpperCase()}.`, 'owner')
  expect((await alice.join(link.url)).body).toMatchObject({ chronology: room, role: 'owner' })
  // And comes back by it; nobody else does.
  expect((await alice.join(link.url)).body).toMatchObject({ role: 'owner' })
  const answer = await (await somebody()).join(link.url)
  expect([answer.status, codeOf(answer.body)]).toEqual([410, 'link-used-up'])
})

test('a guest of the same chronology is no more by it than before', async () => {
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

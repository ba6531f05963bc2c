/** People who were given less, or were removed, neither keep nor get back what they had by another way. */
import type { ChronologyInfo, Joined, Sharing } from '@coeval/api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, codeOf, done, Instance } from './instance.ts'

let instance: Instance
let owner: Visitor
let room: string
let path: string

beforeAll(async () => {
  instance = await Instance.start()
  owner = instance.owner
})

beforeEach(async () => {
  room = await instance.chronology()
  path = `/api/chronologies/${room}`
})

afterAll(() => instance.close())

test('a member who is lowered does not keep what a link gave', async () => {
  const ada = await instance.account('Ada')
  await done(ada.join((await instance.link(room, 'editor')).url))
  const id = (await ada.me()).person?.id
  await done(owner.send('PATCH', `${path}/members/${id}`, { role: 'commenter' }))
  expect(await roleOf(ada)).toBe('commenter')
  await done(owner.send('PATCH', `${path}/members/${id}`, { role: 'viewer' }))
  expect(await roleOf(ada)).toBe('viewer')
})

test('somebody who came by an invitation is lowered and removed like any other, and it lets nobody in again', async () => {
  const { invitation } = await done<{ invitation: { url: string } }>(
    owner.send('POST', `${path}/members`, { email: 'ben@example.org', role: 'owner' }),
  )
  const ben = await instance.account('Ben')
  await done(ben.join(invitation.url))
  expect(await roleOf(ben)).toBe('owner')
  const { person } = await ben.me()
  await done(owner.send('PATCH', `${path}/members/${person?.id}`, { role: 'viewer' }))
  expect(await roleOf(ben)).toBe('viewer')
  // As a member they may open it once more, and it changes nothing.
  expect((await ben.join(invitation.url)).body.role).toBe('viewer')
  await done(owner.send('DELETE', `${path}/members/${person?.id}`))
  expect(await roleOf(ben)).toBe(undefined)
  expect((await ben.join(invitation.url)).status).toBe(410)
  expect((await (await instance.account('Eve')).join(invitation.url)).status).toBe(410)
})

test('an invitation for one person lets one in, also when more are allowed by a link', async () => {
  const { invitation } = await done<{ invitation: { id: string; url: string } }>(
    owner.send('POST', `${path}/members`, { email: 'fay@example.org', role: 'editor' }),
  )
  await done(owner.send('PATCH', `${path}/links/${invitation.id}`, { maxUses: null }))
  const fay = await instance.account('Fay')
  const eve = await instance.account('Evelyn')
  const answers = [await eve.join(invitation.url), await fay.join(invitation.url), await eve.join(invitation.url)]
  expect(answers.map(({ status }) => status)).toEqual([403, 200, 410])
  // Nor is another let in by asking, once it was used.
  const { requests } = await done<Sharing>(owner.send('GET', `${path}/sharing`))
  expect(requests).toEqual([])
})

test('a guest who was put out does not come back by making an account', async () => {
  const guest = await instance.guest(room, 'editor')
  const { person } = await guest.me()
  // They are let in elsewhere, so they may make one.
  await done(guest.join((await instance.link(await instance.chronology('Elsewhere'), 'viewer')).url))
  await done(owner.send('DELETE', `${path}/members/${person?.id}`))
  expect(await roleOf(guest)).toBe(undefined)
  await done(guest.send('POST', '/api/sign-up', account('Carla')))
  expect(await roleOf(guest)).toBe(undefined)
  const { members } = await done<Sharing>(owner.send('GET', `${path}/sharing`))
  expect(members.map(({ name }) => name)).toEqual(['Olga'])
})

test('a guest whose link was revoked is let in by nobody, and makes no account where these are by invitation', async () => {
  const link = await instance.link(room, 'viewer')
  const guest = instance.visitor()
  await done(guest.join(link.url))
  expect((await guest.me()).may.signUp).toBe(true)
  await done(owner.send('DELETE', `${path}/links/${link.id}`))
  expect((await guest.me()).may.signUp).toBe(false)
  const answer = await guest.send('POST', '/api/sign-up', account('Gregor'))
  expect([answer.status, codeOf(answer.body)]).toEqual([403, 'by-invitation'])
})

test('the last owner stays one, whichever way the role is taken', async () => {
  const { person } = await owner.me()
  const asMember = await owner.send('POST', `${path}/members`, { email: person?.email, role: 'viewer' })
  expect([asMember.status, codeOf(asMember.body)]).toEqual([409, 'last-owner'])
  const lowered = await owner.send('PATCH', `${path}/members/${person?.id}`, { role: 'viewer' })
  expect([lowered.status, codeOf(lowered.body)]).toEqual([409, 'last-owner'])
  expect((await owner.send('DELETE', `${path}/members/${person?.id}`)).status).toBe(409)
  expect(await roleOf(owner)).toBe('owner')
})

test('a key does not join by a link in the name of its person', async () => {
  const dora = await instance.account('Dora')
  const program = await instance.program(dora, 'read')
  const { url } = await instance.link(room, 'editor')
  const asProgram = instance.visitor()
  const answer = await asProgram.send<Joined>('POST', '/api/join', { token: new URL(url).hash.slice(1) }, program)
  expect([answer.status, codeOf(answer.body)]).toEqual([403, 'not-allowed'])
  expect(await roleOf(dora)).toBe(undefined)
})

async function roleOf(who: Visitor): Promise<string | undefined> {
  const { status, body } = await who.send<ChronologyInfo>('GET', path)
  return status === 200 ? body.role : undefined
}

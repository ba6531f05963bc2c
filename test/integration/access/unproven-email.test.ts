/** An e-mail that somebody gave at sign-up proves nothing: what is granted to it goes by a link, until somebody vouches. */
import type { AddedMember, AuditPage, Instance as InstanceInfo, Sharing } from '@coeval/api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, codeOf, done, Instance, PASSWORD } from './instance.ts'

let instance: Instance
let room: string
let taken = 0

beforeAll(async () => {
  instance = await Instance.start()
})

beforeEach(async () => {
  await signUp('invitation')
  room = await instance.chronology()
})

afterAll(() => instance.close())

test.each(['open', 'invitation'])(
  'an account of anybody gets nothing of what is granted to its e-mail (sign-up: %s)',
  async (setting) => {
    const { guest: mallory, email } = await student()
    await signUp(setting)
    // Before there is such an account, while there is one, and as an owner.
    expect(await add(email, 'owner')).toHaveProperty('invitation.url')
    await done(mallory.send('POST', '/api/sign-up', { name: 'Mallory', email, password: PASSWORD }))
    for (const role of ['owner', 'editor']) expect(await add(email, role)).toHaveProperty('invitation.url')
    await expectOutside(mallory)
    // Nor by signing in once more.
    await done(mallory.send('POST', '/api/sign-in', { email, password: PASSWORD }))
    await expectOutside(mallory)
  },
)

test('nor under another spelling of the address, by whichever side', async () => {
  const { guest: mallory, email } = await student()
  await done(mallory.send('POST', '/api/sign-up', { name: 'Mallory', email: email.toUpperCase(), password: PASSWORD }))
  for (const spelling of [email.toUpperCase(), `${email}.`, ` ${email} `, email.replace('@', '＠'), `\u200b${email}`]) {
    const { invitation } = (await add(spelling, 'editor')) as { invitation: { email: string } }
    expect(invitation.email).toBe(email)
  }
  await expectOutside(mallory)
  // The same address makes no second account, and signs in to the first.
  const again = await instance.account('Other').then(() => guestOf('viewer'))
  for (const spelling of [`${email}.`, email.replace('@', '＠')]) {
    const answer = await again.send('POST', '/api/sign-up', { name: 'Mallory', email: spelling, password: PASSWORD })
    expect([spelling, codeOf(answer.body)]).toEqual([spelling, 'email-taken'])
    expect(
      (await instance.visitor().send('POST', '/api/sign-in', { email: spelling, password: PASSWORD })).status,
    ).toBe(200)
  }
})

test('a viewer gains nothing by an e-mail that nobody vouches for', async () => {
  const mallory = await instance.guest(room, 'viewer')
  const email = 'dean@example.org'
  await done(mallory.send('POST', '/api/sign-up', { name: 'Mallory', email, password: PASSWORD }))
  expect(await add(email, 'owner')).toHaveProperty('invitation.url')
  expect((await mallory.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('viewer')
})

test('the administrator vouches for an e-mail, and takes that back', async () => {
  const ada = await instance.account('Ada')
  const { email } = account('Ada')
  expect(await add(email, 'editor')).toHaveProperty('invitation.url')
  await vouch(ada, true)
  expect(await add(email, 'editor')).toHaveProperty('member.role', 'editor')
  await vouch(ada, false)
  const other = await instance.chronology()
  expect(await add(email, 'editor', other)).toHaveProperty('invitation.url')
  const { entries } = await done<AuditPage>(instance.owner.send('GET', '/api/instance/audit'))
  expect(entries.map(({ detail }) => detail)).toEqual(expect.arrayContaining([`${email}: vouched for`]))
})

test('a personal link that was taken vouches to its maker and in its chronology, and to nobody else', async () => {
  const ben = await instance.account('Ben')
  const { email } = account('Ben')
  const { invitation } = (await add(email, 'viewer')) as { invitation: { url: string } }
  await done(ben.join(invitation.url))
  // Its maker knows who received it, elsewhere too.
  expect(await add(email, 'editor')).toHaveProperty('member.role', 'editor')
  expect(await add(email, 'editor', await instance.chronology())).toHaveProperty('member.role', 'editor')
  // A link of one's own for an account of one's own says nothing to others.
  const eve = await instance.account('Eve')
  const theirs = await instance.chronology('Of Eve', eve)
  expect(await add(email, 'editor', theirs, eve)).toHaveProperty('invitation.url')
})

test('who was added by e-mail and has not come is an e-mail and no more to who added it', async () => {
  const carla = await instance.account('Carla')
  const { email } = account('Carla')
  await vouch(carla, true)
  const nosy = await instance.account('Nosy')
  const theirs = await instance.chronology('Of Nosy', nosy)
  const path = `/api/chronologies/${theirs}`
  const shown: string[] = []
  const ask = async (method: string, address: string, body?: unknown) =>
    shown.push(JSON.stringify((await nosy.send(method, address, body)).body))
  const { id } = (await carla.me()).person ?? { id: '' }
  await ask('POST', `${path}/members`, { email, role: 'editor' })
  await ask('GET', `${path}/sharing`)
  await ask('PATCH', `${path}/members/${id}`, { role: 'viewer' })
  await ask('GET', `${path}/audit`)
  await ask('GET', `${path}/audit.csv`)
  await ask('GET', `${path}/here`)
  expect(shown.join('\n')).not.toContain('Carla')
  expect(await memberOf(nosy, theirs, id)).toMatchObject({
    name: email,
    lastSeenAt: null,
    hasCome: false,
    role: 'viewer',
  })
  // To see it in the list is not to come; to open it is.
  await carla.send('GET', '/api/chronologies')
  expect(await memberOf(nosy, theirs, id)).toMatchObject({ hasCome: false })
  await done(carla.send('GET', path))
  expect(await memberOf(nosy, theirs, id)).toMatchObject({
    name: 'Carla',
    lastSeenAt: expect.any(String),
    hasCome: true,
  })
})

test('nor is more told of somebody who was added and removed again', async () => {
  const dora = await instance.account('Dora')
  await vouch(dora, true)
  const nosy = await instance.account('Nosey')
  const theirs = await instance.chronology('Of Nosey', nosy)
  const { id } = (await dora.me()).person ?? { id: '' }
  await add(account('Dora').email, 'editor', theirs, nosy)
  await done(nosy.send('DELETE', `/api/chronologies/${theirs}/members/${id}`))
  const log = await done<AuditPage>(nosy.send('GET', `/api/chronologies/${theirs}/audit`))
  expect(JSON.stringify(log)).not.toContain('Dora')
})

test('the command line is told where nobody vouches for the e-mail that it makes a sign-in link for', async () => {
  const fay = await instance.account('Fay')
  const make = async (body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await instance.server.fetch('api/machine/sign-in-link', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { person: string; isVouched: boolean }
  }
  const { email } = account('Fay')
  expect(await make({ email: `${email}.` })).toMatchObject({ person: 'Fay', isVouched: false })
  await vouch(fay, true)
  expect(await make({ email })).toMatchObject({ person: 'Fay', isVouched: true })
  expect(await make({})).toMatchObject({ person: 'Olga', isVouched: true })
})

/** A guest of the seminar, and an e-mail of somebody else. */
async function student(): Promise<{ guest: Visitor; email: string }> {
  return { guest: await guestOf('viewer'), email: `professor${++taken}@example.org` }
}

async function guestOf(role: 'viewer'): Promise<Visitor> {
  return instance.guest(await instance.chronology('Seminar'), role)
}

function add(email: string, role: string, chronology = room, by = instance.owner): Promise<AddedMember> {
  return done<AddedMember>(by.send('POST', `/api/chronologies/${chronology}/members`, { email, role }))
}

async function vouch(who: Visitor, isVouched: boolean): Promise<void> {
  const id = (await who.me()).person?.id
  const { people } = await done<InstanceInfo>(instance.owner.send('PATCH', `/api/instance/people/${id}`, { isVouched }))
  expect(people.find((person) => person.id === id)?.isVouched).toBe(isVouched)
}

async function expectOutside(who: Visitor): Promise<void> {
  expect((await who.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  const { members } = await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))
  expect(members.map(({ role }) => role)).toEqual(['owner'])
}

async function memberOf(by: Visitor, chronology: string, id: string) {
  const { members } = await done<Sharing>(by.send('GET', `/api/chronologies/${chronology}/sharing`))
  return members.find((member) => member.id === id)
}

function signUp(setting: string): Promise<unknown> {
  return done(instance.owner.send('PATCH', '/api/instance', { signUp: setting }))
}

/** What one account may keep and one chronology may have, with small limits: each with a sentence, also for many at once. */
import type { ChronologyInfo, NewKey, SessionInfo, Sharing } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../real-tab.ts'
import type { Visitor } from '../../visitor.ts'
import { codeOf, done, Instance } from './instance.ts'
import { Peers } from './peer.ts'

const AT_ONCE = 12

let instance: Instance
let peers: Peers
let people = 0

beforeAll(async () => {
  instance = await Instance.start({
    COEVAL_MAX_CHRONOLOGIES_PER_PERSON: '3',
    COEVAL_MAX_KEYS_PER_PERSON: '4',
    COEVAL_MAX_LINKS_PER_CHRONOLOGY: '5',
    COEVAL_MAX_PEOPLE_PER_CHRONOLOGY: '6',
    COEVAL_MAX_JOINS_PER_LINK_A_MINUTE: '3',
    COEVAL_MAX_MIB_PER_PERSON: '1',
  })
  peers = new Peers(() => instance.server.syncAddress)
})

afterAll(async () => {
  peers.closeAll()
  await instance.close()
})

test('chronologies: so many for one person, made or imported, the trash counts, and deleting makes room', async () => {
  const vera = await newAccount()
  const make = () => vera.send<ChronologyInfo>('POST', '/api/chronologies', { title: 'Mine' })
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, make))
  const made = answers.filter(({ status }) => status === 201)
  expect(made).toHaveLength(3)
  const refused = answers.filter(({ status }) => status !== 201)
  expect(new Set(refused.map(({ status, body }) => `${status} ${codeOf(body)}`))).toEqual(
    new Set(['403 too-many-chronologies']),
  )
  expect(JSON.stringify(refused[0]?.body)).toMatch(/You own 3 chronologies.*Delete one permanently from the trash/)
  const id = made[0]?.body.id ?? ''
  const file = (await vera.send('GET', `/api/chronologies/${id}/export`)).body
  expect(codeOf((await vera.send('POST', '/api/chronologies/import', file)).body)).toBe('too-many-chronologies')
  await done(vera.send('PATCH', `/api/chronologies/${id}`, { trashed: true }))
  expect((await make()).status).toBe(403)
  await done(vera.send('DELETE', `/api/chronologies/${id}`))
  expect((await make()).status).toBe(201)
})

test('a colleague who adds me as an owner uses up nothing of mine, and the owner of the instance has no quota', async () => {
  const [vera, ben] = [await newAccount(), await newAccount()]
  for (let n = 0; n < 3; n++) await instance.addMember(await instance.chronology(`${n}`, ben), vera, 'owner', ben)
  for (let n = 0; n < 3; n++) await instance.chronology(`${n}`, vera)
  for (let n = 0; n < 6; n++) await instance.chronology(`${n}`)
})

test('keys: so many for one person, and revoking one makes room', async () => {
  const vera = await newAccount()
  const make = () => vera.send<NewKey>('POST', '/api/me/keys', { name: 'Key', scope: 'read' })
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, make))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(4)
  expect(answers.map(({ body }) => codeOf(body)).filter(Boolean)).toEqual(
    Array.from({ length: AT_ONCE - 4 }, () => 'too-many-keys'),
  )
  const { keys } = await done<{ keys: { id: string }[] }>(vera.send('GET', '/api/me/keys'))
  await done(vera.send('DELETE', `/api/me/keys/${keys[0]?.id}`))
  expect((await make()).status).toBe(201)
})

test('links and people: so many for one chronology', async () => {
  const vera = await newAccount()
  const room = await instance.chronology('Mine', vera)
  const make = () => vera.send<{ id: string }>('POST', `/api/chronologies/${room}/links`, { role: 'viewer' })
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, make))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
  expect(codeOf((await make()).body)).toBe('too-many-links')
  const id = answers.find(({ status }) => status === 201)?.body.id
  await done(vera.send('DELETE', `/api/chronologies/${room}/links/${id}`))
  const links = [await instance.link(room, 'viewer', vera).catch(() => undefined)]
  expect(links[0]).toBeDefined()
  const sharing = await done<Sharing>(vera.send('GET', `/api/chronologies/${room}/sharing`))
  expect(sharing.links).toHaveLength(6)
  expect(sharing.all).toBeUndefined()
})

test('joins: so many by one link within a minute, at once or in turn; who was here already always gets in', async () => {
  const room = await instance.chronology('Class')
  const link = await instance.link(room, 'viewer')
  const visitors = Array.from({ length: AT_ONCE }, () => instance.visitor())
  const answers = await Promise.all(visitors.map((visitor) => visitor.join(link.url, 'Student')))
  const inside = visitors.filter((_, n) => answers[n]?.status === 201)
  expect(inside).toHaveLength(3)
  const refused = answers.find(({ status }) => status !== 201)
  expect([refused?.status, codeOf(refused?.body)]).toEqual([429, 'too-many-joins'])
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await inside[0]?.join(link.url))?.status).toBe(200)
  // Another link is another class, up to what the chronology takes: three came, and its owner.
  const other = await instance.link(room, 'viewer')
  const more = await Promise.all(Array.from({ length: 3 }, () => instance.visitor().join(other.url, 'Student')))
  expect(more.filter(({ status }) => status === 201)).toHaveLength(2)
  expect(more.map(({ body }) => codeOf(body)).filter(Boolean)).toEqual(['too-many-people'])
  // Filling it with guests does not close it for good.
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
  const third = await instance.link(room, 'viewer')
  expect((await instance.visitor().join(third.url, 'Student')).status).toBe(201)
})

test('what a browser says it is, is cut before it is kept', async () => {
  const room = await instance.chronology('Class')
  const guest = instance.visitor()
  const token = new URL((await instance.link(room, 'editor')).url).hash.slice(1)
  await done(guest.send('POST', '/api/join', { token, name: 'Gulya' }, { 'user-agent': 'x'.repeat(12_000) }))
  const { sessions } = await done<{ sessions: SessionInfo[] }>(guest.send('GET', '/api/me/sessions'))
  expect(sessions.map(({ agent }) => agent?.length)).toEqual([200])
})

test('bytes: above what one person may keep nothing new is made', async () => {
  const vera = await newAccount()
  const room = await instance.chronology('Mine', vera)
  const writer = await peers.join(room, await instance.program(vera, 'write'))
  writer.doc.getText('t').insert(0, 'x'.repeat(1024 * 1024))
  await until(() => writer.saved >= 2)
  const { status, body } = await vera.send('POST', '/api/chronologies', { title: 'Another' })
  expect([status, codeOf(body)]).toEqual([403, 'too-many-bytes'])
  expect(JSON.stringify(body)).toMatch(/Your chronologies take up 2 MB, and this server allows 1 MB per person/)
})

async function newAccount(): Promise<Visitor> {
  return instance.account(`Vera${++people}`)
}

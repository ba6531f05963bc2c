/** [attack 15] Who somebody is, is what the server knows of the session; what else is said is limited. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CLOSE } from '@coeval/sync'
import type { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { type Peer, Peers } from './peer.ts'

let instance: Instance
let peers: Peers
let room: string
let ada: Visitor
let victim: Peer
let watcher: Peer
let mallory: Peer

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology()
  ada = await instance.account('Ada')
  await instance.addMember(room, ada, 'editor')
})

beforeEach(async () => {
  victim = await peers.join(room, ada.headers)
  watcher = await peers.join(room, instance.owner.headers)
  const guest = await instance.guest(room, 'editor', { name: 'Mallory' })
  mallory = await peers.join(room, guest.headers)
  victim.say({ user: { name: 'Ada' }, cursor: 1 })
  await until(() => seen(victim)?.cursor === 1)
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test('[attack 15] id, name and colour of another are written over, an avatar and a role are dropped', async () => {
  const { person } = await ada.me()
  mallory.say({
    user: { id: person?.id, name: 'Ada', colour: person?.colour, avatar: 'http://evil.example/x.png', role: 'owner' },
    cursor: 'forged',
    isOwner: true,
  })
  await until(() => seen(mallory)?.cursor === 'forged')
  const { user, ...rest } = seen(mallory) as { user: Record<string, unknown> }
  expect(user).toMatchObject({ name: 'Mallory' })
  expect(user.id).not.toBe(person?.id)
  expect(Object.keys(user).sort()).toEqual(['colour', 'id', 'name'])
  expect(rest).toEqual({ cursor: 'forged' })
})

test('[attack 15] nobody can speak for another client id, or remove it', async () => {
  for (let n = 0; n < 100; n++) {
    mallory.say({ user: { name: 'Ada' }, cursor: 'stolen' }, { as: victim.doc.clientID, clock: 100 + n })
    mallory.say(null, { as: victim.doc.clientID, clock: 1000 + n })
  }
  mallory.say({ cursor: 'done' })
  await until(() => seen(mallory)?.cursor === 'done')
  expect(seen(victim)).toMatchObject({ cursor: 1, user: { name: 'Ada' } })
})

test('[attack 15] a state of 1 MB is refused and told, and the former one stays', async () => {
  mallory.say({ cursor: 'small' })
  await until(() => seen(mallory)?.cursor === 'small')
  mallory.say({ cursor: 'x'.repeat(1024 * 1024) }, { clock: 2 })
  await until(() => mallory.refusals.length > 0 || !mallory.isOpen)
  expect(mallory.refusals).toHaveLength(1)
  expect(seen(mallory)?.cursor).toBe('small')
})

test('[attack 15] a flood ends the connection that sends it, and nobody else is missed', async () => {
  const heard = watcher.received.length
  for (let clock = 1; clock <= 30_000 && mallory.isOpen; clock++) mallory.say({ cursor: clock }, { clock })
  expect(await mallory.closed).toBe(CLOSE.tooFast.code)
  await until(() => seen(mallory) === undefined)
  victim.say({ user: { name: 'Ada' }, cursor: 2 }, { clock: 2 })
  await until(() => seen(victim)?.cursor === 2)
  // If somebody's presence changes all the time, everyone hears of it a few times a second.
  console.log(`of a flood, a colleague heard ${watcher.received.length - heard} messages`)
})

test('[attack 15] a former name is not kept by saying it again', async () => {
  await ada.send('PATCH', '/api/me', { name: 'Ada Lovelace' })
  victim.say({ user: { name: 'Ada' }, cursor: 3 }, { clock: 10 })
  await until(() => seen(victim)?.cursor === 3)
  expect(seen(victim)?.user).toMatchObject({ name: 'Ada Lovelace' })
})

/** What another sees of this one. */
function seen(peer: Peer): Record<string, unknown> | undefined {
  return watcher.states.get(peer.doc.clientID)
}

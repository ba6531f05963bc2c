/** Sockets that open in the very moment in which something is taken away: none of them stays. */
import { SeededRandom } from '@coeval/sync/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { done, Instance } from './instance.ts'
import { CODE, type Peer, Peers } from './peer.ts'

const ROUNDS = Number(process.env.COEVAL_ROUNDS ?? 6)
const BEFORE = 8
const AFTER = 8
const SEED = Number(process.env.COEVAL_SEED ?? 1)

let instance: Instance
let peers: Peers
let owner: Visitor
let room: string
let tabs = 0
const random = new SeededRandom(SEED)

beforeAll(async () => {
  instance = await Instance.start()
  owner = instance.owner
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology()
})

afterEach(() => peers.closeAll())

afterAll(() => instance.close())

test(`a chronology that goes to the trash, seed ${SEED}`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await change({ trashed: false })
    await race(owner, () => change({ trashed: true }), [CODE.trashed])
  }
})

test('a chronology that is no longer public', async () => {
  const stranger = await instance.account('Stan')
  for (let round = 0; round < ROUNDS; round++) {
    await change({ visibility: 'public' })
    await race(stranger, () => change({ visibility: 'private' }), [CODE.forbidden])
  }
})

test('a link that is revoked', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const link = await instance.link(room, 'editor')
    const guest = instance.visitor()
    await done(guest.join(link.url))
    const revoke = () => done(owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
    await race(guest, revoke, [CODE.linkEnded, CODE.forbidden])
  }
})

test('a session that is signed out', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const guest = await instance.guest(room, 'editor')
    const { headers } = guest
    await race({ headers }, () => done(guest.send('POST', '/api/sign-out', {})), [CODE.signedOut, CODE.noSession])
  }
})

test('a role that is lowered: what is sent on such a socket is not taken', async () => {
  const member = await instance.account('Mira')
  const id = await instance.addMember(room, member, 'editor')
  const give = (role: string) => done(owner.send('PATCH', `/api/chronologies/${room}/members/${id}`, { role }))
  const reader = await peers.join(room, owner.headers)
  for (let round = 0; round < ROUNDS; round++) {
    await give('editor')
    const opened = await openAround(member, () => give('viewer'))
    // Those that are still open came after it, as viewers.
    await Promise.all(opened.map(({ outcome }) => outcome))
    await until(() => opened.every((peer) => !peer.isOpen || !writes(peer)))
    for (const peer of opened) if (peer.isOpen) peer.doc.getMap('late').set(`${round}`, true)
    await until(() => opened.every((peer) => !peer.isOpen || peer.refusals.length > 0))
    for (const peer of opened) peer.close()
  }
  expect(reader.doc.getMap('late').size).toBe(0)
}, 120_000)

function change(body: unknown): Promise<unknown> {
  return done(owner.send('PATCH', `/api/chronologies/${room}`, body))
}

/** All clients that opened around it are closed, or were not let in, with one of these codes. */
async function race(
  who: Pick<Visitor, 'headers'>,
  takeAway: () => Promise<unknown>,
  codes: readonly number[],
): Promise<void> {
  const opened = await openAround(who, takeAway)
  for (const peer of opened) expect(codes).toContain(await peer.closed)
}

async function openAround(who: Pick<Visitor, 'headers'>, takeAway: () => Promise<unknown>): Promise<Peer[]> {
  // Each as if from another browser: to one that comes again and again it is said later and later [C0].
  const open = () => peers.open(room, { ...who.headers, cookie: `${who.headers.cookie}; tab=${++tabs}` })
  const before = Array.from({ length: random.below(BEFORE) }, open)
  const taken = takeAway()
  const after: Peer[] = []
  let isTaken = false
  void taken.then(() => {
    isTaken = true
  })
  // One after the other, as the server gets to them.
  while (!isTaken && after.length < AFTER) {
    after.push(open())
    await new Promise((resolve) => setImmediate(resolve))
  }
  await taken
  return [...before, ...after]
}

/** A writer is asked what it has; a reader is not. */
function writes(peer: Peer): boolean {
  return peer.received.some((message) => message[0] === 0 && message[1] === 0)
}

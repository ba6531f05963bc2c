/** While the database fails, nobody can be looked up: who was let in a moment ago comes back, and nobody else comes in. */
import { renameSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CLOSE } from '@coeval/sync'
import { done, Instance } from './instance.ts'
import { Peers } from './peer.ts'

const NOT_LOADED = { code: CLOSE.notLoaded.code }

let instance: Instance
let peers: Peers
let room: string

beforeEach(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  room = await instance.chronology()
})

afterEach(async () => {
  peers.closeAll()
  await instance.close()
})

test('those who were put out, signed out or never in are not let in by it, nor anybody elsewhere or as another', async () => {
  const other = await instance.chronology('Another')
  const [stays, revoked, left, writes] = [
    await instance.guest(room, 'viewer'),
    instance.visitor(),
    await instance.guest(room, 'editor'),
    await instance.guest(room, 'editor'),
  ]
  const link = await instance.link(room, 'editor')
  await done(revoked.join(link.url))
  for (const { headers } of [stays, revoked, left]) await peers.join(room, headers)
  const leftHeaders = left.headers
  await done(left.send('POST', '/api/sign-out', {}))
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
  // Somebody keeps the room open, and these are let in after all that.
  await peers.join(room, instance.owner.headers)
  await peers.join(room, stays.headers)

  renameSync(instance.folder, `${instance.folder}.away`)
  try {
    const back = await peers.join(room, stays.headers)
    expect(await peers.open(other, stays.headers).outcome).toEqual(NOT_LOADED)
    const { origin } = stays
    const forged = { origin, cookie: `${stays.cookie}x` }
    for (const headers of [revoked.headers, leftHeaders, writes.headers, forged]) {
      expect(await peers.open(room, headers).outcome).toEqual(NOT_LOADED)
    }
    // As what they were: a viewer, whose changes are refused.
    back.doc.getMap('taken').set('it', true)
    expect((await stays.send('GET', `/api/chronologies/${room}`)).status).toBe(503)
    expect((await instance.owner.send('GET', '/api/instance')).status).toBe(503)
  } finally {
    renameSync(`${instance.folder}.away`, instance.folder)
  }
  const late = await peers.join(room, instance.owner.headers)
  expect(late.doc.getMap('taken').size).toBe(0)
})

test('a key that is wrong is not right because the database fails', async () => {
  renameSync(instance.folder, `${instance.folder}.away`)
  try {
    for (const authorization of ['Bearer coeval_wrong', 'Bearer wrong', 'Basic x']) {
      const outcome = await peers.open('caj', { authorization }).outcome
      expect(outcome).not.toBe('in')
      const answer = await fetch(`${instance.address}api/chronologies`, { headers: { authorization } })
      expect([401, 429, 503]).toContain(answer.status)
    }
  } finally {
    renameSync(`${instance.folder}.away`, instance.folder)
  }
})

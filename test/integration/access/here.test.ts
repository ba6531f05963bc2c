/** Who is in a chronology now, as its editors are told. */
import type { Here } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, Instance } from './instance.ts'
import { Peer } from './peer.ts'

let instance: Instance

beforeAll(async () => {
  instance = await Instance.start()
})

afterAll(() => instance.close())

test('those who write are named as they are called now, with the label of their link; readers are counted', async () => {
  const { owner } = instance
  const room = await instance.chronology()
  const { url } = await owner.makeLink(room, { role: 'editor', label: 'Reading group' })
  const guest = instance.visitor()
  await done(guest.join(url))
  const reader = await instance.guest(room, 'viewer')
  const address = `${instance.server.syncAddress}/${room}`
  const peers = [new Peer(address, guest.headers), new Peer(address, guest.headers), new Peer(address, reader.headers)]
  for (const peer of peers) await peer.join()
  await done(guest.send('PATCH', '/api/me', { name: 'Aigerim' }))
  const here = await done<Here>(owner.send('GET', `/api/chronologies/${room}/here`))
  expect(here.readers).toBe(1)
  expect(here.people).toEqual([
    {
      id: expect.any(String) as string,
      name: 'Aigerim',
      colour: expect.any(Number) as number,
      role: 'editor',
      connections: 2,
      link: 'Reading group',
    },
  ])
  for (const peer of peers) peer.socket.terminate()
})

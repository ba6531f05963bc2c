/** One server for a file of tests, and for each test a new chronology, to which people are invited by personal links. */
import type { AddedMember, Asked, AuditPage, OwnJoinRequest, Sharing } from '@coeval/api'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { done, Instance, PASSWORD } from './instance.ts'
import { CODE, Peers } from './peer.ts'

export let instance: Instance
export let peers: Peers
export let room: string
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

export interface Somebody extends Visitor {
  name: string
  email: string
}

/** An account, with an e-mail that nobody vouches for. */
export async function somebody(email = `vera${++people}@example.org`): Promise<Somebody> {
  const { url } = await done<{ url: string }>(instance.owner.send('POST', '/api/instance/invitations', {}))
  const visitor = instance.visitor()
  const name = `Person ${email.split('@')[0]}`
  const invitation = new URL(url).hash.slice(1)
  await done(visitor.send('POST', '/api/sign-up', { name, email, password: PASSWORD, invitation }))
  return Object.assign(visitor, { name, email })
}

export async function invite(email: string, role: string): Promise<{ id: string; url: string }> {
  const path = `/api/chronologies/${room}/members`
  const added = await done<AddedMember>(instance.owner.send('POST', path, { email, role }))
  if ('member' in added) throw new Error(`${email} is a member at once`)
  return added.invitation
}

export function ask(who: Visitor, url: string, name?: string) {
  return who.send<Asked>('POST', '/api/join', { token: new URL(url).hash.slice(1), ask: true, name })
}

export async function waiting() {
  return (await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))).requests
}

export async function requestsOf(who: Visitor): Promise<OwnJoinRequest[]> {
  return (await done<{ requests: OwnJoinRequest[] }>(who.send('GET', '/api/me/requests'))).requests
}

export async function expectOutside(who: Visitor): Promise<void> {
  expect((await who.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  expect(await peers.open(room, who.headers).outcome).toEqual({ code: CODE.forbidden })
}

export async function actions(): Promise<string[]> {
  const page = await done<AuditPage>(instance.owner.send('GET', `/api/chronologies/${room}/audit?limit=200`))
  return page.entries.map(({ action }) => action)
}

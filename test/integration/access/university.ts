/** One server for a file of tests, and a real provider of a university through which people sign in to it. */
import type { OidcRedirect } from '@coeval/api'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { freePort } from '../../../scripts/free-port.ts'
import type { Visitor } from '../../visitor.ts'
import { IdentityProvider, type UniversityPerson } from './identity-provider.ts'
import { done, Instance } from './instance.ts'
import { Peers } from './peer.ts'

export let provider: IdentityProvider
export let instance: Instance
export let peers: Peers
let people = 0

beforeAll(async () => {
  const port = await freePort()
  provider = await IdentityProvider.start(`http://127.0.0.1:${port}/`)
  instance = await Instance.start({ ...provider.settings, PORT: String(port) })
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(() => signUp('invitation'))

afterEach(() => peers.closeAll())

afterAll(async () => {
  await instance.close()
  await provider.close()
})

export function person(more: Partial<UniversityPerson> = {}): UniversityPerson {
  const n = ++people
  return { sub: `sub-${n}`, name: `Student ${n}`, email: `student${n}@uni.example`, email_verified: true, ...more }
}

/** The whole way; where the browser is sent in the end. */
export async function signIn(visitor: Visitor, who: UniversityPerson, returnTo?: string): Promise<string> {
  return placeOf((await visitor.send('GET', await callbackFor(visitor, who, returnTo))).headers)
}

/** Up to where the provider sends the browser back. */
export async function callbackFor(visitor: Visitor, who: UniversityPerson, returnTo?: string): Promise<string> {
  const { redirect } = await done<OidcRedirect>(visitor.send('POST', '/api/sign-in/oidc', { returnTo }))
  provider.signsIn = who
  return provider.passThrough(redirect)
}

/** Path and query of a redirect to this server. */
export function placeOf(headers: Headers): string {
  const url = new URL(headers.get('location') ?? '', instance.address)
  if (url.origin !== new URL(instance.address).origin) throw new Error(`sent to ${url.href}`)
  return `${url.pathname}${url.search}`
}

export function invite(room: string, email: string): Promise<unknown> {
  return done(instance.owner.send('POST', `/api/chronologies/${room}/members`, { email, role: 'editor' }))
}

export function signUp(setting: string): Promise<unknown> {
  return done(instance.owner.send('PATCH', '/api/instance', { signUp: setting }))
}

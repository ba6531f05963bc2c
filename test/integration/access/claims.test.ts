/** What a client says of itself, and where it wants to be sent. */
import type { Joined, Me } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account, codeOf, done, Instance } from './instance.ts'
import { rawRequest } from './raw-request.ts'

const CLAIMS = {
  id: 'me',
  isOwner: true,
  isAnonymous: false,
  isProgram: true,
  emailVerified: true,
  role: 'owner',
  roles: ['owner'],
  owner: true,
  admin: true,
  kind: 'machine',
  may: { createChronologies: true },
  choseName: false,
  person: { isOwner: true },
}

let instance: Instance
let room: string

beforeAll(async () => {
  instance = await Instance.start({
    OIDC_ISSUER: 'http://127.0.0.1:9/nowhere',
    OIDC_CLIENT_ID: 'coeval',
    OIDC_CLIENT_SECRET: 'secret',
  })
  room = await instance.chronology()
})

afterAll(() => instance.close())

test('[attack 24] who makes an account, changes it or joins is what the server says, whatever is claimed', async () => {
  const link = await instance.link(room, 'viewer')
  const eve = instance.visitor()
  const joined = await done<Joined>(
    eve.send('POST', '/api/join', { ...CLAIMS, token: new URL(link.url).hash.slice(1), name: 'Eve' }),
  )
  expect(joined.role).toBe('viewer')
  expect(joined.me.person).toMatchObject({ isOwner: false, isGuest: true })
  const changed = await done<Me>(eve.send('PATCH', '/api/me', { ...CLAIMS, colour: 3 }))
  expect(changed.person).toMatchObject({ isOwner: false, isGuest: true, id: joined.me.person?.id })
  const signedUp = await done<Me>(eve.send('POST', '/api/sign-up', { ...CLAIMS, ...account('Eve') }))
  expect(signedUp.person).toMatchObject({ isOwner: false, isGuest: false })
  const again = await done<Me>(eve.send('PATCH', '/api/me', { ...CLAIMS, name: 'Eva' }))
  expect(again.person).toMatchObject({ isOwner: false, name: 'Eva' })
  const signedIn = await done<Me>(instance.visitor().send('POST', '/api/sign-in', { ...CLAIMS, ...account('Eve') }))
  expect(signedIn.person?.isOwner).toBe(false)
  expect((await eve.send('GET', '/api/instance')).status).toBe(403)
  expect((await eve.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('viewer')
})

test('[attack 24] nor do headers claim anything', async () => {
  const { port } = instance.server
  const claims: Record<string, string>[] = [
    { 'x-coeval-address': '127.0.0.1' },
    { 'x-forwarded-user': 'olga@example.org', 'x-remote-user': 'Olga', 'remote-user': 'Olga' },
    { 'x-api-key': instance.server.key },
    { 'x-http-method-override': 'DELETE' },
    { authorization: 'Basic b2xnYTpvbGdh' },
    { authorization: 'Bearer' },
    { authorization: `bearer  ${'x'.repeat(40)}` },
    { cookie: 'isOwner=true; role=owner' },
  ]
  for (const headers of claims) {
    const { status } = await rawRequest(port, { target: '/api/instance', headers })
    expect([JSON.stringify(headers), status]).toEqual([JSON.stringify(headers), 401])
  }
})

test("the command line's token is good on this machine alone, and not by a page or through a proxy", async () => {
  const { port, asMachine } = instance.server
  const ask = async (headers: Record<string, string>) =>
    (await rawRequest(port, { target: '/api/machine/keys', headers: { ...asMachine, ...headers } })).status
  expect(await ask({})).toBe(200)
  expect(await ask({ host: 'time.example.org' })).toBe(403)
  const notFromHere: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-forwarded-for': '203.0.113.1' },
    { forwarded: 'for=203.0.113.1' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '203.0.113.1' },
  ]
  for (const headers of notFromHere) {
    expect([JSON.stringify(headers), await ask(headers)]).toEqual([JSON.stringify(headers), 401])
  }
})

test('a name of another kind than text, or with what is no letter of it, is refused', async () => {
  const eve = await instance.guest(room, 'viewer')
  for (const name of [1, null, {}, ['a'], '', '   ', 'x'.repeat(81), 'a\u0000b', 'a\u202eb', '\u200b\u200b']) {
    const { status } = await eve.send('PATCH', '/api/me', { name })
    expect([name, status]).toEqual([name, 400])
  }
})

test('[attack 23] after signing in, one is sent to a path of this server and nowhere else', async () => {
  for (const returnTo of [
    '//evil.example',
    'https:evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    ' //evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'evil.example',
    `${instance.address}c/caj`,
    '///evil.example',
    '/%5c/../\\evil.example',
  ]) {
    const { status, body } = await instance.visitor().send('POST', '/api/sign-in/oidc', { returnTo })
    expect([returnTo, status, codeOf(body)]).toEqual([returnTo, 400, 'bad-request'])
  }
})

test('[attack 23] an address that begins with two slashes leads nowhere else either', async () => {
  const { port } = instance.server
  for (const target of ['//evil.example', '//evil.example/%2f..', '/\\evil.example', '//evil.example/c/caj?x=1']) {
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
      const { text } = await rawRequest(port, { target, headers: { host, accept: 'text/html' } })
      const location = /^location: (.*)\r$/im.exec(text)?.[1]
      if (location !== undefined) expect(location.startsWith(`http://127.0.0.1:${port}/`)).toBe(true)
    }
  }
})

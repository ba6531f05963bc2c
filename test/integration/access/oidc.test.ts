/** Signing in through a university, with a real provider: who is let in, as which person, and what is not trusted. */
import type { Me, OidcRedirect, Sharing } from '@coeval/api'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { freePort } from '../../../scripts/free-port.ts'
import { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { IdentityProvider, type UniversityPerson } from './identity-provider.ts'
import { account, codeOf, done, Instance, PASSWORD } from './instance.ts'
import { Peers } from './peer.ts'
import { storedTokens } from './stored.ts'

let provider: IdentityProvider
let instance: Instance
let peers: Peers
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

test('where accounts are by invitation, a stranger is sent back with the reason, and is nobody', async () => {
  const stranger = instance.visitor()
  expect(await signIn(stranger, person())).toMatch(/^\/sign-in\?(.*&)?error=by-invitation/)
  expect((await stranger.me()).person).toBe(null)
})

test('where sign-up is open, a stranger has an account, and comes back to where they were', async () => {
  await signUp('open')
  const ada = person()
  const first = instance.visitor()
  expect(await signIn(first, ada, '/c/caj?x=1')).toBe('/c/caj?x=1')
  const me = await first.me()
  expect(me.person).toMatchObject({
    name: ada.name,
    email: ada.email,
    isGuest: false,
    isOwner: false,
    hasPassword: false,
  })
  expect(me.may.createChronologies).toBe(true)
  // And is the same at another computer, also when nobody else may come any more.
  await signUp('invitation')
  const second = instance.visitor()
  expect(await signIn(second, ada)).toBe('/')
  expect((await second.me()).person?.id).toBe(me.person?.id)
})

test('a guest who signs in through the university keeps what they wrote, and their role', async () => {
  const room = await instance.chronology()
  const guest = await instance.guest(room, 'editor')
  const tab = await peers.join(room, guest.headers)
  for (let n = 0; n < 3; n++) tab.doc.getMap('written').set(`${n}`, true)
  await until(() => tab.saved >= 3)
  const { cookie } = guest
  const before = await guest.me()
  expect(await signIn(guest, person())).toBe('/')
  const me = await guest.me()
  expect(me.person).toMatchObject({ isGuest: false })
  expect(me.person?.id).not.toBe(before.person?.id)
  expect((await instance.visitor().send<Me>('GET', '/api/me', undefined, { cookie })).body.person).toBe(null)
  const { members } = await done<Sharing>(instance.owner.send('GET', `/api/chronologies/${room}/sharing`))
  expect(members.filter(({ role }) => role === 'editor')).toMatchObject([{ id: me.person?.id, role: 'editor' }])
  expect(members.find(({ id }) => id === me.person?.id)?.updates).toBeGreaterThan(0)
})

test('a guest whose link was revoked is a stranger again', async () => {
  const room = await instance.chronology()
  const link = await instance.link(room, 'editor')
  const guest = instance.visitor()
  await done(guest.join(link.url))
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
  expect(await signIn(guest, person())).toMatch(/^\/sign-in\?(.*&)?error=by-invitation/)
  expect((await guest.me()).person?.isGuest).toBe(true)
})

test('somebody who has an account creates no second one for another person, where accounts are by invitation', async () => {
  const hana = await instance.account('Hana')
  await instance.addMember(await instance.chronology(), hana, 'editor')
  expect(await signIn(hana, person())).toMatch(/^\/sign-in\?(.*&)?error=by-invitation/)
  expect((await hana.me()).person?.name).toBe('Hana')
})

test('somebody who was invited by e-mail is a member, if the provider says that the e-mail is theirs', async () => {
  const room = await instance.chronology()
  const ben = person()
  await invite(room, ben.email.toUpperCase())
  const visitor = instance.visitor()
  expect(await signIn(visitor, ben)).toBe('/')
  expect((await visitor.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('editor')
})

test('an e-mail that the provider does not vouch for is no invitation', async () => {
  const room = await instance.chronology()
  const mallory = person({ email_verified: false })
  await invite(room, mallory.email)
  const visitor = instance.visitor()
  expect(await signIn(visitor, mallory)).toMatch(/^\/sign-in\?(.*&)?error=by-invitation/)
  await signUp('open')
  expect(await signIn(visitor, mallory)).toBe('/')
  expect((await visitor.me()).person?.email).toBe(mallory.email)
  expect((await visitor.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
})

test('an account with a password that has the same e-mail is not taken over, either way round', async () => {
  await signUp('open')
  const victim = person()
  // Somebody was quicker, with the e-mail of another (pre-hijacking) ...
  const hijacker = instance.visitor()
  await done(hijacker.send('POST', '/api/sign-up', { name: 'Mallory', email: victim.email, password: PASSWORD }))
  const visitor = instance.visitor()
  expect(await signIn(visitor, victim)).toMatch(/^\/sign-in\?(.*&)?error=account_not_linked/)
  expect((await visitor.me()).person).toBe(null)
  // ... and the other way round.
  const other = person()
  const own = instance.visitor()
  await signIn(own, other)
  const taken = await instance
    .visitor()
    .send('POST', '/api/sign-up', { name: 'Mallory', email: other.email, password: PASSWORD })
  expect([taken.status, codeOf(taken.body)]).toEqual([409, 'email-taken'])
})

test.each([true, false])(
  'a person who is signed in connects the two themselves, also with another e-mail (vouched for: %s)',
  async (isVouchedFor) => {
    const name = `Carla${isVouchedFor}`
    const carla = await instance.account(name)
    const atUniversity = person({ email_verified: isVouchedFor })
    const { redirect } = await done<OidcRedirect>(carla.send('POST', '/api/me/oidc', {}))
    provider.signsIn = atUniversity
    const back = await carla.send('GET', await provider.passThrough(redirect))
    expect(placeOf(back.headers)).toBe('/account')
    expect((await carla.me()).person?.email).toBe(account(name).email)
    const elsewhere = instance.visitor()
    expect(await signIn(elsewhere, atUniversity)).toBe('/')
    expect((await elsewhere.me()).person?.name).toBe(name)
    // The password is still good.
    expect((await instance.visitor().send('POST', '/api/sign-in', account(name))).status).toBe(200)
  },
)

test('a connection that is somebody else’s already is refused', async () => {
  await signUp('open')
  const dora = person()
  await signIn(instance.visitor(), dora)
  const eve = await instance.account('Eve')
  const { redirect } = await done<OidcRedirect>(eve.send('POST', '/api/me/oidc', {}))
  provider.signsIn = dora
  const back = await eve.send('GET', await provider.passThrough(redirect))
  expect(placeOf(back.headers)).toMatch(/^\/account\?error=/)
  const elsewhere = instance.visitor()
  await signIn(elsewhere, dora)
  expect((await elsewhere.me()).person?.name).toBe(dora.name)
})

test('an e-mail that people gave themselves is no invitation either, once a provider vouches for another', async () => {
  const room = await instance.chronology()
  await invite(room, 'victim@example.org')
  await signUp('open')
  const mallory = instance.visitor()
  const given = { name: 'Mallory', email: 'victim@example.org', password: PASSWORD }
  await done(mallory.send('POST', '/api/sign-up', given))
  const { redirect } = await done<OidcRedirect>(mallory.send('POST', '/api/me/oidc', {}))
  const own = person()
  provider.signsIn = own
  await mallory.send('GET', await provider.passThrough(redirect))
  const again = instance.visitor()
  expect(await signIn(again, own)).toBe('/')
  expect((await again.me()).person?.email).toBe('victim@example.org')
  expect((await again.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
})

test('a name that nobody could give here is mended, and keeps nobody out', async () => {
  await signUp('open')
  for (const [name, expected] of [
    ['Mallory\u202e\u0000 Olga', 'Mallory Olga'],
    ['x'.repeat(500), 'x'.repeat(80)],
    ['\u200b\u2060', undefined],
    ['', undefined],
    [{ toString: 'x' } as unknown as string, undefined],
  ] as const) {
    const who = person({ name })
    const visitor = instance.visitor()
    await signIn(visitor, who)
    expect((await visitor.me()).person?.name).toBe(expected ?? who.email.split('@')[0])
  }
})

test('an address in another spelling is the one that was invited', async () => {
  const room = await instance.chronology()
  const who = person()
  await invite(room, who.email.toUpperCase())
  const visitor = instance.visitor()
  await signIn(visitor, { ...who, email: who.email.replace('@', '＠') })
  expect((await visitor.me()).person?.email).toBe(who.email)
  expect((await visitor.send<{ role: string }>('GET', `/api/chronologies/${room}`)).body.role).toBe('editor')
  // From now on what is granted to it is given at once.
  const other = await instance.chronology()
  await invite(other, `${who.email}.`)
  expect((await visitor.send<{ role: string }>('GET', `/api/chronologies/${other}`)).body.role).toBe('editor')
})

test('a guest connects nothing: they sign in instead', async () => {
  const guest = await instance.guest(await instance.chronology(), 'viewer')
  const answer = await guest.send('POST', '/api/me/oidc', {})
  expect([answer.status, codeOf(answer.body)]).toEqual([409, 'no-account'])
})

test('an answer that this browser did not ask for is refused: no state, a wrong one, somebody else’s, a used one', async () => {
  await signUp('open')
  const fay = person()
  const asked = instance.visitor()
  const callback = await callbackFor(asked, fay)
  const state = new URL(callback, instance.address).searchParams.get('state') ?? ''
  for (const wrong of [
    '/api/auth/callback/oidc',
    '/api/auth/callback/oidc?code=x',
    callback.replace(state, 'x'.repeat(state.length)),
    callback.replace(/state=[^&]*/, 'state='),
  ]) {
    const { status, headers } = await asked.send('GET', wrong)
    expect([wrong, status, placeOf(headers)]).toEqual([wrong, 302, expect.stringMatching(/^\/sign-in\?(.*&)?error=/)])
  }
  expect((await asked.send('GET', callback.replace('/oidc?', '/other?'))).status).toBe(404)
  // Login CSRF: an attacker's answer in the browser of somebody else.
  const victim = instance.visitor()
  expect(placeOf((await victim.send('GET', await callbackFor(asked, fay))).headers)).toMatch(/^\/sign-in\?(.*&)?error=/)
  expect((await victim.me()).person).toBe(null)

  const good = await callbackFor(asked, fay)
  expect(placeOf((await asked.send('GET', good)).headers)).toBe('/')
  const again = instance.visitor()
  expect(placeOf((await again.send('GET', good)).headers)).toMatch(/^\/sign-in\?(.*&)?error=/)
  expect((await again.me()).person).toBe(null)
})

test('an answer of the provider that refuses, or is made up, leads back with an error', async () => {
  const visitor = instance.visitor()
  const { redirect } = await done<OidcRedirect>(visitor.send('POST', '/api/sign-in/oidc', {}))
  provider.signsIn = undefined
  const refused = await provider.passThrough(redirect)
  expect(placeOf((await visitor.send('GET', refused)).headers)).toMatch(/^\/sign-in\?(.*&)?error=access_denied/)
  const callback = await callbackFor(visitor, person())
  const forged = callback.replace(/code=[^&]*/, 'code=forged')
  expect(placeOf((await visitor.send('GET', forged)).headers)).toMatch(/^\/sign-in\?(.*&)?error=/)
  expect((await visitor.me()).person).toBe(null)
})

test('what the flow asks for: a code, with PKCE, nonce and state, to come back to this server', async () => {
  const { redirect } = await done<OidcRedirect>(instance.visitor().send('POST', '/api/sign-in/oidc', {}))
  const asked = new URL(redirect).searchParams
  expect(asked.get('response_type')).toBe('code')
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('code_challenge')?.length).toBeGreaterThan(40)
  expect(asked.get('state')?.length).toBeGreaterThan(20)
  expect(asked.get('redirect_uri')).toBe(`${instance.address}api/auth/callback/oidc`)
})

test('the log knows who signed in, and neither it nor the database has a token of the provider', async () => {
  await signUp('open')
  const gil = person()
  const visitor = instance.visitor()
  const callback = await callbackFor(visitor, gil)
  await visitor.send('GET', callback)
  const { entries } = await done<{ entries: { action: string; detail: string; actor: { name: string } }[] }>(
    instance.owner.send('GET', '/api/instance/audit'),
  )
  expect(entries.find(({ actor }) => actor?.name === gil.name)).toMatchObject({
    action: 'signed-in',
    detail: 'University',
  })
  const code = new URL(callback, instance.address).searchParams.get('code') ?? ''
  expect(instance.server.stderr()).not.toContain(code)
  expect(storedTokens(instance.folder)).toEqual([])
})

test('a provider that is down when the server starts keeps nobody else out, and is found later', async () => {
  const [port, at] = [await freePort(), await freePort()]
  const settings = { ...provider.settings, OIDC_ISSUER: `http://127.0.0.1:${at}` }
  const folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path, { port, settings })
  try {
    const owner = await Visitor.owner(server.address, server.stdout(), account('Olga'))
    await done(owner.send('PATCH', '/api/instance', { signUp: 'open' }))
    const down = await new Visitor(server.address).send('POST', '/api/sign-in/oidc', {})
    expect([down.status, codeOf(down.body)]).toEqual([503, 'oidc-down'])
    const late = await IdentityProvider.start(server.address, at)
    try {
      const visitor = new Visitor(server.address)
      const { redirect } = await vi.waitFor(() => done<OidcRedirect>(visitor.send('POST', '/api/sign-in/oidc', {})), {
        timeout: 60_000,
        interval: 250,
      })
      late.signsIn = person()
      await visitor.send('GET', await late.passThrough(redirect))
      expect((await visitor.me()).person?.name).toBe(late.signsIn.name)
    } finally {
      await late.close()
    }
  } finally {
    await server.end('SIGKILL')
    folder[Symbol.dispose]()
  }
})

function person(more: Partial<UniversityPerson> = {}): UniversityPerson {
  const n = ++people
  return { sub: `sub-${n}`, name: `Student ${n}`, email: `student${n}@uni.example`, email_verified: true, ...more }
}

/** The whole way; where the browser is sent in the end. */
async function signIn(visitor: Visitor, who: UniversityPerson, returnTo?: string): Promise<string> {
  return placeOf((await visitor.send('GET', await callbackFor(visitor, who, returnTo))).headers)
}

/** Up to where the provider sends the browser back. */
async function callbackFor(visitor: Visitor, who: UniversityPerson, returnTo?: string): Promise<string> {
  const { redirect } = await done<OidcRedirect>(visitor.send('POST', '/api/sign-in/oidc', { returnTo }))
  provider.signsIn = who
  return provider.passThrough(redirect)
}

/** Path and query of a redirect to this server. */
function placeOf(headers: Headers): string {
  const url = new URL(headers.get('location') ?? '', instance.address)
  if (url.origin !== new URL(instance.address).origin) throw new Error(`sent to ${url.href}`)
  return `${url.pathname}${url.search}`
}

function invite(room: string, email: string): Promise<unknown> {
  return done(instance.owner.send('POST', `/api/chronologies/${room}/members`, { email, role: 'editor' }))
}

function signUp(setting: string): Promise<unknown> {
  return done(instance.owner.send('PATCH', '/api/instance', { signUp: setting }))
}

/** What a provider says, and somebody in its name: which e-mails and answers are believed, and that none is kept. */
import type { OidcRedirect } from '@coeval/api'
import { expect, test, vi } from 'vitest'
import { freePort } from '../../../scripts/free-port.ts'
import { Visitor } from '../../visitor.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { IdentityProvider } from './identity-provider.ts'
import { account, codeOf, done, PASSWORD } from './instance.ts'
import { storedTokens } from './stored.ts'
import { callbackFor, instance, invite, person, placeOf, provider, signIn, signUp } from './university.ts'

test('a person who was invited by e-mail is a member, if the provider says that the e-mail is theirs', async () => {
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

/** Signing in through a university, with a real provider: who is let in, and as whom. */
import type { Me, OidcRedirect, Sharing } from '@coeval/api'
import { expect, test } from 'vitest'
import { until } from '../real-tab.ts'
import { account, codeOf, done, PASSWORD } from './instance.ts'
import { instance, peers, person, placeOf, provider, signIn, signUp } from './university.ts'

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

test('a guest connects nothing, but signs in instead', async () => {
  const guest = await instance.guest(await instance.chronology(), 'viewer')
  const answer = await guest.send('POST', '/api/me/oidc', {})
  expect([answer.status, codeOf(answer.body)]).toEqual([409, 'no-account'])
})

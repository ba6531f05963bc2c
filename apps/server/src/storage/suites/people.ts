import { describe, expect, test } from 'vitest'
import { REQUESTS_KEPT_MS } from '../contract/people.ts'
import { arranged, DAY_MS, type MakeStorage, NOW } from './arrangement.ts'

export function personSuite(name: string, make: MakeStorage): void {
  describe(`${name}: people`, () => {
    const at = arranged(make)

    test('a person is what better-auth wrote, with what they own and when they were here', async () => {
      const { people } = at().storage
      await at().addPerson('ada', { name: 'Ada', password: 'hash', emailVerified: true, isOwner: true })
      await at().addPerson('guest', { isAnonymous: true })
      await at().addSession('s', 'ada', { usedMs: NOW + 7 })
      await at().addChronology('caj', { owner: 'ada' })
      expect(await people.get('ada')).toEqual({
        id: 'ada',
        name: 'Ada',
        email: 'ada@example.org',
        colour: 3,
        isGuest: false,
        isOwner: true,
        isProgram: false,
        choseName: true,
        hasPassword: true,
        emailVerified: true,
        createdAt: new Date(NOW).toISOString(),
        lastSeen: new Date(NOW + 7).toISOString(),
        owns: 1,
      })
      expect(await people.get('guest')).toMatchObject({ isGuest: true, hasPassword: false, lastSeen: null, owns: 0 })
      expect(await people.get('nobody')).toBeUndefined()
    })

    test('an account is found by its e-mail in any spelling, a guest never', async () => {
      const { people } = at().storage
      await at().addPerson('ada')
      await at().addPerson('odd', { email: 'bücher@example.org.' })
      await at().addPerson('guest', { isAnonymous: true })
      expect((await people.byEmail(' Ada@EXAMPLE.org.'))?.id).toBe('ada')
      expect((await people.byEmail('BÜCHER@example.org'))?.id).toBe('odd')
      expect(await people.byEmail('guest@example.org')).toBeUndefined()
    })

    test('accounts are listed by age, with owners who are guests, without programs; guests are counted', async () => {
      const { people } = at().storage
      await at().addPerson('young', { createdMs: NOW + 2 })
      await at().addPerson('b')
      await at().addPerson('a')
      await at().addPerson('owner', { isAnonymous: true, isOwner: true, createdMs: NOW - 1 })
      await at().addPerson('guest', { isAnonymous: true })
      await at().addPerson('program', { isProgram: true })
      expect((await people.accounts()).map(({ id }) => id)).toEqual(['owner', 'a', 'b', 'young'])
      expect(await people.guestCount()).toBe(1)
      expect([await people.hasOwner(), (await people.owner())?.id]).toEqual([true, 'owner'])
    })

    test('name and colour change alone; a name that was given was chosen', async () => {
      const { people } = at().storage
      await at().addPeople('ada')
      await people.change('ada', { colour: 5 })
      expect(await people.get('ada')).toMatchObject({ name: 'ada', colour: 5 })
      await people.change('ada', { name: 'Ada L.' })
      await people.setVouched('ada', true)
      expect(await people.get('ada')).toMatchObject({ name: 'Ada L.', colour: 5, choseName: true, emailVerified: true })
      await people.setVouched('ada', false)
      expect((await people.get('ada'))?.emailVerified).toBe(false)
      await people.change('nobody', { name: 'x' })
    })

    test('the instance keeps an owner', async () => {
      const { people } = at().storage
      await at().addPerson('ada', { isOwner: true })
      await at().addPeople('ben')
      expect(await people.setOwner('ada', false)).toBe(false)
      expect(await people.setOwner('ben', true)).toBe(true)
      expect(await Promise.all(['ada', 'ben'].map((id) => people.setOwner(id, false)))).toEqual([true, false])
      expect((await people.owner())?.id).toBe('ben')
    })

    test('of those who claim the instance one gets it, with all that nobody owns, and by a good link alone', async () => {
      const { people, oneTimeLinks, members } = at().storage
      await at().addPeople('ada', 'ben', 'cleo')
      for (const id of ['nobodys', 'caj']) await at().addChronology(id)
      await at().addChronology('cleos', { owner: 'cleo' })
      await members.set('caj', 'ada', 'viewer', NOW)
      await oneTimeLinks.add('late', 'owner', null, NOW)
      await oneTimeLinks.add('sign-in', 'sign-in', 'ada', NOW + 1)
      for (const hash of ['good', 'other']) await oneTimeLinks.add(hash, 'owner', null, NOW + 1)
      for (const hash of ['late', 'sign-in', 'none']) expect(await people.claimInstance(hash, 'ada', NOW)).toBe(false)
      expect(await people.hasOwner()).toBe(false)
      const claims = [people.claimInstance('good', 'ada', NOW), people.claimInstance('other', 'ben', NOW)]
      expect(await Promise.all(claims)).toEqual([true, false])
      expect(await at().grantsOf('ada')).toEqual(['caj owner member', 'nobodys owner member'])
      expect((await people.owner())?.id).toBe('ada')
      expect(await oneTimeLinks.isGood('good', 'owner', NOW)).toBe(false)
      // Somebody who came too late has used up nothing.
      expect(await oneTimeLinks.isGood('other', 'owner', NOW)).toBe(true)
    })

    test('who is removed takes along sessions, keys and roles, and leaves what they wrote', async () => {
      const { people, sessions, keys, members, oneTimeLinks, knownAddresses, rooms } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ben' })
      await members.set('caj', 'ada', 'editor', NOW)
      await at().addSession('s', 'ada')
      await at().addKey('k', 'ada')
      await oneTimeLinks.add('t', 'sign-in', 'ada', NOW + 1)
      await knownAddresses.note('h', 'ada', NOW, 5)
      await at().write(1, 'ada')
      await people.remove('ada')
      expect([await people.get('ada'), await sessions.get('s'), await keys.get('k')]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect(await oneTimeLinks.isGood('t', 'sign-in', NOW)).toBe(false)
      expect(await knownAddresses.isKnown('h', 0)).toBe(false)
      expect((await members.list('caj', NOW)).map(({ id }) => id)).toEqual(['ben'])
      expect((await rooms.load('caj'))?.updates).toHaveLength(1)
    })

    test('guests without a session who left nothing are forgotten after their time, and what ran out with them', async () => {
      const { people, sessions, oneTimeLinks, joinRequests } = at().storage
      await at().addChronology('caj')
      await at().addLink('mine', { email: 'x@example.org' })
      for (const id of ['gone', 'writer', 'member', 'here', 'owner']) {
        await at().addPerson(id, { isAnonymous: true, isOwner: id === 'owner' })
      }
      await at().addPerson('young', { isAnonymous: true, createdMs: NOW + DAY_MS })
      await at().addPerson('account')
      await at().write(1, 'writer')
      await at().storage.members.set('caj', 'member', 'viewer', NOW)
      await at().addSession('good', 'here', { expiresMs: NOW + 9 * DAY_MS })
      await at().addSession('over', 'gone')
      await oneTimeLinks.add('t', 'sign-in', 'account', NOW)
      await joinRequests.ask('r', 'mine', 'account', NOW)
      await people.prune(NOW + 2 * DAY_MS, NOW + DAY_MS)
      const ids = ['gone', 'writer', 'member', 'here', 'owner', 'young', 'account']
      const left = await Promise.all(ids.map((id) => people.get(id)))
      expect(left.flatMap((person) => person?.id ?? [])).toEqual(ids.slice(1))
      expect([await sessions.get('over'), (await sessions.get('good'))?.person]).toEqual([undefined, 'here'])
      await oneTimeLinks.add('t', 'sign-in', 'account', NOW)
      expect(await joinRequests.askedBy('account', NOW)).toHaveLength(1)
      await people.prune(NOW + REQUESTS_KEPT_MS + 1, NOW)
      expect(await joinRequests.askedBy('account', NOW)).toEqual([])
    })
  })
}

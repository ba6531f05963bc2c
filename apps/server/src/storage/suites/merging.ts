import { describe, expect, test } from 'vitest'
import { arranged, type Arrangement, type MakeStorage, NOW } from './arrangement.ts'

/** A part of the suite of people: a guest becomes an account, all at once. */
export function mergingSuite(name: string, make: MakeStorage): void {
  describe(`${name}: a guest who becomes an account`, () => {
    const at = arranged(make)

    test('takes along the greater role, links, authorship, the log, and what is still on its way', async () => {
      const { people, members, audit, links } = at().storage
      await arrangePeople(at())
      await members.set('caj', 'account', 'viewer', NOW)
      await members.set('other', 'guest', 'owner', NOW)
      await members.set('other', 'account', 'editor', NOW)
      await at().addLink('l', { createdBy: 'guest' })
      await at().use('l', 'guest')
      await at().write(1, 'guest')
      await at().write(2, 'account')
      await at().addAudit({ actor: 'guest', actorName: 'Guest' })
      await people.merge('guest', 'account')
      await at().write(3, 'guest')
      expect(await at().grantsOf('account')).toEqual(['caj editor l', 'caj viewer member', 'other owner member'])
      expect(await at().grantsOf('guest')).toEqual([])
      expect(await members.list('caj', NOW)).toMatchObject([{ updates: 3 }, { updates: 3 }])
      expect((await audit.page(null, null, 9)).map(({ actor }) => actor)).toEqual(['account'])
      expect((await links.get('l'))?.createdBy).toBe('account')
      expect(await people.formerIds('account')).toEqual(['guest'])
      await people.remove('guest')
      expect(await at().grantsOf('account')).toHaveLength(3)
    })

    test('takes along no keys, and the instance where the guest owned it', async () => {
      const { people, keys } = at().storage
      await arrangePeople(at())
      await people.setOwner('guest', true)
      await at().addKey('k', 'guest')
      await at().addKey('own', 'account')
      await people.merge('guest', 'account')
      expect([await keys.ofPerson('guest'), (await keys.ofPerson('account')).map(({ id }) => id)]).toEqual([
        [],
        ['own'],
      ])
      expect((await people.owner())?.id).toBe('account')
      expect((await people.get('guest'))?.isOwner).toBe(false)
    })

    test('is out where one of the two was put out, and in where one left and the other is there', async () => {
      const { people, members, links } = at().storage
      await arrangePeople(at())
      for (const id of ['put-out', 'left']) await at().addLink(id, { chronology: id === 'left' ? 'other' : 'caj' })
      for (const person of ['guest', 'account']) {
        await at().use('put-out', person)
        await at().use('left', person)
      }
      await links.endUses('caj', 'guest', NOW)
      await members.leave('other', 'account', NOW)
      await people.merge('guest', 'account')
      expect(await at().grantsOf('account')).toEqual(['other editor left'])
    })

    test('keeps one request for a link, and those of the guest that they had not made', async () => {
      const { people, joinRequests } = at().storage
      await arrangePeople(at())
      for (const id of ['both', 'guests']) await at().addLink(id, { email: 'cleo@example.org' })
      await joinRequests.ask('1', 'both', 'account', NOW)
      await joinRequests.ask('2', 'both', 'guest', NOW + 1)
      await joinRequests.ask('3', 'guests', 'guest', NOW + 2)
      await people.merge('guest', 'account')
      expect((await joinRequests.askedBy('account', NOW)).map(({ id }) => id)).toEqual(['3', '1'])
    })

    test('who was a guest twice is known by both former ids, also by what came of the first', async () => {
      const { people } = at().storage
      await arrangePeople(at())
      await at().addPerson('later', { isAnonymous: true })
      await people.merge('guest', 'later')
      await people.merge('later', 'account')
      expect((await people.formerIds('account')).sort()).toEqual(['guest', 'later'])
      await at().write(1, 'guest')
      await at().storage.members.set('caj', 'account', 'editor', NOW)
      expect(await at().storage.members.list('caj', NOW)).toMatchObject([{ id: 'account', updates: 1 }])
    })

    test('a link that the guest took for the e-mail vouches for nothing any more', async () => {
      const { people, links } = at().storage
      await arrangePeople(at())
      await at().addPeople('twin')
      await at().addLink('mine', { email: 'twin@example.org' })
      await at().use('mine', 'twin')
      await people.merge('twin', 'account')
      expect(await at().grantsOf('account')).toEqual(['caj editor member'])
      expect(await links.hasTaken('account', 'caj', null)).toBe(false)
    })
  })
}

async function arrangePeople(at: Arrangement): Promise<void> {
  await at.addPerson('guest', { isAnonymous: true })
  await at.addPeople('account')
  for (const id of ['caj', 'other']) await at.addChronology(id)
}

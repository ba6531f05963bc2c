import { describe, expect, test } from 'vitest'
import { StorageError } from '../contract/errors.ts'
import { arranged, DAY_MS, type MakeStorage, NOW } from './arrangement.ts'

export function linkSuite(name: string, make: MakeStorage): void {
  describe(`${name}: links`, () => {
    const at = arranged(make)

    test('a link comes back as it was made, the latest first, with the name of who made it', async () => {
      const { links } = at().storage
      await at().addPerson('ada', { name: 'Ada' })
      await at().addChronology('caj')
      await at().addLink('old', {
        createdMs: NOW - 1,
        createdBy: 'ada',
        label: 'Class',
        maxUses: 3,
        expiresMs: NOW + 5,
      })
      for (const id of ['b', 'a']) await at().addLink(id)
      expect((await links.list('caj')).map(({ id }) => id)).toEqual(['a', 'b', 'old'])
      expect(await links.get('old')).toEqual({
        id: 'old',
        chronology: 'caj',
        role: 'editor',
        label: 'Class',
        email: null,
        createdMs: NOW - 1,
        createdBy: 'ada',
        createdByName: 'Ada',
        expiresMs: NOW + 5,
        maxUses: 3,
        uses: 0,
        lastUsedMs: null,
        revokedMs: null,
      })
      expect(await links.get('none')).toBeUndefined()
      await links.change('old', { role: 'viewer', label: '', expiresMs: null, maxUses: null })
      expect(await links.get('old')).toMatchObject({ role: 'viewer', label: '', expiresMs: null, maxUses: null })
      await expect(at().addLink('a', { tokenHash: 'another' })).rejects.toThrow(StorageError)
      await expect(at().addLink('another', { tokenHash: 'a' })).rejects.toThrow(StorageError)
      await expect(at().addLink('x', { chronology: 'none' })).rejects.toThrow(StorageError)
    })

    test('it lets in so many and no more, however many come at once, and those who were in come back', async () => {
      const { links } = at().storage
      const people = ['a', 'b', 'c', 'd', 'e']
      await at().addPeople(...people)
      await at().addChronology('caj')
      await at().addLink('l', { maxUses: 2 })
      const outcomes = await Promise.all(people.map((person) => at().use('l', person)))
      expect(outcomes.sort()).toEqual(['editor', 'editor', 'used-up', 'used-up', 'used-up'])
      const inside = (await links.visitors('caj', 10)).map(({ id }) => id)
      expect(inside).toHaveLength(2)
      for (const person of inside) expect(await at().use('l', person)).toBe('editor')
      expect(await links.get('l')).toMatchObject({ uses: 2, lastUsedMs: NOW })
      expect(await links.find('l', null, NOW)).toBe('used-up')
    })

    test('what it gives ends with its revocation, with its time, and with a person being put out', async () => {
      const { links } = at().storage
      await at().addPeople('a', 'b', 'c')
      await at().addChronology('caj')
      for (const id of ['revoked', 'stays']) await at().addLink(id)
      await at().addLink('ends', { expiresMs: NOW + 1000 })
      await at().use('revoked', 'a')
      await at().use('ends', 'b')
      await at().use('stays', 'c')
      await links.revoke('revoked', NOW)
      await links.revoke('revoked', NOW + 9)
      expect((await links.get('revoked'))?.revokedMs).toBe(NOW)
      expect([await at().grantsOf('a'), await at().use('revoked', 'a')]).toEqual([[], 'revoked'])
      expect(await at().grantsOf('b', NOW + 999)).toEqual(['caj editor ends'])
      expect(await at().grantsOf('b', NOW + 1000)).toEqual([])
      expect(await links.find('ends', 'b', NOW + 1000)).toBe('expired')
      await links.endUses('caj', 'c', NOW)
      expect([await at().grantsOf('c'), await at().use('stays', 'c')]).toEqual([[], 'revoked'])
      expect(await links.find('none', null, NOW)).toBe('unknown')
    })

    test('a personal link makes a member of the account with its e-mail, in any spelling, once', async () => {
      const { links, members } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addPerson('guest', { isAnonymous: true, email: 'cleo@example.org' })
      await at().addChronology('caj')
      await at().addLink('mine', { email: 'ADA@Example.org.', maxUses: 1 })
      await at().addLink('cleo', { email: 'cleo@example.org', maxUses: 1 })
      expect(await at().use('mine', 'ben')).toBe('for-another')
      expect(await at().use('cleo', 'guest')).toBe('for-another')
      expect(await at().use('mine', 'ada', false)).toBe('for-another')
      expect(await at().use('mine', 'ada')).toBe('editor')
      expect(await links.find('mine', null, NOW)).toBe('used-up')
      await links.revoke('mine', NOW)
      expect(await at().grantsOf('ada')).toEqual(['caj editor member'])
      // A member already passes by a link that is for another.
      await members.set('caj', 'ben', 'viewer', NOW)
      expect([await at().use('cleo', 'ben'), await at().grantsOf('ben')]).toEqual(['editor', ['caj viewer member']])
    })

    test('a personal link never takes a greater role away', async () => {
      await at().addPeople('ada')
      await at().addChronology('caj', { owner: 'ada' })
      await at().addLink('mine', { email: 'ada@example.org', role: 'viewer' })
      await at().use('mine', 'ada')
      expect(await at().grantsOf('ada')).toEqual(['caj owner member'])
    })

    test('a person who took a personal link for their e-mail is vouched for in that chronology, and by its maker', async () => {
      const { links } = at().storage
      await at().addPeople('ada', 'ben')
      for (const id of ['caj', 'other']) await at().addChronology(id)
      await at().addLink('mine', { email: 'ada@example.org', createdBy: 'ben' })
      expect(await links.hasTaken('ada', 'caj', 'ben')).toBe(false)
      await at().use('mine', 'ada')
      expect(await links.hasTaken('ada', 'caj', null)).toBe(true)
      expect(await links.hasTaken('ada', 'other', 'ben')).toBe(true)
      expect(await links.hasTaken('ada', 'other', 'cleo')).toBe(false)
      expect(await links.hasTaken('ada', 'other', null)).toBe(false)
    })

    test('invitations wait for an e-mail until they are taken, revoked or late, and are taken up together', async () => {
      const { links } = at().storage
      await at().addPeople('ada')
      for (const id of ['one', 'two', 'three', 'four']) await at().addChronology(id)
      const email = 'ada@example.org'
      await at().addLink('1', { chronology: 'one', email })
      await at().addLink('2', { chronology: 'two', email: 'Ada@example.ORG', role: 'viewer' })
      await at().addLink('3', { chronology: 'three', email })
      await at().addLink('4', { chronology: 'four', email, expiresMs: NOW })
      await links.revoke('3', NOW)
      expect(await links.hasInvitation(' ADA@example.org', NOW)).toBe(true)
      expect(await links.acceptInvitations(email, 'ada', NOW)).toBe(2)
      expect(await at().grantsOf('ada')).toEqual(['one editor member', 'two viewer member'])
      expect(await links.hasInvitation(email, NOW)).toBe(false)
      expect(await links.acceptInvitations(email, 'ada', NOW)).toBe(0)
    })

    test('of those who came by each link the latest are told, so many of each', async () => {
      const { links } = at().storage
      await at().addPeople('a', 'b', 'c')
      await at().addChronology('caj')
      for (const id of ['l', 'm']) await at().addLink(id)
      for (const [n, person] of ['a', 'b', 'c'].entries()) await links.use('l', person, NOW + n * DAY_MS)
      await links.use('m', 'a', NOW + DAY_MS / 2)
      expect((await links.visitors('caj', 2)).map(({ link, id, atMs }) => [link, id, atMs])).toEqual([
        ['l', 'c', NOW + 2 * DAY_MS],
        ['l', 'b', NOW + DAY_MS],
        ['m', 'a', NOW + DAY_MS / 2],
      ])
    })
  })
}

import { describe, expect, test } from 'vitest'
import { StorageError } from '../contract/errors.ts'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function memberSuite(name: string, make: MakeStorage): void {
  describe(`${name}: members`, () => {
    const at = arranged(make)

    test('a standing has visibility, trash and grants; of what is not there, there is none', async () => {
      const { members, catalogue } = at().storage
      await at().addPeople('ada')
      await at().addChronology('caj', { visibility: 'public', owner: 'ada' })
      const owner = { chronology: 'caj', role: 'owner', link: null, expiresMs: null }
      expect(await members.standing('caj', 'ada', NOW)).toEqual({
        visibility: 'public',
        trashed: false,
        grants: [owner],
        isAwaited: false,
      })
      await catalogue.setTrashed('caj', NOW)
      expect(await members.standing('caj', null, NOW)).toMatchObject({ trashed: true, grants: [] })
      expect(await members.standing('none', 'ada', NOW)).toBeUndefined()
      expect(await members.grantsOf('nobody', NOW)).toEqual([])
    })

    test('somebody who was added by e-mail is awaited until they come, and has come from then on', async () => {
      const { members } = at().storage
      await at().addPeople('ada')
      await at().addChronology('caj')
      await members.set('caj', 'ada', 'viewer', NOW, false)
      expect((await members.standing('caj', 'ada', NOW))?.isAwaited).toBe(true)
      expect(await members.list('caj', NOW)).toMatchObject([{ id: 'ada', hasCome: false }])
      await members.noteCame('caj', 'ada', NOW + 1)
      await members.set('caj', 'ada', 'editor', NOW + 2, false)
      expect((await members.standing('caj', 'ada', NOW))?.isAwaited).toBe(false)
      expect(await members.list('caj', NOW)).toMatchObject([{ role: 'editor', joinedMs: NOW, hasCome: true }])
    })

    test('somebody who has written has come, whatever was noted', async () => {
      const { members } = at().storage
      await at().addPeople('ada')
      await at().addChronology('caj')
      await members.set('caj', 'ada', 'editor', NOW, false)
      await at().write(1, 'ada')
      await at().write(1, 'ada')
      expect(await members.list('caj', NOW)).toMatchObject([{ updates: 1, hasCome: true }])
    })

    test('the list has a line for each membership and link, with name, e-mail, and when they were last here', async () => {
      const { members } = at().storage
      await at().addPerson('ada', { name: 'Ada' })
      await at().addPerson('guest', { isAnonymous: true })
      await at().addSession('s1', 'ada', { usedMs: NOW + 1000 })
      await at().addSession('s2', 'ada', { usedMs: NOW + 5000 })
      await at().addChronology('caj')
      await members.set('caj', 'ada', 'viewer', NOW + 1)
      await at().addLink('l')
      for (const person of ['guest', 'ada']) await at().use('l', person)
      expect(await members.list('caj', NOW)).toMatchObject([
        { id: 'ada', role: 'editor', link: 'l', email: 'ada@example.org', isGuest: false },
        { id: 'guest', role: 'editor', link: 'l', email: null, isGuest: true, lastSeen: null, hasCome: true },
        { id: 'ada', role: 'viewer', link: null, name: 'Ada', colour: 3, lastSeen: new Date(NOW + 5000).toISOString() },
      ])
    })

    test('the last owner stays the owner, and changes tell what became of them', async () => {
      const { members } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ada' })
      await members.set('caj', 'ben', 'editor', NOW + 1)
      expect(await members.change('caj', 'ada', 'editor')).toBe('last-owner')
      expect(await members.change('caj', 'ada', null)).toBe('last-owner')
      expect(await members.leave('caj', 'ada', NOW)).toBe('last-owner')
      expect(await members.ownsAlone('ada')).toEqual(['caj'])
      expect(await members.change('caj', 'ben', 'owner')).toBe('done')
      expect((await members.owners()).map(({ person, name }) => [person, name])).toEqual([
        ['ada', 'ada'],
        ['ben', 'ben'],
      ])
      expect(await members.ownsAlone('ada')).toEqual([])
      expect(await members.change('caj', 'ada', null)).toBe('done')
      expect(await members.change('caj', 'ada', 'viewer')).toBe('no-member')
    })

    test('of two owners who go at once one stays', async () => {
      const { members } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ada' })
      await members.set('caj', 'ben', 'owner', NOW)
      const outcomes = await Promise.all(['ada', 'ben'].map((person) => members.leave('caj', person, NOW)))
      expect(outcomes.sort()).toEqual(['done', 'last-owner'])
      expect(await members.owners()).toHaveLength(1)
    })

    test('who leaves is held by no role and no link, and comes back by a shared link', async () => {
      const { members } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ada' })
      await at().addLink('shared')
      await at().addLink('mine', { email: 'ben@example.org', maxUses: 1 })
      for (const link of ['shared', 'mine']) await at().use(link, 'ben')
      expect(await members.leave('caj', 'ben', NOW)).toBe('done')
      expect(await members.leave('caj', 'ben', NOW)).toBe('no-member')
      expect(await at().grantsOf('ben')).toEqual([])
      expect(await at().use('mine', 'ben')).toBe('revoked')
      expect(await at().use('shared', 'ben')).toBe('editor')
      expect(await at().grantsOf('ben')).toEqual(['caj editor shared'])
    })

    test('nobody is made a member who is not there, nor of what is not there', async () => {
      const { members } = at().storage
      await at().addPeople('ada')
      await at().addChronology('caj')
      await expect(members.set('caj', 'nobody', 'editor', NOW)).rejects.toThrow(StorageError)
      await expect(members.set('none', 'ada', 'editor', NOW)).rejects.toThrow(StorageError)
      expect(await members.list('caj', NOW)).toEqual([])
      await members.noteCame('caj', 'nobody', NOW)
    })
  })
}

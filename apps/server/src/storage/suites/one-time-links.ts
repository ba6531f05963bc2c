import { describe, expect, test } from 'vitest'
import { StorageError } from '../contract/errors.ts'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function oneTimeLinkSuite(name: string, make: MakeStorage): void {
  describe(`${name}: one-time links`, () => {
    const at = arranged(make)

    test('a link is good once, of its kind, in its time', async () => {
      const { oneTimeLinks } = at().storage
      await at().addPeople('ada')
      await oneTimeLinks.add('t', 'sign-in', 'ada', NOW + 10)
      await oneTimeLinks.add('open', 'sign-up', null, NOW + 10)
      expect(await oneTimeLinks.isGood('t', 'sign-in', NOW + 9)).toBe(true)
      expect(await oneTimeLinks.isGood('t', 'sign-in', NOW + 10)).toBe(false)
      expect(await oneTimeLinks.isGood('t', 'owner', NOW)).toBe(false)
      expect(await oneTimeLinks.use('t', 'owner', NOW)).toBeUndefined()
      expect(await oneTimeLinks.use('t', 'sign-in', NOW + 10)).toBeUndefined()
      expect(await oneTimeLinks.use('t', 'sign-in', NOW)).toEqual({ person: 'ada' })
      expect(await oneTimeLinks.use('t', 'sign-in', NOW)).toBeUndefined()
      expect(await oneTimeLinks.use('open', 'sign-up', NOW)).toEqual({ person: null })
      expect(await oneTimeLinks.use('none', 'sign-in', NOW)).toBeUndefined()
    })

    test('of many who come at once one gets it', async () => {
      const { oneTimeLinks } = at().storage
      await oneTimeLinks.add('t', 'sign-up', null, NOW + 10)
      const uses = await Promise.all(Array.from({ length: 10 }, () => oneTimeLinks.use('t', 'sign-up', NOW)))
      expect(uses.filter((use) => use !== undefined)).toEqual([{ person: null }])
    })

    test('there is none for a person who is not there, and none twice', async () => {
      const { oneTimeLinks } = at().storage
      await expect(oneTimeLinks.add('t', 'sign-in', 'nobody', NOW)).rejects.toThrow(StorageError)
      await oneTimeLinks.add('t', 'owner', null, NOW + 1)
      await expect(oneTimeLinks.add('t', 'owner', null, NOW + 9)).rejects.toThrow(StorageError)
      expect(await oneTimeLinks.isGood('t', 'owner', NOW + 1)).toBe(false)
    })
  })
}

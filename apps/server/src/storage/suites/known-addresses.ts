import { describe, expect, test } from 'vitest'
import { StorageError } from '../contract/errors.ts'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function knownAddressSuite(name: string, make: MakeStorage): void {
  describe(`${name}: known addresses`, () => {
    const at = arranged(make)

    test('an address is known since it was last noted, until it is pruned or forgotten', async () => {
      const { knownAddresses } = at().storage
      await at().addPeople('ada', 'ben')
      await knownAddresses.note('a', 'ada', NOW, 5)
      expect([await knownAddresses.isKnown('a', NOW), await knownAddresses.isKnown('a', NOW + 1)]).toEqual([
        true,
        false,
      ])
      await knownAddresses.note('a', 'ada', NOW + 5, 5)
      await knownAddresses.note('b', 'ben', NOW, 5)
      await knownAddresses.prune(NOW + 5)
      expect([await knownAddresses.isKnown('a', 0), await knownAddresses.isKnown('b', 0)]).toEqual([true, false])
      await knownAddresses.forget('ada')
      expect(await knownAddresses.isKnown('a', 0)).toBe(false)
      await expect(knownAddresses.note('c', 'nobody', NOW, 5)).rejects.toThrow(StorageError)
    })

    test('of each person the latest are kept, and those of others stay', async () => {
      const { knownAddresses } = at().storage
      await at().addPeople('ada', 'ben')
      await knownAddresses.note('bens', 'ben', NOW - 9, 2)
      for (const [n, hash] of ['x', 'y', 'z'].entries()) await knownAddresses.note(hash, 'ada', NOW + n, 2)
      const hashes = ['bens', 'x', 'y', 'z']
      expect(await Promise.all(hashes.map((hash) => knownAddresses.isKnown(hash, 0)))).toEqual([
        true,
        false,
        true,
        true,
      ])
    })

    test('an address that another person signs in from is theirs', async () => {
      const { knownAddresses } = at().storage
      await at().addPeople('ada', 'ben')
      await knownAddresses.note('h', 'ada', NOW, 5)
      await knownAddresses.note('h', 'ben', NOW, 5)
      await knownAddresses.forget('ada')
      expect(await knownAddresses.isKnown('h', 0)).toBe(true)
    })
  })
}

import { describe, expect, test } from 'vitest'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function usageSuite(name: string, make: MakeStorage): void {
  describe(`${name}: usage`, () => {
    const at = arranged(make)

    test('a chronology counts for the person who has owned it longest, with snapshot and log', async () => {
      const { usage, members, rooms } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addChronology('caj', { owner: 'ada' })
      await at().addChronology('other', { owner: 'ada' })
      await members.set('caj', 'ben', 'owner', NOW + 1)
      const before = await usage.ownedBy('ada')
      expect(before.chronologies).toBe(2)
      await at().write(1, 'ben', { update: new Uint8Array(1000) })
      expect((await usage.ownedBy('ada')).bytes).toBe(before.bytes + 1000)
      expect(await usage.ownedBy('ben')).toEqual({ chronologies: 0, bytes: 0 })
      await rooms.saveSnapshot('caj', new Uint8Array(100), 1)
      expect((await usage.ownedBy('ada')).bytes).toBeLessThan(before.bytes + 1000)
      await members.change('caj', 'ada', null)
      expect((await usage.ownedBy('ben')).chronologies).toBe(1)
      const sizes = await usage.bytesByChronology()
      expect(sizes.map(({ chronology }) => chronology).sort()).toEqual(['caj', 'other'])
      expect(sizes.every(({ bytes }) => bytes > 0)).toBe(true)
    })

    test('those who own more than the limit in all are known by their chronologies, owners of the instance never', async () => {
      const { usage } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addPerson('owner', { isOwner: true })
      for (const [id, owner] of Object.entries({ caj: 'ada', two: 'ada', three: 'ben', four: 'owner' })) {
        await at().addChronology(id, { owner })
      }
      for (const room of ['caj', 'four']) await at().write(1, 'ada', { room, update: new Uint8Array(5000) })
      expect((await usage.chronologiesOver(4000)).sort()).toEqual(['caj', 'two'])
      expect(await usage.chronologiesOver(1_000_000)).toEqual([])
    })

    test('keys, links that work, and whom a role or a link holds are counted, each person once', async () => {
      const { usage, links, members } = at().storage
      await at().addPeople('ada', 'ben', 'cleo', 'dan')
      await at().addChronology('caj', { owner: 'ada' })
      await at().addKey('k', 'ada')
      for (const id of ['l', 'm', 'gone']) await at().addLink(id)
      for (const person of ['ada', 'ben', 'cleo']) await at().use('l', person)
      await at().use('gone', 'dan')
      expect([await usage.keyCount('ada'), await usage.keyCount('ben')]).toEqual([1, 0])
      expect([await usage.linkCount('caj'), await usage.peopleCount('caj')]).toEqual([3, 4])
      await links.revoke('gone', NOW)
      await members.leave('caj', 'ben', NOW)
      await links.endUses('caj', 'cleo', NOW)
      expect([await usage.linkCount('caj'), await usage.peopleCount('caj')]).toEqual([2, 1])
      expect([await usage.linkCount('none'), await usage.peopleCount('none')]).toEqual([0, 0])
    })
  })
}

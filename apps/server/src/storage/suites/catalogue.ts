import { describe, expect, test } from 'vitest'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function catalogueSuite(name: string, make: MakeStorage): void {
  describe(`${name}: catalogue`, () => {
    const at = arranged(make)

    test('lists in the order in which they were made, by id where that is one moment, the trash included', async () => {
      const { catalogue } = at().storage
      for (const [id, nowMs] of Object.entries({ b: NOW, z: NOW - 1, a: NOW })) await at().addChronology(id, { nowMs })
      await catalogue.setTrashed('a', NOW + 5)
      expect((await catalogue.list()).map(({ id, trashedMs }) => [id, trashedMs])).toEqual([
        ['z', null],
        ['a', NOW + 5],
        ['b', null],
      ])
      expect(await catalogue.trashedIds()).toEqual(['a'])
      await catalogue.setTrashed('a', null)
      expect(await catalogue.trashedIds()).toEqual([])
      expect(await catalogue.get('none')).toBeUndefined()
    })

    test('title and events come with the update that changed them, and the latest stays', async () => {
      const { catalogue, rooms } = at().storage
      await at().addChronology('caj', { title: 'Old' })
      await at().write(1, 'ada', { summary: { title: 'New', events: 2 } })
      expect(await catalogue.get('caj')).toMatchObject({ title: 'New', events: 2, seq: 1, stale: false })
      await at().write(2)
      expect(await catalogue.get('caj')).toMatchObject({ title: 'New', seq: 2, updatedMs: NOW + 2, stale: true })
      await catalogue.describe('caj', 2, 'Newer', 3)
      await catalogue.describe('caj', 1, 'Late', 9)
      expect(await catalogue.get('caj')).toMatchObject({ title: 'Newer', events: 3, stale: false })
      await rooms.saveSnapshot('caj', new Uint8Array([1]), 2)
      expect(await catalogue.get('caj')).toMatchObject({ seq: 2, updatedMs: NOW + 2, stale: false })
      await catalogue.describe('none', 1, 'x', 1)
    })

    test('of one batch the last summary counts', async () => {
      const { catalogue, rooms } = at().storage
      await at().addChronology('caj')
      const row = { room: 'caj', update: new Uint8Array(), timeMs: NOW }
      await rooms.append([
        { ...row, seq: 1, summary: { title: 'One', events: 1 } },
        { ...row, seq: 2, summary: { title: 'Two', events: 2 } },
        { ...row, seq: 3 },
      ])
      expect(await catalogue.get('caj')).toMatchObject({ title: 'Two', events: 2, seq: 3 })
    })

    test('what is public is told apart, and can be made private again', async () => {
      const { catalogue } = at().storage
      await at().addChronology('caj', { visibility: 'public' })
      await at().addChronology('thesis')
      expect(await catalogue.publicIds()).toEqual(['caj'])
      await catalogue.setVisibility('thesis', 'public')
      await catalogue.setVisibility('caj', 'private')
      expect(await catalogue.publicIds()).toEqual(['thesis'])
    })
  })
}

import { describe, expect, test } from 'vitest'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function keySuite(name: string, make: MakeStorage): void {
  describe(`${name}: keys`, () => {
    const at = arranged(make)

    test('a key is found by its hash while it is switched on, and its use is noted', async () => {
      const { keys } = at().storage
      await at().addPeople('ada')
      await at().addKey('k', 'ada')
      await at().addKey('off', 'ada', { enabled: false })
      expect(await keys.byHash('hash-k')).toEqual({
        id: 'k',
        name: 'key k',
        start: 'coeval_x',
        person: 'ada',
        metadata: '{"scope":"read"}',
        createdAt: new Date(NOW).toISOString(),
        expiresAt: null,
        lastRequest: null,
      })
      expect([await keys.byHash('hash-off'), await keys.byHash('k')]).toEqual([undefined, undefined])
      await keys.noteUse('k', NOW + 5)
      expect((await keys.get('k'))?.lastRequest).toBe(new Date(NOW + 5).toISOString())
      await keys.noteUse('none', NOW)
    })

    test('keys of a person and of programs are listed by age', async () => {
      const { keys } = at().storage
      await at().addPeople('ada')
      for (const id of ['p1', 'p2']) await at().addPerson(id, { isProgram: true })
      await at().addKey('b', 'ada', { createdMs: NOW + 1 })
      await at().addKey('a', 'ada')
      await at().addKey('d', 'p1', { createdMs: NOW + 9 })
      await at().addKey('c', 'p2')
      expect((await keys.ofPerson('ada')).map(({ id }) => id)).toEqual(['a', 'b'])
      expect((await keys.ofPrograms()).map(({ id }) => id)).toEqual(['c', 'd'])
    })

    test('a key ends alone, or with all of its person, and those are told', async () => {
      const { keys } = at().storage
      await at().addPeople('ada', 'ben')
      for (const id of ['1', '2', '3']) await at().addKey(id, 'ada')
      await at().addKey('bens', 'ben')
      await keys.remove('1')
      await keys.remove('1')
      expect((await keys.removeAllOf('ada')).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        { id: '2', name: 'key 2' },
        { id: '3', name: 'key 3' },
      ])
      expect([await keys.get('2'), (await keys.get('bens'))?.person]).toEqual([undefined, 'ben'])
    })
  })
}

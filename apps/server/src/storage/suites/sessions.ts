import { describe, expect, test } from 'vitest'
import { arranged, DAY_MS, type MakeStorage, NOW } from './arrangement.ts'

export function sessionSuite(name: string, make: MakeStorage): void {
  describe(`${name}: sessions`, () => {
    const at = arranged(make)

    test('sessions of a person are those that have not run out, the latest used first', async () => {
      const { sessions } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addSession('old', 'ada', { usedMs: NOW - 5 })
      await at().addSession('new', 'ada', { usedMs: NOW + 5 })
      await at().addSession('over', 'ada', { expiresMs: NOW })
      await at().addSession('bens', 'ben')
      expect((await sessions.ofPerson('ada', NOW)).map(({ id }) => id)).toEqual(['new', 'old'])
      expect(await sessions.get('over')).toEqual({
        id: 'over',
        person: 'ada',
        createdAt: new Date(NOW).toISOString(),
        updatedAt: new Date(NOW).toISOString(),
        expiresAt: new Date(NOW).toISOString(),
        ipAddress: '192.0.2.0',
        userAgent: 'x',
      })
      expect(await sessions.ofPerson('ada', NOW + DAY_MS)).toEqual([])
    })

    test('nobody ends a session of another, and one that ended is gone', async () => {
      const { sessions } = at().storage
      await at().addPeople('ada', 'ben')
      await at().addSession('s', 'ada')
      expect(await sessions.end('s', 'ben')).toBe(false)
      expect([await sessions.end('s', 'ada'), await sessions.end('s', 'ada')]).toEqual([true, false])
      expect(await sessions.get('s')).toBeUndefined()
    })

    test('all sessions end except one, and are told', async () => {
      const { sessions } = at().storage
      await at().addPeople('ada', 'ben')
      for (const id of ['1', '2', '3']) await at().addSession(id, 'ada')
      await at().addSession('bens', 'ben')
      expect((await sessions.endAll('ada', '2')).sort()).toEqual(['1', '3'])
      expect(await sessions.endAll('ada', null)).toEqual(['2'])
      expect(await sessions.endAll('ada', null)).toEqual([])
      expect(await sessions.ofPerson('ben', NOW)).toHaveLength(1)
    })
  })
}

import { describe, expect, test } from 'vitest'
import { StorageError } from '../contract/errors.ts'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

const PATIENCE_MS = 10_000

/** What holds for the storage as a whole. */
export function lifetimeSuite(name: string, make: MakeStorage): void {
  describe(`${name}: the storage as a whole`, () => {
    const at = arranged(make)

    test('it can be read, and puts what it promised in its place', async () => {
      const { storage } = at()
      await storage.check()
      await storage.settings.put('a', '1')
      expect(await storage.checkpoint()).toBe(true)
      expect(await storage.settings.get('a')).toBe('1')
    })

    test('calls that nobody waits for are carried out in their order, across topics', async () => {
      const { storage } = at()
      await at().addPeople('ada')
      const adding = at().addChronology('caj', { owner: 'ada' })
      const looking = storage.members.grantsOf('ada', NOW)
      const removing = storage.rooms.remove('caj')
      const lookingAgain = storage.catalogue.get('caj')
      expect(await looking).toHaveLength(1)
      expect(await lookingAgain).toBeUndefined()
      await Promise.all([adding, removing])
    })

    test('what was asked before the end is done, and what is asked after it fails', async () => {
      const { storage } = at()
      const putting = storage.settings.put('a', '1')
      const closing = storage.close(PATIENCE_MS)
      await expect(storage.settings.get('a')).rejects.toThrow(StorageError)
      await putting
      expect(await closing).toBe(true)
      expect(await storage.close(PATIENCE_MS)).toBe(true)
    })
  })
}

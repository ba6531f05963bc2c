import { describe, expect, test } from 'vitest'
import { arranged, type MakeStorage } from './arrangement.ts'

export function settingSuite(name: string, make: MakeStorage): void {
  describe(`${name}: settings`, () => {
    const at = arranged(make)

    test('a setting is what was put last, also the empty text; what was never put is not there', async () => {
      const { settings } = at().storage
      expect(await settings.get('sign-up')).toBeUndefined()
      await Promise.all([settings.put('sign-up', 'open'), settings.put('sign-up', '')])
      expect(await settings.get('sign-up')).toBe('')
    })
  })
}

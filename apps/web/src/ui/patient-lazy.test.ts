import { expect, test } from 'vitest'
import { keepTrying } from './patient-lazy.tsx'

test('code that cannot be loaded at first is asked for until it comes', async () => {
  let asked = 0
  const load = () => (++asked < 3 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('the panel'))
  expect(await keepTrying(load, 1)).toBe('the panel')
  expect(asked).toBe(3)
})

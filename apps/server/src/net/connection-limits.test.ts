import { expect, test } from 'vitest'
import { ConnectionLimits } from './connection-limits.ts'

test('[F3] the server takes so many connections, and so many from one address', () => {
  const limits = new ConnectionLimits({ maxConnections: 3, maxPerAddress: 2 })
  const giveBack = limits.take('class')
  limits.take('class')
  expect(limits.take('class')).toBeUndefined()
  expect(limits.take('home')).toBeDefined()
  expect(limits.take('elsewhere')).toBeUndefined()
  giveBack?.()
  expect(limits.take('class')).toBeDefined()
  expect(limits.take('elsewhere')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { addressable, isLoopback, publicOriginsOf } from './public-origins.ts'

test('a public address is the only one, whatever the server listens on', () => {
  const baseUrl = 'https://time.example.org'
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    expect(publicOriginsOf({ host, baseUrl }, 8787)).toMatchObject({ baseUrl, origins: [baseUrl], isConfigured: true })
  }
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:8787'],
  ['localhost', 'http://localhost:8787'],
  ['::1', 'http://[::1]:8787'],
  ['192.0.2.7', 'http://192.0.2.7:8787'],
])('at %s without one, it is %s and nothing else', (host, origin) => {
  expect(publicOriginsOf({ host }, 8787)).toMatchObject({ baseUrl: origin, origins: [origin], isConfigured: false })
})

test('the usual port is left out, as browsers do', () => {
  expect(publicOriginsOf({ host: '127.0.0.1' }, 80).origins).toEqual(['http://127.0.0.1'])
})

test('where it listens for all, its own addresses come in, written as browsers write an Origin', () => {
  const { baseUrl, origins, localOnly } = publicOriginsOf({ host: '0.0.0.0' }, 8787)
  expect(baseUrl).toBe('http://127.0.0.1:8787')
  expect(localOnly).toBe(false)
  for (const origin of origins) expect(new URL(origin).origin).toBe(origin)
})

test('what is loopback, and what a browser can open', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '192.0.2.1', '10.127.0.1', 'localhost.evil.example'].some(isLoopback)).toBe(false)
  expect([addressable('::'), addressable('0.0.0.0'), addressable('::1')]).toEqual(['127.0.0.1', '127.0.0.1', '[::1]'])
})

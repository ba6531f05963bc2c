import { expect, test } from 'vitest'
import { FORWARDED, isFromHere, isLocalName } from './loopback.ts'

const HOST = '127.0.0.1:8787'

function ask(headers: Record<string, string>, address: string | undefined = '127.0.0.1'): boolean {
  return isFromHere({ address, header: (name) => headers[name] })
}

test('a program on this machine, by any of its loopback addresses', () => {
  for (const address of ['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1'])
    expect(ask({ host: HOST }, address)).toBe(true)
  expect(ask({ host: 'localhost:8787' })).toBe(true)
  expect(ask({ host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' })).toBe(true)
})

test('nobody from elsewhere or from an unknown address', () => {
  for (const address of ['192.0.2.1', '::2', '10.0.0.1', '', '127.0.0.1.evil.example'.slice(9), '::ffff:192.0.2.1']) {
    expect(ask({ host: HOST }, address)).toBe(false)
  }
  expect(isFromHere({ address: undefined, header: () => HOST })).toBe(false)
})

test.each(FORWARDED)('nobody through a proxy that leaves %s', (name) => {
  expect(ask({ host: HOST, [name]: '127.0.0.1' })).toBe(false)
  expect(ask({ host: HOST, [name]: '' })).toBe(false)
})

test('no page of another site, and no name that was pointed at this machine', () => {
  const strange: Record<string, string>[] = [
    { host: 'evil.example:8787' },
    { host: '127.0.0.1.evil.example' },
    { host: HOST, origin: 'http://evil.example' },
    { host: HOST, origin: 'null' },
    { host: HOST, origin: 'http://127.0.0.1:8788' },
    { host: HOST, origin: `https://${HOST}` },
    { host: HOST, 'sec-fetch-site': 'cross-site' },
    { host: HOST, 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of strange) expect(ask(headers)).toBe(false)
  expect(ask({})).toBe(false)
})

test('local names', () => {
  for (const name of ['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:8787', 'coeval.localhost:80']) {
    expect(isLocalName(name)).toBe(true)
  }
  for (const name of [
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'xlocalhost',
    '::1',
    '[::1]x',
    '',
    '0.0.0.0',
  ]) {
    expect(isLocalName(name)).toBe(false)
  }
})

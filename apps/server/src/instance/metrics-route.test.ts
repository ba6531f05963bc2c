import { expect, test } from 'vitest'
import { type MetricsReaders, whyNoMetrics } from './metrics-route.ts'

const TOKEN = 'a-token-of-some-length'
const OPEN: MetricsReaders = { behindProxy: false }
const BY_TOKEN: MetricsReaders = { token: TOKEN, behindProxy: true }
const LOCAL_NAME = { host: '127.0.0.1:8787' }

test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('without a token, %s may read', (address) => {
  expect(ask(address, LOCAL_NAME, OPEN)).toBeUndefined()
  expect(ask(address, { host: 'localhost:8787' }, OPEN)).toBeUndefined()
})

test.each(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '2001:db8::127', '1270.0.0.1', '', undefined])(
  'without a token, %s may not, and is told what to set',
  (address) => {
    expect(ask(address, LOCAL_NAME, OPEN)).toMatch('Set COEVAL_METRICS_TOKEN')
  },
)

test.each([
  ['a proxy that names the client', { ...LOCAL_NAME, 'x-forwarded-for': '203.0.113.9' }],
  ['a proxy that claims it comes from here', { ...LOCAL_NAME, 'x-forwarded-for': '127.0.0.1' }],
  ['a proxy that follows RFC 7239', { ...LOCAL_NAME, forwarded: 'for=203.0.113.9' }],
  ['a proxy that names the client another way', { ...LOCAL_NAME, 'x-real-ip': '203.0.113.9' }],
  ['a proxy that passes the public name on', { host: 'chronology.example.org' }],
  ['a page under a name that was pointed here', { host: 'evil.example:8787', 'sec-fetch-site': 'same-origin' }],
  ['a page of another site', { ...LOCAL_NAME, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
])('without a token, %s may not', (_name, headers) => {
  expect(ask('127.0.0.1', headers, OPEN)).toMatch('Set COEVAL_METRICS_TOKEN')
})

test('without a token nobody may where a public address is configured: not every proxy says that it is one', () => {
  expect(ask('127.0.0.1', LOCAL_NAME, { behindProxy: true })).toMatch('Set COEVAL_METRICS_TOKEN')
})

test('with a token, whoever sends it may, also through a proxy', () => {
  const headers = { host: 'chronology.example.org', 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${TOKEN}` }
  expect(ask('10.0.0.1', headers, BY_TOKEN)).toBeUndefined()
})

test.each([undefined, '', TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, 'Bearer ', `Basic ${TOKEN}`])(
  'with a token, %s does not do, from this machine either',
  (authorization) => {
    expect(ask('127.0.0.1', { ...LOCAL_NAME, authorization }, BY_TOKEN)).toMatch('COEVAL_METRICS_TOKEN')
  },
)

function ask(address: string | undefined, headers: Record<string, string | undefined>, readers: MetricsReaders) {
  return whyNoMetrics({ address, header: (name) => headers[name] }, readers)
}

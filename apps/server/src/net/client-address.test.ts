import { BlockList } from 'node:net'
import { expect, test } from 'vitest'
import { clientAddress, limitedAddress, truncatedAddress } from './client-address.ts'

const PROXY = '10.0.0.1'

test('without a trusted proxy, the other end of the connection counts, whatever is said', () => {
  expect(clientAddress('203.0.113.5', '192.0.2.1', undefined)).toBe('203.0.113.5')
  expect(clientAddress('::ffff:203.0.113.5', '192.0.2.1', undefined)).toBe('203.0.113.5')
})

test.each([
  ['192.0.2.1', 1, '192.0.2.1'],
  // A client that writes the header itself has its own address behind what it wrote.
  ['198.51.100.9, 192.0.2.1', 1, '192.0.2.1'],
  ['198.51.100.9, 192.0.2.1, 10.0.0.2', 2, '192.0.2.1'],
  [' 192.0.2.1 ', 1, '192.0.2.1'],
  ['192.0.2.1:54321', 1, '192.0.2.1'],
  ['[2001:db8::7]:443', 1, '2001:db8::7'],
  ['2001:db8::7', 1, '2001:db8::7'],
  ['::ffff:192.0.2.1', 1, '192.0.2.1'],
])('behind so many proxies: %j and %d is %s', (forwardedFor, hops, address) => {
  expect(clientAddress(PROXY, forwardedFor, { hops })).toBe(address)
})

test.each(['', 'unknown', '_hidden', '192.0.2.1.5', '<script>', '192.0.2.1, ', "1' or '1'='1", '999.1.1.1', ':::'])(
  'what is no address counts as the proxy: %j',
  (forwardedFor) => {
    expect(clientAddress(PROXY, forwardedFor, { hops: 1 })).toBe(PROXY)
  },
)

test('a proxy that says nothing counts as the client', () => {
  expect(clientAddress(PROXY, undefined, { hops: 1 })).toBe(PROXY)
})

test('where proxies are known by their addresses, the last one that is none of them counts', () => {
  const addresses = new BlockList()
  addresses.addSubnet('10.0.0.0', 8, 'ipv4')
  addresses.addAddress('2001:db8::1', 'ipv6')
  const at = (remote: string, forwardedFor: string) => clientAddress(remote, forwardedFor, { addresses })
  expect(at(PROXY, '198.51.100.9, 192.0.2.1, 10.9.9.9')).toBe('192.0.2.1')
  expect(at('2001:db8::1', '192.0.2.1')).toBe('192.0.2.1')
  // A client that does not come through the proxy is not believed.
  expect(at('203.0.113.5', '192.0.2.1')).toBe('203.0.113.5')
  // Only proxies, as it seems: the first of them.
  expect(at(PROXY, '10.1.1.1, 10.2.2.2')).toBe('10.1.1.1')
})

test.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::6', '2001:db8::/48'],
  ['::1', '0::/48'],
  ['fe80::1%eth0', 'fe80::/48'],
  ['192.0.2.0/24', '192.0.2.0/24'],
  ['', null],
  ['no address', null],
  [undefined, null],
])('kept of %j: %j', (address, kept) => {
  expect(truncatedAddress(address)).toBe(kept)
})

test('limits count IPv6 by the network that one customer has', () => {
  expect(limitedAddress('2001:db8:1:2::5')).toBe(limitedAddress('2001:db8:1:2:ffff::9'))
  expect(limitedAddress('2001:db8:1:2::5')).not.toBe(limitedAddress('2001:db8:1:3::5'))
  expect(limitedAddress('192.0.2.1')).toBe('192.0.2.1')
})

/** Where a request comes from. What a proxy says is believed only where the operator said that there is one. */
import { type BlockList, isIP } from 'node:net'

/** How many proxies stand in front (each adds one address to X-Forwarded-For), or which addresses are proxies. */
export type TrustedProxies = { hops: number } | { addresses: BlockList } | undefined

/** `remote` is the other end of the TCP connection. */
export function clientAddress(remote: string, forwardedFor: string | undefined, trusted: TrustedProxies): string {
  const own = unmapped(remote)
  if (!trusted || forwardedFor === undefined) return own
  const chain = [...forwardedFor.split(',').map((part) => unmapped(withoutPort(part.trim()))), own]
  if ('hops' in trusted) return known(chain.at(-1 - trusted.hops) ?? chain[0], own)
  let at = chain.length - 1
  while (at > 0 && isListed(chain[at] ?? '', trusted.addresses)) at--
  return known(chain[at], own)
}

/** For what is kept: the network (/24, /48), not the person. `192.0.2.0/24`, `2001:db8:1::/48`. */
export function truncatedAddress(address: string | undefined): string | null {
  if (!address) return null
  const plain = unmapped(address)
  switch (isIP(plain)) {
    case 4:
      return `${plain.split('.').slice(0, 3).join('.')}.0/24`
    case 6: {
      const groups = expanded(plain).slice(0, 3)
      return `${groups.join(':').replace(/(:0)+$/, '')}::/48`
    }
    default:
      return address.includes('/') ? address : null
  }
}

/** What limits per address count by: of IPv6 the first half (`2001:db8:1:2::/64`), all of which is one customer's. */
export function limitedAddress(address: string): string {
  if (isIP(address) !== 6) return address
  return `${expanded(address).slice(0, 4).join(':')}::/64`
}

function isListed(address: string, list: BlockList): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/** A proxy may pass on anything: what is no address counts as the proxy's own. */
function known(address: string | undefined, otherwise: string): string {
  return address !== undefined && isIP(address) !== 0 ? address : otherwise
}

function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function withoutPort(address: string): string {
  return /^\[(.*)\]/.exec(address)?.[1] ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = !tail ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}

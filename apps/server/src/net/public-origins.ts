/** Where this server can be found by a browser. Known from its settings and its port, never from a request. */
import { networkInterfaces } from 'node:os'

export interface PublicOrigins {
  /** The address for links: scheme, host and port. */
  baseUrl: string
  /** What the Origin of this server's own pages may be, exactly. */
  origins: readonly string[]
  /** It listens on this machine only, so a page can only be at a local name (else: DNS rebinding). */
  localOnly: boolean
  /** A public address is configured. */
  isConfigured: boolean
}

/**
 * With a configured public address, that one and no other. Without: the one at which a browser on this machine finds it,
 * and, where it listens for all, those of the machine's network interfaces.
 */
export function publicOriginsOf({ host, baseUrl }: { host: string; baseUrl?: string }, port: number): PublicOrigins {
  const localOnly = isLoopback(host)
  if (baseUrl !== undefined) return { baseUrl, origins: [baseUrl], localOnly, isConfigured: true }
  const own = `http://${addressable(host)}:${port}`
  if (!isEverywhere(host)) return { baseUrl: originOf(own), origins: [originOf(own)], localOnly, isConfigured: false }
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address, family }) => originOf(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}`))
  return { baseUrl: originOf(own), origins: [originOf(own), ...others], localOnly, isConfigured: false }
}

/** An address that a browser on this machine can open. */
export function addressable(host: string): string {
  if (isEverywhere(host)) return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** As browsers write it: without a port that is the usual one. */
function originOf(address: string): string {
  return new URL(address).origin
}

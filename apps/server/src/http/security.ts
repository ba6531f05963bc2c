/** Headers of every answer, and who may ask: pages of this server only. */
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../refusal.ts'

// Mantine and vis-timeline set styles on elements, which only 'unsafe-inline' allows.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  // An upgraded socket has no headers any more.
  if (c.res.status === 101) return
  c.res.headers.set('content-security-policy', CONTENT_SECURITY_POLICY)
  c.res.headers.set('x-content-type-options', 'nosniff')
  c.res.headers.set('referrer-policy', 'no-referrer')
  c.res.headers.set('cross-origin-opener-policy', 'same-origin')
  c.res.headers.set('cross-origin-resource-policy', 'same-origin')
}

export interface OriginRules {
  /** The public address, where one is configured: `https://chronology.example.org`. */
  baseUrl?: string
  /** The server listens on this machine only, so a page can only be at a local name (else: DNS rebinding). */
  localOnly: boolean
}

/**
 * Lets through what a page of this server asks, and what no page asks (curl, the command line: they send no Origin).
 * Compared with the Host header as sent, never with an address that the framework has put together
 * (@hono/node-server GHSA-92pp-h63x-v22m).
 */
export function isOwnOrigin(
  headers: { origin?: string; host?: string; fetchSite?: string },
  rules: OriginRules,
): boolean {
  const { origin, host, fetchSite } = headers
  if (host === undefined || !isOwnHost(host, rules)) return false
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  if (origin === undefined) return true
  if (rules.baseUrl !== undefined) return origin === rules.baseUrl
  return origin === `http://${host}` || origin === `https://${host}`
}

export function sameOrigin(rules: OriginRules): MiddlewareHandler {
  return async (c, next) => {
    const headers = {
      origin: c.req.header('origin'),
      host: c.req.header('host'),
      fetchSite: c.req.header('sec-fetch-site'),
    }
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isOwnHostHeader(headers.host, rules)) {
      throw new Refusal(
        403,
        'foreign-host',
        'Coeval listens for this machine only. Set COEVAL_URL to the address that people use.',
      )
    }
    if (!isSafe && !isOwnOrigin(headers, rules)) {
      throw new Refusal(403, 'foreign-origin', 'Only pages of this server may change its chronologies.')
    }
    await next()
  }
}

function isOwnHostHeader(host: string | undefined, rules: OriginRules): boolean {
  return host !== undefined && isOwnHost(host, rules)
}

function isOwnHost(host: string, { baseUrl, localOnly }: OriginRules): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const isLocal = name === 'localhost' || name === '127.0.0.1' || name === '[::1]' || name.endsWith('.localhost')
  if (baseUrl !== undefined) return isLocal || host.toLowerCase() === new URL(baseUrl).host
  return !localOnly || isLocal
}

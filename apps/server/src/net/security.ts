/** Headers of every answer, and which pages may ask: this server's only. */
import { routes } from '@coeval/api'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../refusal.ts'
import { isLocalName } from './loopback.ts'
import type { PublicOrigins } from './public-origins.ts'
import { type Sentence, sentence } from '../messages/sentence.ts'

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
const HALF_A_YEAR_S = 15_552_000

export function securityHeaders({ baseUrl }: PublicOrigins): MiddlewareHandler {
  const isTls = baseUrl.startsWith('https:')
  return async (c, next) => {
    await next()
    // An upgraded socket has no headers any more.
    if (c.res.status === 101) return
    c.res.headers.set('content-security-policy', CONTENT_SECURITY_POLICY)
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('x-frame-options', 'DENY')
    c.res.headers.set('referrer-policy', 'no-referrer')
    c.res.headers.set('cross-origin-opener-policy', 'same-origin')
    c.res.headers.set('cross-origin-resource-policy', 'same-origin')
    c.res.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    c.res.headers.set('x-robots-tag', 'noindex, nofollow')
    if (isTls) c.res.headers.set('strict-transport-security', `max-age=${HALF_A_YEAR_S}`)
  }
}

/** Exactly one of this server's own addresses, and never one that the request itself brings (CVE-2026-126344). */
export function isOwnOrigin(origin: string | undefined, { origins }: PublicOrigins): boolean {
  return origin !== undefined && origins.includes(origin)
}

/**
 * Keeps other sites' pages from asking in the name of somebody who is signed in here. A request that changes something
 * and brings a cookie must say that it comes from a page of ours; one with a key, or without either, is a program's.
 */
export function ownPagesOnly(places: PublicOrigins): MiddlewareHandler {
  return async (c, next) => {
    // The checkup says what is wrong with an address, so it answers there.
    const host = c.req.header('host')
    if (!isOwnHost(host, places) && !c.req.path.startsWith(routes.readCheckup.path)) {
      throw new Refusal(403, 'foreign-host', foreignHost(host, places))
    }
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isSafe && !isOwnPage((name) => c.req.header(name), places)) {
      throw new Refusal(403, 'foreign-origin', sentence('security.foreign-origin', { baseUrl: places.baseUrl }))
    }
    await next()
  }
}

function isOwnPage(header: (name: string) => string | undefined, places: PublicOrigins): boolean {
  const [origin, fetchSite] = [header('origin'), header('sec-fetch-site')]
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  if (origin !== undefined) return isOwnOrigin(origin, places)
  return header('cookie') === undefined || header('authorization') !== undefined
}

/** Of a request: which of its names the server was called by. Another one is a name that was pointed here (DNS rebinding). */
export function isOwnHost(host: string | undefined, { baseUrl, localOnly, isConfigured }: PublicOrigins): boolean {
  if (host === undefined) return false
  if (isConfigured) return isLocalName(host) || host.toLowerCase() === new URL(baseUrl).host
  return !localOnly || isLocalName(host)
}

function foreignHost(host: string | undefined, { baseUrl, isConfigured }: PublicOrigins): Sentence {
  return isConfigured
    ? sentence('security.foreign-host', { baseUrl, host: host ?? 'nothing' })
    : sentence('security.this-machine-only')
}

/**
 * A browser on this machine may call it by another of its names. There is one address, so that cookies, copies and the
 * Origin are the same for all: what follows `#` goes along by itself.
 */
export function toOwnAddress(places: PublicOrigins): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')
    const isPage = c.req.header('sec-fetch-mode') === 'navigate' || /\btext\/html\b/.test(c.req.header('accept') ?? '')
    const isElsewhere = host !== undefined && !places.origins.includes(`http://${host}`) && isLocalName(host)
    if (places.isConfigured || c.req.method !== 'GET' || !isPage || !isElsewhere) return next()
    const { pathname, search } = new URL(c.req.url)
    // A path that began with two slashes would name another host.
    return c.redirect(`${places.baseUrl}/${pathname.replace(/^\/+/, '')}${search}`, 302)
  }
}

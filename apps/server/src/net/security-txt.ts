/** `/.well-known/security.txt` (RFC 9116): whom to tell of a hole in this installation. */
import type { MiddlewareHandler } from 'hono'
import type { PublicOrigins } from './public-origins.ts'

export interface SecurityTxtOptions {
  places: PublicOrigins
  /** `mailto:` or `https:`; without one, the address of the server itself. */
  contact: string | undefined
  nowMs: () => number
}

/** RFC 9116 recommends less than a year. */
const GOOD_FOR_MS = 180 * 24 * 3_600_000

export function securityTxt({ places: { baseUrl }, contact, nowMs }: SecurityTxtOptions): MiddlewareHandler {
  return async (c) => {
    const expires = new Date(nowMs() + GOOD_FOR_MS).toISOString()
    const lines = [
      ...(contact === undefined ? ['# Whoever runs this server: set SECURITY_CONTACT to name a person.'] : []),
      `Contact: ${contact ?? baseUrl}`,
      `Expires: ${expires}`,
      `Canonical: ${baseUrl}/.well-known/security.txt`,
      'Preferred-Languages: en',
    ]
    return c.text(`${lines.join('\n')}\n`)
  }
}

import type { PublicOrigins } from '../net/public-origins.ts'
import { isOwnOrigin } from '../net/security.ts'
import type { Request } from './context.ts'

/** In a local network people come by one of several addresses: a link leads to the one that its maker is at. */
export function linkBaseOf(places: PublicOrigins): (c: Request) => string {
  return (c) => {
    const origin = c.req.header('origin')
    return origin !== undefined && isOwnOrigin(origin, places) ? origin : places.baseUrl
  }
}

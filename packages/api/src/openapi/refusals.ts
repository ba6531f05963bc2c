/** With which statuses and codes a route may refuse: its own, and those that follow from its rule and what it takes. */
import type { Route } from '../route.ts'

/** Of every address behind the guard. */
const ANY: Readonly<Record<number, readonly string[]>> = {
  401: ['bad-key'],
  // A page of another site, or a name that is not the server's.
  403: ['foreign-host', 'foreign-origin'],
  408: ['too-slow'],
  429: ['too-many-tries', 'too-much'],
  500: ['internal'],
  503: ['storage', 'no-handles'],
}
const WITH_BODY = { 400: ['bad-request'], 413: ['too-large'], 415: ['not-json'] }
const WITH_QUERY = { 400: ['bad-request'] }
const FOR_SOME = { 401: ['not-signed-in'], 403: ['not-allowed'] }
const IN_CHRONOLOGY = { 404: ['not-found'] }

export function isRefusedBy(route: Route): ReadonlyMap<number, readonly string[]> {
  const isBehindGuard = route.path.startsWith('/api/')
  const hasBody = route.method === 'POST' || route.method === 'PATCH'
  const all: Readonly<Partial<Record<number, readonly string[]>>>[] = [
    isBehindGuard ? ANY : {},
    hasBody ? WITH_BODY : {},
    route.query ? WITH_QUERY : {},
    route.rule.for === 'anyone' ? {} : FOR_SOME,
    route.rule.for === 'chronology' ? IN_CHRONOLOGY : {},
    route.refusals ?? {},
  ]
  const codesByStatus = new Map<number, readonly string[]>()
  for (const refusals of all) {
    for (const [status, codes = []] of Object.entries(refusals)) {
      const known = codesByStatus.get(Number(status)) ?? []
      codesByStatus.set(Number(status), [...new Set([...known, ...codes])])
    }
  }
  return new Map([...codesByStatus].sort(([a], [b]) => a - b))
}

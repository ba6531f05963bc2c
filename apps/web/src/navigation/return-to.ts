import { readRoute } from './router.ts'

/** Pages that nobody needs to come back to after signing in. */
const WAYS_IN = new Set<string>(['owner', 'join', 'signIn', 'signUp', 'unknown'])

/**
 * Where to go after signing in: the wished address if it is a page of this server, else the list. The wish comes from the
 * address bar, so from anybody: a link must not lead through our sign-in to somebody else's page.
 */
export function safeReturnTo(wished: string | null, origin: string = location.origin): string {
  if (!wished?.startsWith('/') || /^\/[/\\]/.test(wished)) return '/'
  let url: URL
  try {
    url = new URL(wished, origin)
  } catch {
    return '/'
  }
  // Browsers drop tabs and dots (`/\t/evil`, `/.//evil`): what counts is what they make of it.
  if (url.origin !== origin || url.pathname.startsWith('//')) return '/'
  if (WAYS_IN.has(readRoute(url.pathname).page)) return '/'
  return url.pathname + url.search + url.hash
}

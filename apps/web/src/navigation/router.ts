/**
 * The addresses of the page: `/` is the list, `/c/<id>` one chronology (what the page shows of it is in the hash), and a
 * few for the person's account and for the installation. A link's token comes in the hash: see sign-in/link-token.ts.
 */
import type { MouseEvent } from 'react'
import { matchPath, useLocation } from 'react-router'
import { navigate } from './browser-history.ts'

/** Each page's path, as react-router reads patterns. */
export const PATHS = {
  home: '/',
  chronology: '/c/:id',
  owner: '/owner',
  join: '/join',
  signIn: '/sign-in',
  signUp: '/sign-up',
  account: '/account',
  instance: '/instance',
  checkup: '/checkup',
} as const

type Page = keyof typeof PATHS
export type Route = { page: Exclude<Page, 'chronology'> } | { page: 'chronology'; id: string } | { page: 'unknown' }

/** For components within the router. */
export function useRoute(): Route {
  return readRoute(useLocation().pathname)
}

/** The page at a path, as the router finds it too: for code that runs before it, or beside. */
export function readRoute(pathname: string): Route {
  for (const [page, path] of Object.entries(PATHS) as [Page, string][]) {
    const match = matchPath<string>({ path, caseSensitive: true }, pathname)
    if (!match) continue
    if (page !== 'chronology') return { page }
    try {
      return { page, id: decodeURIComponent(match.params.id ?? '') }
    } catch {
      return { page: 'unknown' } // A stray % in the address.
    }
  }
  return { page: 'unknown' }
}

export function chronologyPath(id: string): string {
  return `/c/${encodeURIComponent(id)}`
}

/**
 * For links: stays in the page unless the person wants another tab. An `<a>` with this does what react-router's `Link`
 * does, without the 5 kB gzip that it brings along (forms, fetchers, prefetching).
 */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  navigate(event.currentTarget.pathname + event.currentTarget.search)
}

/**
 * The addresses of the page: `/` is the list, `/c/<id>` one chronology (what the page shows of it is in the hash), and a
 * few for who one is and for the installation. A link's token comes in the hash: see sign-in/link-token.ts.
 */
import { type MouseEvent, useSyncExternalStore } from 'react'

export type Route =
  | { page: 'home' }
  | { page: 'chronology'; id: string }
  | { page: 'owner' | 'join' | 'signIn' | 'signUp' | 'account' | 'instance' | 'checkup' }
  | { page: 'unknown' }

const PLAIN_PAGES: Record<string, Route> = {
  '/': { page: 'home' },
  '/owner': { page: 'owner' },
  '/join': { page: 'join' },
  '/sign-in': { page: 'signIn' },
  '/sign-up': { page: 'signUp' },
  '/account': { page: 'account' },
  '/instance': { page: 'instance' },
  '/checkup': { page: 'checkup' },
}

const NAVIGATED = 'coeval:navigated'

export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return readRoute(path)
}

export function readRoute(path: string): Route {
  const plain = PLAIN_PAGES[path.length > 1 ? path.replace(/\/$/, '') : path]
  if (plain) return plain
  const id = /^\/c\/([^/]+)\/?$/.exec(path)?.[1]
  if (id === undefined) return { page: 'unknown' }
  try {
    return { page: 'chronology', id: decodeURIComponent(id) }
  } catch {
    return { page: 'unknown' } // A stray % in the address.
  }
}

export function chronologyPath(id: string): string {
  return `/c/${encodeURIComponent(id)}`
}

export function navigate(path: string): void {
  history.pushState(null, '', path)
  window.dispatchEvent(new Event(NAVIGATED))
}

/** As `navigate`, and the way back does not lead here again. */
export function replaceAddress(path: string): void {
  history.replaceState(null, '', path)
  window.dispatchEvent(new Event(NAVIGATED))
}

/** For links: stays in the page unless the person wants another tab. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  navigate(event.currentTarget.pathname + event.currentTarget.search)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(NAVIGATED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(NAVIGATED, listener)
  }
}

/** Two kinds of address: `/` is the list, `/c/<id>` one chronology. What the page shows of it is in the hash. */
import { type MouseEvent, useSyncExternalStore } from 'react'

export type Route = { page: 'home' } | { page: 'chronology'; id: string } | { page: 'unknown' }

const NAVIGATED = 'coeval:navigated'

export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return readRoute(path)
}

export function readRoute(path: string): Route {
  if (path === '/') return { page: 'home' }
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

/** For links: stays in the page unless the person wants another tab. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  navigate(event.currentTarget.pathname)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(NAVIGATED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(NAVIGATED, listener)
  }
}

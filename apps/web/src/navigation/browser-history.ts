/**
 * The browser's history as react-router takes it, and as code outside React uses it: links are exchanged before anything
 * is rendered. What is in the address is the truth; nothing is kept beside it.
 */
import { useSyncExternalStore } from 'react'
import { createPath, type Navigator, type To } from 'react-router'

const listeners = new Set<() => void>()
let seen: { href: string; location: AddressParts } | undefined

interface AddressParts {
  pathname: string
  search: string
  hash: string
}

/** For `<Router>`. */
export const navigator: Navigator = {
  createHref: pathOf,
  go: (steps) => history.go(steps),
  push: (to) => navigate(pathOf(to)),
  replace: (to) => replaceAddress(pathOf(to)),
}

export function navigate(path: string): void {
  history.pushState(null, '', path)
  tell()
}

/** As `navigate`, and the way back does not lead here again. */
export function replaceAddress(path: string): void {
  history.replaceState(history.state, '', path)
  tell()
}

/** Calls `listener` after each change of the address, by this page or by the browser, until the returned function is called. */
export function onAddressChange(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener('popstate', tell)
    window.addEventListener('hashchange', tell)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener('popstate', tell)
    window.removeEventListener('hashchange', tell)
  }
}

/** For `<Router>`: the same object until the address changes. */
export function useBrowserLocation(): AddressParts {
  return useSyncExternalStore(onAddressChange, browserLocation)
}

function browserLocation(): AddressParts {
  if (seen?.href !== location.href) {
    const { href, pathname, search, hash } = location
    seen = { href, location: { pathname, search, hash } }
  }
  return seen.location
}

function pathOf(to: To): string {
  return typeof to === 'string' ? to : createPath(to)
}

function tell(): void {
  for (const listener of listeners) listener()
}

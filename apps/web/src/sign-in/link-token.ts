/**
 * The token of a link (`/join#TOKEN`). It lets its holder in, so it leaves the address and the tab's history before
 * anything is rendered, and is kept only in memory: not in a title, a log, or storage. A reload forgets it.
 */
import { useSyncExternalStore } from 'react'
import { readRoute } from '../navigation/router.ts'
import { Subscribable } from '../ui/subscribable.ts'

const PAGES_WITH_TOKEN = new Set<string>(['owner', 'join', 'signIn', 'signUp'])

let token: string | null = null
const changes = new Subscribable()

/** Call before the first render. A link that is pasted over an open page changes only the hash, and is handled as well. */
export function watchForLinkToken(): void {
  take()
  window.addEventListener('hashchange', take)
}

export function currentLinkToken(): string | null {
  return token
}

/** Null where the address had none. Another one if somebody pastes another link. */
export function useLinkToken(): string | null {
  return useSyncExternalStore(changes.subscribe, currentLinkToken)
}

/** It has done its work. */
export function forgetLinkToken(): void {
  token = null
  changes.tell()
}

function take(): void {
  if (!PAGES_WITH_TOKEN.has(readRoute(location.pathname).page)) return
  const found = location.hash.slice(1)
  if (found === '') return
  token = found
  history.replaceState(null, '', location.pathname + location.search)
  changes.tell()
}

/**
 * A link's token is exchanged at once, and once: before React renders, and whatever renders how often. Small, because it
 * is on the way of a student who wants to read.
 */
import { useSyncExternalStore } from 'react'
import { ApiError, api } from '../api.ts'
import { chronologyPath, replaceAddress } from '../router.ts'
import { forgetLinkToken } from './link-token.ts'
import { setMe } from './me-store.ts'

export type Joining = { phase: 'asking' } | { phase: 'joined' } | { phase: 'failed'; error: ApiError }

let exchanged: string | null = null
let joining: Joining = { phase: 'asking' }
const listeners = new Set<() => void>()

/** Begins the exchange, unless this token's is under way; then the address is the chronology's. */
export function join(token: string): void {
  if (exchanged === token && joining.phase !== 'failed') return
  exchanged = token
  show({ phase: 'asking' })
  api.join({ token }).then(
    ({ chronology, me }) => {
      if (exchanged !== token) return
      setMe(me)
      exchanged = null
      forgetLinkToken()
      show({ phase: 'joined' })
      replaceAddress(chronologyPath(chronology))
    },
    (error: unknown) => {
      if (exchanged !== token) return
      show({ phase: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'unknown', String(error)) })
    },
  )
}

export function useJoining(): Joining {
  return useSyncExternalStore(subscribe, () => joining)
}

function show(next: Joining): void {
  joining = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

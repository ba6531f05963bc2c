/**
 * A link's token is exchanged at once, and once: before React renders, and whatever renders how often. Small, because it
 * is on the way of a student who wants to read.
 */
import { useSyncExternalStore } from 'react'
import { ApiError, api } from '../api/client.ts'
import { replaceAddress } from '../navigation/browser-history.ts'
import { chronologyPath } from '../navigation/router.ts'
import { forgetLinkToken } from './link-token.ts'
import { setMe } from '../person/me-store.ts'
import { Subscribable } from '../ui/subscribable.ts'

export type Joining =
  | { phase: 'idle' }
  | { phase: 'asking' }
  | { phase: 'joined' }
  /** The link was made for one e-mail address, and the person who opened it is not known to have it. */
  | { phase: 'for-another' }
  | { phase: 'failed'; error: ApiError }

let exchanged: string | null = null
/** A personal link that waits for its person to sign in, or to ask. Only in memory, like every token. */
let held: string | null = null
let joining: Joining = { phase: 'idle' }
const changes = new Subscribable()

/** Begins the exchange, unless this token's is under way; then the address is the chronology's. */
export function join(token: string): void {
  if (exchanged === token && joining.phase !== 'failed') return
  exchanged = token
  held = null
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
      if (error instanceof ApiError && error.code === 'for-another') {
        exchanged = null
        held = token
        forgetLinkToken()
        return show({ phase: 'for-another' })
      }
      show({ phase: 'failed', error: error instanceof ApiError ? error : new ApiError(0, 'unknown', String(error)) })
    },
  )
}

/** The personal link that brought somebody here, for the account with its e-mail. */
export function heldLink(): string | null {
  return held
}

/** Somebody signed in or created an account: back to the link that was opened before, otherwise where they were. */
export function goOn(otherwise: string): void {
  const token = held
  replaceAddress(token === null ? otherwise : '/join')
  if (token !== null) join(token)
}

/** It was asked for: the link has done what it could here. */
export function forgetHeldLink(): void {
  held = null
  show({ phase: 'idle' })
}

export function useJoining(): Joining {
  return useSyncExternalStore(changes.subscribe, () => joining)
}

function show(next: Joining): void {
  joining = next
  changes.tell()
}

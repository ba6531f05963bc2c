/**
 * What the address says of the view: `#from=1990-01-01&to=2024-01-01&event=fmm-2-2006&view=list`. A copied address
 * shows the same to a colleague. Changes replace the entry of the history, so that "back" leaves the page.
 */
import { useSyncExternalStore } from 'react'
import { Subscribable } from '../ui/subscribable.ts'

export type View = 'timeline' | 'list'

export interface Address {
  /** The timeline's window: UTC days, `YYYY-MM-DD` with a sign and more digits where needed. */
  from?: string
  to?: string
  event?: string
  view?: View
}

const changes = new Subscribable()
let parsed: { hash: string; address: Address } = { hash: '', address: {} }

/** The address now. The same object until it changes. */
export function readAddress(): Address {
  if (parsed.hash === location.hash) return parsed.address
  const params = new URLSearchParams(location.hash.slice(1))
  const view = params.get('view')
  parsed = {
    hash: location.hash,
    address: {
      from: params.get('from') ?? undefined,
      to: params.get('to') ?? undefined,
      event: params.get('event') ?? undefined,
      view: view === 'list' || view === 'timeline' ? view : undefined,
    },
  }
  return parsed.address
}

/** Changes the named parts; undefined removes one. */
export function changeAddress(change: Address): void {
  const next = { ...readAddress(), ...change }
  const params = new URLSearchParams()
  for (const key of ['from', 'to', 'event', 'view'] as const) {
    if (next[key]) params.set(key, next[key])
  }
  const hash = params.size > 0 ? `#${params}` : ''
  if (hash === location.hash) return
  history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`)
  changes.tell()
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, readAddress)
}

function subscribe(listener: () => void): () => void {
  const leave = changes.subscribe(listener)
  window.addEventListener('hashchange', listener)
  return () => {
    leave()
    window.removeEventListener('hashchange', listener)
  }
}

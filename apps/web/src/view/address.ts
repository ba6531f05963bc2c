/**
 * What the address says of the view: `#from=1990-01-01&to=2024-01-01&event=fmm-2-2006&view=list`. A copied address
 * shows the same to a colleague. Changes replace the entry of the history, so that "back" leaves the page.
 */
import { useSyncExternalStore } from 'react'
import { onAddressChange, replaceAddress } from '../navigation/browser-history.ts'

export type View = 'timeline' | 'list'

export interface Address {
  /** The timeline's window: UTC days, `YYYY-MM-DD` with a sign and more digits where needed. */
  from?: string
  to?: string
  event?: string
  view?: View
}

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
  replaceAddress(`${location.pathname}${location.search}${hash}`)
}

export function useAddress(): Address {
  return useSyncExternalStore(onAddressChange, readAddress)
}

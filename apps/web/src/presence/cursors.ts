/** Whether colleagues' carets, selections and rings are drawn: a wish of this page, which styles follow. */
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

export function cursorsHidden(): boolean {
  return document.documentElement.dataset.cursors === 'hidden'
}

export function setCursorsHidden(hidden: boolean): void {
  document.documentElement.dataset.cursors = hidden ? 'hidden' : 'shown'
  for (const listener of listeners) listener()
}

export function useCursorsHidden(): boolean {
  return useSyncExternalStore(subscribe, cursorsHidden)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

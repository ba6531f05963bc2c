/** Whether colleagues' carets, selections and rings are drawn: a wish of this page, which styles follow. */
import { useSyncExternalStore } from 'react'
import { Subscribable } from '../ui/subscribable.ts'

const changes = new Subscribable()

export function cursorsHidden(): boolean {
  return document.documentElement.dataset.cursors === 'hidden'
}

export function setCursorsHidden(hidden: boolean): void {
  document.documentElement.dataset.cursors = hidden ? 'hidden' : 'shown'
  changes.tell()
}

export function useCursorsHidden(): boolean {
  return useSyncExternalStore(changes.subscribe, cursorsHidden)
}

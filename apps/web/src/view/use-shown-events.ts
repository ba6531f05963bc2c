import type { EntryOf } from '@coeval/chronology/ydoc'
import { useMemo } from 'react'
import { useLiveEvents } from '../session/session-context.tsx'
import { useWorkspace } from './workspace-context.tsx'

/** The events of the layers that are shown, those without a layer among them; hidden tracks are another matter. */
export function useShownEvents(): readonly EntryOf<'events'>[] {
  const events = useLiveEvents()
  const { hiddenLayers } = useWorkspace()
  return useMemo(
    () => (hiddenLayers.size === 0 ? events : events.filter(({ layer }) => !layer || !hiddenLayers.has(layer))),
    [events, hiddenLayers],
  )
}

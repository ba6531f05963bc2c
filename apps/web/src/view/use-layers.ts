import { useMemo } from 'react'
import { useLiveEvents } from '../session/session-context.tsx'

export interface Layer {
  name: string
  /** How many events it has. */
  count: number
}

/** The layers that events name, by name; events that name none belong to no layer. */
export function useLayers(): readonly Layer[] {
  const events = useLiveEvents()
  return useMemo(() => {
    const counts = new Map<string, number>()
    for (const { layer } of events) if (layer) counts.set(layer, (counts.get(layer) ?? 0) + 1)
    return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => a.name.localeCompare(b.name))
  }, [events])
}

import { useMemo } from 'react'
import { useEntries } from '../session/session-context.tsx'
import { groupReadings, type ReadingGroup } from './group-claims.ts'

/** The claims that touch an event, grouped: for the section and for its count. */
export function useReadings(eventId: string): ReadingGroup[] {
  const claims = useEntries('claims')
  const disputes = useEntries('disputes')
  return useMemo(() => groupReadings(eventId, claims.values(), disputes), [eventId, claims, disputes])
}

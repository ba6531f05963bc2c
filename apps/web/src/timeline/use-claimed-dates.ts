import { useMemo } from 'react'
import { isContested } from '../claims/dispute-type.ts'
import { useEntries } from '../session/session-context.tsx'

/** The competing dates of an event, in EDTF: what belongs to a gap or a caution competes with nothing. */
export function useClaimedDates(eventId: string | undefined): readonly string[] {
  const claims = useEntries('claims')
  const disputes = useEntries('disputes')
  return useMemo(
    () =>
      eventId === undefined
        ? []
        : [...claims.values()]
            .filter(({ about }) => about.type === 'event' && about.id === eventId && about.field === 'date')
            .filter(({ dispute = '' }) => isContested(disputes.get(dispute)))
            .map(({ value }) => value),
    [claims, disputes, eventId],
  )
}

import type { ChronologyEvent, Relation } from '@coeval/chronology'
import { useMemo } from 'react'
import { useEntries } from '../session/session-context.tsx'
import { relationInWords } from '../words/labels.ts'

export interface Related {
  relation: Relation
  other: ChronologyEvent
  /** How this event stands to the other: "after", "part of (inferred)". */
  words: string
}

/** Relations to events that are not in the trash, seen from this event. */
export function useRelated(eventId: string): Related[] {
  const relations = useEntries('relations')
  const events = useEntries('events')
  return useMemo(
    () =>
      [...relations.values()].flatMap((relation) => {
        const outward = relation.from === eventId
        if (!outward && relation.to !== eventId) return []
        const other = events.get(outward ? relation.to : relation.from)
        if (!other || other.deletedAt) return []
        return { relation, other, words: relationInWords(relation, outward) }
      }),
    [relations, events, eventId],
  )
}

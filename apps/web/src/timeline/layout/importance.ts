import type { ChronologyEvent } from '@coeval/chronology'

/** What the reader should see first when there is no room for all: dialogue and texts before what surrounds them. */
export function importanceOf(event: ChronologyEvent): number {
  const byKind: Record<string, number> = {
    meeting: 5,
    phase: 4,
    document: 4,
    visit: 3.5,
    speech: 3,
    policy: 2.5,
    era: 5,
  }
  return (
    (Object.hasOwn(byKind, event.kind) ? (byKind[event.kind] ?? 2) : 2) +
    (event.ordinal ? 1.5 : 0) +
    (event.certainty === undefined || event.certainty === 'stated' ? 0.5 : 0) +
    Math.min(event.citations.length, 5) * 0.1 +
    Math.min(event.documents.length, 3) * 0.3 +
    Math.min(event.participants.length, 5) * 0.05
  )
}

import type { Claim, Dispute } from '@coeval/chronology'

/**
 * How many claims the panel of each event shows: those about the event, and all of the disputes that touch it. The same
 * number as `countReadings` gives for one event. Pure.
 */
export function countReadingsByEvent(
  claims: Iterable<Claim>,
  disputes: ReadonlyMap<string, Dispute>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const add = (eventId: string, count: number) => counts.set(eventId, (counts.get(eventId) ?? 0) + count)
  const claimsOf = new Map<string, { count: number; events: Set<string> }>()
  for (const { id, about } of disputes.values()) {
    const events = new Set<string>()
    for (const { type, id: eventId } of Array.isArray(about) ? about : []) {
      if (type === 'event' && eventId) events.add(eventId)
    }
    claimsOf.set(id, { count: 0, events })
  }
  for (const { about, dispute } of claims) {
    const eventId = about.type === 'event' ? about.id : undefined
    const group = dispute ? claimsOf.get(dispute) : undefined
    if (group) {
      group.count++
      if (eventId) group.events.add(eventId)
    } else if (eventId) add(eventId, 1)
  }
  for (const { count, events } of claimsOf.values()) {
    if (count > 0) for (const eventId of events) add(eventId, count)
  }
  return counts
}

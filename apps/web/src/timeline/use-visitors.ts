import { useMemo } from 'react'
import { usePeople } from '../session/session-context.tsx'
import { initials } from '../words/initials.ts'
import type { Visitor } from './draw/event-element.ts'

const MAX_INITIALS = 4

/** Who has which event open, me not among them. By event. */
export function useVisitors(): ReadonlyMap<string, Visitor> {
  const people = usePeople()
  return useMemo(() => {
    const byEvent = new Map<string, Visitor>()
    for (const { isMe, user, where } of people) {
      if (isMe || !where.eventId) continue
      const before = byEvent.get(where.eventId)
      const name = before ? `${before.name}, ${user.name}` : user.name
      const tag = before ? `${before.initials}+` : initials(user.name)
      byEvent.set(where.eventId, {
        name,
        initials: tag.slice(0, MAX_INITIALS),
        colour: before?.colour ?? user.colour,
      })
    }
    return byEvent
  }, [people])
}

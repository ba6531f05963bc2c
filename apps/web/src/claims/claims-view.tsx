import type { ChronologyEvent } from '@coeval/chronology'
import { ClaimActions } from './claim-actions.tsx'
import { ClaimGroups } from './claim-groups.tsx'
import { ClaimText } from './claim-text.tsx'
import { isFollowed, type ReadingGroup } from './group-claims.ts'

/** The claims, for readers: each with its source, and which of them the event follows. */
export function ClaimsView({ event, groups }: { event: ChronologyEvent; groups: readonly ReadingGroup[] }) {
  return (
    <ClaimGroups eventId={event.id} groups={groups}>
      {(claim) => (
        <>
          <ClaimText claim={claim} />
          {isFollowed(claim, event) && <ClaimActions isFollowed />}
        </>
      )}
    </ClaimGroups>
  )
}

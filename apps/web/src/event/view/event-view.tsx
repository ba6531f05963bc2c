/**
 * One event as a page to be read: the same as `edit/event-panel.tsx` shows, in the same order, without a single input. A
 * chunk of its own, so that readers never download the code for writing.
 */
import type { KeyboardEvent } from 'react'
import { ClaimsView } from '../../claims/claims-view.tsx'
import { t } from '../../i18n/late.ts'
import { useEntry } from '../../session/session-context.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { EventFrame } from '../event-frame.tsx'
import { EventPage, type EventParts } from '../event-page.tsx'
import { Gone } from '../gone.tsx'
import { FactsView } from './facts-view.tsx'
import { FIELD_VIEWS } from './field-views.tsx'
import { RelationsView } from './relations-view.tsx'

const PARTS: EventParts = {
  fields: FIELD_VIEWS,
  Facts: FactsView,
  Readings: ClaimsView,
  Relations: RelationsView,
  hasEmptySections: false,
}

interface Props {
  eventId: string
  onClose: () => void
}

export default function EventView({ eventId, onClose }: Props) {
  const event = useEntry('events', eventId)
  useReturnFocus()
  const onKeyDown = (key: KeyboardEvent<HTMLElement>) => {
    if (key.key !== 'Escape' || key.defaultPrevented) return
    key.preventDefault()
    key.stopPropagation()
    onClose()
  }
  return (
    <EventFrame event={event} onKeyDown={onKeyDown} onClose={onClose} textLabel={t('reading.text')}>
      {!event || event.deletedAt ? <Gone /> : <EventPage key={event.id} event={event} parts={PARTS} />}
    </EventFrame>
  )
}

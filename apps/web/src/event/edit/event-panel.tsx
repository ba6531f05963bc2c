/**
 * One event as a page that is edited in place: title, date, commentary with notes, then facts, claims, sources and
 * relations. Everything is written through `chronology/ydoc`, each action as one step of undo.
 */
import type { ChronologyEvent } from '@coeval/chronology'
import { trashEvent } from '@coeval/chronology/ydoc'
import { IconTrash } from '@tabler/icons-react'
import type { FocusEvent, KeyboardEvent } from 'react'
import { Readings } from '../../claims/claims.tsx'
import { t } from '../../i18n/late.ts'
import { useEntry, useWholeEntry, useWritingSession } from '../../session/session-context.tsx'
import { isDraft, undoKey, walkHistory } from '../../session/undo-keys.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { EventFrame } from '../event-frame.tsx'
import { EventPage, type EventParts } from '../event-page.tsx'
import { Gone } from '../gone.tsx'
import { Facts } from './facts.tsx'
import { FIELD_CONTROLS } from './field-controls.tsx'
import { InTrash } from './in-trash.tsx'
import { Relations } from './relations.tsx'

const PARTS: EventParts = { fields: FIELD_CONTROLS, Facts, Readings, Relations, hasEmptySections: true }

interface Props {
  eventId: string
  onClose: () => void
}

export default function EventPanel({ eventId, onClose }: Props) {
  const { history, people } = useWritingSession()
  const { announce } = useWorkspace()
  // As it is written: the fields below write it.
  const event = useWholeEntry('events', eventId)
  useReturnFocus()

  const onKeyDown = (key: KeyboardEvent<HTMLElement>) => {
    // ProseMirror claims every Escape, also those that mean nothing to it. Its lists stop theirs on the way here.
    const leavesEditor = key.key === 'Escape' && (key.target as HTMLElement).isContentEditable
    if (key.defaultPrevented && !leavesEditor) return
    const direction = undoKey(key)
    if (direction && !isDraft(key.target)) {
      key.preventDefault()
      key.stopPropagation()
      walkHistory(history, direction, announce)
    } else if (key.key === 'Escape' && !key.nativeEvent.isComposing) {
      key.preventDefault()
      key.stopPropagation()
      onClose()
    }
  }
  const onFocus = (focus: FocusEvent<HTMLElement>) => {
    const field = (focus.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset.field
    people.setWhere(field ? { eventId, field } : { eventId })
  }
  const onBlur = (blur: FocusEvent<HTMLElement>) => {
    history.endStep()
    if (!blur.currentTarget.contains(blur.relatedTarget)) people.setWhere({ eventId })
  }
  return (
    <EventFrame event={event} onKeyDown={onKeyDown} onFocus={onFocus} onBlur={onBlur} onClose={onClose}>
      {!event ? (
        <Gone />
      ) : event.deletedAt ? (
        <InTrash event={event} />
      ) : (
        <EventPage key={event.id} event={event} parts={PARTS} foot={<TrashButton event={event} />} />
      )}
    </EventFrame>
  )
}

function TrashButton({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const { announce } = useWorkspace()
  const title = useEntry('events', event.id)?.title || t('panel.untitled')
  const trash = () => {
    history.step(() => trashEvent(doc, event.id, new Date()))
    announce(t('panel.trashed', { title }))
  }
  return (
    <TextButton tone="danger" leftSection={<IconTrash size={15} aria-hidden />} onClick={trash}>
      {t('panel.trash')}
    </TextButton>
  )
}

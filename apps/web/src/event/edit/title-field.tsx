import { textOf } from '@coeval/chronology/ydoc'
import { useRef, useState } from 'react'
import type { FieldProps } from '../../fields/field-row.tsx'
import { YTextArea } from '../../fields/y-text-area.tsx'
import { t } from '../../i18n/late.ts'
import { FieldPeople } from '../../presence/field-people.tsx'
import { useEntry, useWritingSession } from '../../session/session-context.tsx'
import classes from '../event-title.module.css'

/** Enter leads on to the date. */
export function TitleField({ event }: FieldProps) {
  const { doc } = useWritingSession()
  const shownTitle = useEntry('events', event.id)?.title || t('panel.untitled')
  const field = useRef<HTMLDivElement>(null)
  const [isNew] = useState(() => event.title === '')
  return (
    <div ref={field} data-field="title" className={classes.title}>
      <h2 className="visually-hidden">{shownTitle}</h2>
      <YTextArea
        text={textOf(doc, { collection: 'events', id: event.id }, 'title')}
        label={t('fields.title.label')}
        placeholder={t('panel.titlePlaceholder')}
        autoFocus={isNew}
        onEnter={() => field.current?.parentElement?.querySelector<HTMLElement>('[data-field="date"] input')?.focus()}
      />
      <span className={classes.people}>
        <FieldPeople eventId={event.id} field="title" />
      </span>
    </div>
  )
}

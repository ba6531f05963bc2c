import type { ChronologyEvent } from '@coeval/chronology'
import type { ComponentType } from 'react'
import { t } from '../i18n/late.ts'
import { FieldPeople } from '../presence/field-people.tsx'
import type { RowField } from './event-fields.ts'
import classes from './field-row.module.css'

export interface FieldProps {
  event: ChronologyEvent
  /** The field was just asked for: it takes the focus. */
  startsOpen?: boolean
}

interface FieldRowProps extends FieldProps {
  field: RowField
  /** What draws each field: controls for writers, words for readers. */
  table: Readonly<Record<RowField, ComponentType<FieldProps>>>
}

/** A fact: its name at the left, what is known at the right, and who else is in it. */
export function FieldRow({ event, field, table, startsOpen }: FieldRowProps) {
  const label = t(`fields.${field}.label`)
  const Field = table[field]
  return (
    <div className={classes.row} data-field={field} role="group" aria-label={label}>
      <span className={classes.label} aria-hidden>
        {label}
        <FieldPeople eventId={event.id} field={field} />
      </span>
      <div className={classes.value}>
        <Field event={event} startsOpen={startsOpen} />
      </div>
    </div>
  )
}

/** What holds rows. */
export function FieldRows({ children }: { children: React.ReactNode }) {
  return <div className={classes.rows}>{children}</div>
}

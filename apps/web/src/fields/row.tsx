import type { ReactNode } from 'react'
import { FieldPeople } from '../presence/field-people.tsx'
import classes from './fields.module.css'

interface Props {
  eventId: string
  /** Name of the field, as colleagues are told where I am. */
  field: string
  label: string
  children: ReactNode
}

/** A fact: its name at the left, what is known at the right, and who else is in it. */
export function Row({ eventId, field, label, children }: Props) {
  return (
    <div className={classes.row} data-field={field} role="group" aria-label={label}>
      <span className={classes.rowLabel} aria-hidden>
        {label}
        <FieldPeople eventId={eventId} field={field} />
      </span>
      <div className={classes.rowValue}>{children}</div>
    </div>
  )
}

import type { ChronologyEvent } from '@coeval/chronology'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { isOptionalRow, ROW_FIELDS, type RowField } from '../../fields/event-fields.ts'
import { FieldRow, FieldRows } from '../../fields/field-row.tsx'
import { t } from '../../i18n/late.ts'
import { TextButton } from '../../ui/text-button.tsx'
import classes from './facts.module.css'
import { FIELD_CONTROLS } from './field-controls.tsx'

/** What is known of an event besides title, date and text; some rows are there only when they are filled or asked for. */
export function Facts({ event }: { event: ChronologyEvent }) {
  const [asked, setAsked] = useState<readonly RowField[]>([])
  const shows = (field: RowField) => !isOptionalRow(field) || asked.includes(field) || isFilled(event[field])
  const missing = ROW_FIELDS.filter((field) => !shows(field))
  return (
    <FieldRows>
      {ROW_FIELDS.filter(shows).map((field) => (
        <FieldRow key={field} event={event} field={field} table={FIELD_CONTROLS} startsOpen={asked.at(-1) === field} />
      ))}
      {missing.length > 0 && (
        <p className={classes.missing}>
          {missing.map((field) => (
            <TextButton
              key={field}
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={() => setAsked([...asked, field])}
            >
              {t(`fields.${field}.label`)}
            </TextButton>
          ))}
        </p>
      )}
    </FieldRows>
  )
}

function isFilled(value: ChronologyEvent[RowField]): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

import type { ChronologyEvent } from '@coeval/chronology'
import { ROW_FIELDS } from '../../fields/event-fields.ts'
import { FieldRow, FieldRows } from '../../fields/field-row.tsx'
import { FIELD_WORDS, useEventNames } from '../../fields/field-words.ts'
import { FIELD_VIEWS } from './field-views.tsx'

/** What is known of an event, and no row for what is not. */
export function FactsView({ event }: { event: ChronologyEvent }) {
  const names = useEventNames()
  return (
    <FieldRows>
      {ROW_FIELDS.filter((field) => field === 'kind' || FIELD_WORDS[field]?.(event, names) !== '').map((field) => (
        <FieldRow key={field} event={event} field={field} table={FIELD_VIEWS} />
      ))}
    </FieldRows>
  )
}

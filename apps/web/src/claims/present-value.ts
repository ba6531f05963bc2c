import type { ChronologyEvent, FactRef } from '@coeval/chronology'
import { isShownField } from '../fields/event-fields.ts'
import { FIELD_WORDS, useEventNames } from '../fields/field-words.ts'
import { claimInWords } from './fact-name.tsx'

/** What the event says now of one of its fields, in words; '' where it says nothing, or the fact is another entry's. */
export function usePresentValue(event: ChronologyEvent, about: FactRef): string {
  const names = useEventNames()
  const { type, id, field } = about
  if (type !== 'event' || id !== event.id || field === undefined) return ''
  // A claim about the number has only the number.
  if (field === 'ordinal') return event.ordinal ? String(event.ordinal.value) : ''
  if (isShownField(field)) return FIELD_WORDS[field]?.(event, names) ?? ''
  // A key of a newer version.
  const value = event[field]
  return typeof value === 'string' ? claimInWords({ about, value }, names.asOf) : ''
}

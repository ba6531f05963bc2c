/** Whether the value of a claim reads as the field that the claim is about. Pure. */
import { isEdtf } from '../edtf/index.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import { CERTAINTIES, DATE_BASES, EVENT_KINDS, MODES } from '../vocabularies.ts'
import type { FactRef } from '../types.ts'

const DATE_FIELDS = new Set(['date', 'endDate', 'asOf', 'issued', 'accessed', 'introduced'])
const NUMBER_FIELDS = new Set(['ordinal', 'count', 'colour'])

/** The values that a field of an event may have, where they are few. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  kind: EVENT_KINDS,
  mode: MODES,
  certainty: CERTAINTIES,
  dateBasis: DATE_BASES,
}

/** What the value of a claim must be, by what it is about: one of the terms, if it is a list. */
export type ExpectedValue = 'anything' | 'date' | 'number' | 'address' | 'line' | readonly string[]

export function expectedValue({ type, field }: FactRef): ExpectedValue {
  if (field === undefined || field === '') return 'anything'
  if (DATE_FIELDS.has(field)) return 'date'
  if (NUMBER_FIELDS.has(field)) return 'number'
  if (field === 'URL') return 'address'
  return (type === 'event' && Object.hasOwn(VOCABULARIES, field) && VOCABULARIES[field]) || 'line'
}

/**
 * True where `value` can stand in the field: EDTF in a date, a term in a field with terms, a number in a count, an
 * address in a URL, one line of at most 500 characters elsewhere. A claim about an entry as a whole may say anything.
 */
export function fitsField(about: FactRef, value: string): boolean {
  const expected = expectedValue(about)
  switch (expected) {
    case 'anything':
      return true
    case 'date':
      return isEdtf(value)
    case 'number':
      return /^\d{1,15}$/.test(value)
    case 'address':
      return /^https?:\/\/\S+$/.test(value)
    case 'line':
      return value.trim() !== '' && value.length <= MAX_TITLE_LENGTH && !/[\n\r]/.test(value)
    default:
      return expected.includes(value)
  }
}

/** Whether the value of a claim reads as the field that the claim is about. Pure. */
import { isEdtf } from '../edtf/index.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import { CERTAINTIES, DATE_BASES, EVENT_KINDS, type FactRef, MODES } from '../types.ts'

const DATE_FIELDS = new Set(['date', 'endDate', 'asOf', 'issued', 'accessed', 'introduced'])
const NUMBER_FIELDS = new Set(['ordinal', 'count', 'colour'])

/** The values that a field of an event may have, where they are few. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  kind: EVENT_KINDS,
  mode: MODES,
  certainty: CERTAINTIES,
  dateBasis: DATE_BASES,
}

/**
 * True where `value` can stand in the field: EDTF in a date, a term in a field with terms, a number in a count, an
 * address in a URL, one line of at most 500 characters elsewhere. A claim about an entry as a whole may say anything.
 */
export function fitsField(about: FactRef, value: string): boolean {
  const { type, field } = about
  if (field === undefined || field === '') return true
  if (DATE_FIELDS.has(field)) return isEdtf(value)
  if (NUMBER_FIELDS.has(field)) return /^\d{1,15}$/.test(value)
  if (field === 'URL') return /^https?:\/\/\S+$/.test(value)
  const terms = type === 'event' && Object.hasOwn(VOCABULARIES, field) ? VOCABULARIES[field] : undefined
  if (terms) return terms.includes(value)
  return value.trim() !== '' && value.length <= MAX_TITLE_LENGTH && !/[\n\r]/.test(value)
}

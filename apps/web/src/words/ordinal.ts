import { fitsField } from '@coeval/chronology/claims'
import type { Ordinal } from './labels.ts'

/**
 * The number after `text` was typed in its field: gone where the field was emptied, the very same one where the text is
 * no whole number from 0. What else is kept of it (who says it, its series) stays.
 */
export function ordinalWithNumber(ordinal: Ordinal | undefined, text: string): Ordinal | undefined {
  if (text === '') return undefined
  if (!fitsField({ type: 'event', field: 'ordinal' }, text)) return ordinal
  return { ...ordinal, value: Number(text), status: ordinal?.status || 'stated' }
}

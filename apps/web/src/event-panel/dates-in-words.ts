import type { ChronologyEvent } from '@coeval/chronology'
import { formatEdtf, parseEdtf } from '@coeval/chronology/edtf'
import { currentLanguage, t } from '../i18n/late.ts'

type Dates = Pick<ChronologyEvent, 'date' | 'endDate'>

/**
 * As a reader takes it in; what is no EDTF is shown as it was written. `asOf`: the date up to which the chronology speaks.
 */
export function dateInWords(edtf: string, asOf?: string): string {
  return formatEdtf(edtf, currentLanguage(), asOf)
}

export function datesInWords({ date, endDate }: Dates, asOf?: string): string {
  if (!date) return t('panel.undated')
  const words = dateInWords(date, asOf)
  return endDate ? t('panel.dateRange', { from: words, to: dateInWords(endDate, asOf) }) : words
}

export function endsBeforeItBegins({ date, endDate }: Dates): boolean {
  if (!date || !endDate) return false
  const start = parseEdtf(date)
  const end = parseEdtf(endDate)
  return start.ok && end.ok && end.date.maxMs < start.date.minMs
}

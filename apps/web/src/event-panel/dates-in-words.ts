import type { ChronologyEvent } from '@coeval/chronology'
import { formatEdtf, parseEdtf } from '@coeval/chronology/edtf'
import { currentLanguage, t } from '../i18n/late.ts'

type Dates = Pick<ChronologyEvent, 'date' | 'endDate'>

/** As a reader takes it in; what is no EDTF is shown as it was written. */
export function dateInWords(edtf: string): string {
  return formatEdtf(edtf, currentLanguage())
}

export function datesInWords({ date, endDate }: Dates): string {
  if (!date) return t('panel.undated')
  return endDate ? t('panel.dateRange', { from: dateInWords(date), to: dateInWords(endDate) }) : dateInWords(date)
}

export function endsBeforeItBegins({ date, endDate }: Dates): boolean {
  if (!date || !endDate) return false
  const start = parseEdtf(date)
  const end = parseEdtf(endDate)
  return start.ok && end.ok && end.date.maxMs < start.date.minMs
}

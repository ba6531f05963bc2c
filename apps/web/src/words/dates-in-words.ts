import type { ChronologyEvent } from '@coeval/chronology'
import { formatEdtf, parseEdtf } from '@coeval/chronology/edtf'
// Of the first load: the list and the timeline say dates as well.
import { currentLanguage, t } from '../i18n/index.ts'

interface Dates {
  date: string
  endDate?: string | undefined
}

/**
 * As a reader takes it in; what is no EDTF is shown as it was written. `asOf`: the date up to which the chronology speaks,
 * asked of every caller, since what goes on is open as of that date wherever it is said.
 */
export function dateInWords(edtf: string, asOf: string | undefined): string {
  return formatEdtf(edtf, currentLanguage(), asOf)
}

/** Both dates of an event: "28 August 2004", "2004 – 2009", "… – 2009", "No date". */
export function datesInWords({ date, endDate }: Dates, asOf: string | undefined): string {
  if (!endDate) return date ? dateInWords(date, asOf) : t('list.undated')
  return t('list.dateRange', { start: date ? dateInWords(date, asOf) : '…', end: dateInWords(endDate, asOf) })
}

/** Whether no reading of the two dates is in order. */
export function endsBeforeItBegins({ date, endDate }: Pick<ChronologyEvent, 'date' | 'endDate'>): boolean {
  if (!date || !endDate) return false
  const start = parseEdtf(date)
  const end = parseEdtf(endDate)
  return start.ok && end.ok && end.date.maxMs < start.date.minMs
}

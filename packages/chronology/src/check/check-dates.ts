/** Dates that are not EDTF stay as they are written; they only have no place on the timeline. */
import { expectedValue } from '../claims/index.ts'
import { parseEdtf } from '../edtf/index.ts'
import { said } from '../messages/index.ts'
import type { ChronologyEvent, Claim } from '../types.ts'
import { isBlank } from './check-texts.ts'
import { type Location, type ProblemList, quote } from './problem-list.ts'

export function checkDate(key: string, text: string, at: Location, problems: ProblemList): void {
  if (text === '') return
  const result = parseEdtf(text)
  if (result.ok) return
  problems.warn(
    'kind.date-not-edtf',
    at,
    said('check.date-not-edtf', { key, text: quote(text), where: at.where, hint: result.problem }),
  )
}

/** Only where the end is before the start however both are read: "2004-08" to "2004" may be right. */
export function checkOrderOfDates(event: ChronologyEvent, place: Location, problems: ProblemList): void {
  if (!event.date || !event.endDate) return
  const start = parseEdtf(event.date)
  const end = parseEdtf(event.endDate)
  if (!start.ok || !end.ok || end.date.maxMs >= start.date.minMs) return
  problems.warn(
    'kind.end-before-start',
    { path: `${place.path}/endDate`, where: place.where },
    said('check.end-before-start', { end: quote(event.endDate), where: place.where, start: quote(event.date) }),
  )
}

/** The reading of a date by a source is a date as well. */
export function checkClaimDate(claim: Claim, place: Location, problems: ProblemList): void {
  if (typeof claim.value !== 'string' || isBlank(claim.value)) return
  // With errors in the file it may be about nothing.
  if (!(claim.about as Claim['about'] | undefined) || expectedValue(claim.about) !== 'date') return
  checkDate('value', claim.value, { path: `${place.path}/value`, where: place.where }, problems)
}

/** Whether the value of a claim and what an event says cannot both hold. An event may say less than is known of it. */
import { parseEdtf } from '../edtf/index.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import type { ChronologyEvent } from '../types.ts'

/** What the event has in a field that can be compared; undefined where it has nothing. */
export function valueOf(event: ChronologyEvent, field: string): string | undefined {
  switch (field) {
    case 'date':
    case 'endDate':
    case 'kind':
    case 'mode':
      return event[field] || undefined
    case 'place':
      return event.place?.name || undefined
    case 'ordinal':
      return event.ordinal === undefined ? undefined : String(event.ordinal.value)
    default:
      return undefined
  }
}

/** Both are compared as what they mean: "2004-08" is in "2004", "Astana" is in "Astana, Kazakhstan". */
export function contradicts(event: ChronologyEvent, field: string, claimed: string): boolean {
  const own = valueOf(event, field)
  if (own === undefined) return false
  switch (field) {
    case 'date':
    case 'endDate':
      return areApart(own, claimed)
    case 'place':
      return !isSamePlace([own, event.place?.city, event.place?.country], claimed)
    case 'ordinal':
      return Number(claimed) !== event.ordinal?.value
    default:
      return folded(own) !== folded(claimed)
  }
}

function areApart(one: string, other: string): boolean {
  if (one === other) return false
  const a = parseEdtf(one)
  const b = parseEdtf(other)
  return a.ok && b.ok && (a.date.maxMs < b.date.minMs || b.date.maxMs < a.date.minMs)
}

/** Where one name has all parts of the other, the other only says less. */
function isSamePlace(own: readonly (string | undefined)[], claimed: string): boolean {
  // What is longer than is shown is told of as that.
  if (own.some((name) => name && name.length > MAX_TITLE_LENGTH)) return true
  const mine = partsOf(own.join(','))
  const theirs = partsOf(claimed)
  return isWithin(theirs, mine) || isWithin(partsOf(own[0] ?? ''), theirs)
}

function isWithin(parts: readonly string[], whole: readonly string[]): boolean {
  const known = new Set(whole)
  return parts.every((part) => known.has(part))
}

function partsOf(name: string): string[] {
  return name
    .split(/[,;()/]/)
    .map(folded)
    .filter((part) => part !== '')
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

import { MAX_MS } from './calendar.ts'
import { knownBounds } from './far-bounds.ts'
import { parseEdtf } from './parse.ts'
import type { EdtfDate } from './types.ts'

/**
 * Order of two dates for `sort`: by first instant, then last instant, then text. A date that is only known to lie before
 * something (`[..2023]`, `/2009`) stands where that something ends, not at the beginning of time. What has no place in
 * time comes last: an empty or invalid text, and intervals without a known end.
 */
export function compareEdtf(a: string, b: string): number {
  const first = placed(a)
  const second = placed(b)
  if (!first || !second) return Number(!first) - Number(!second) || order(a, b)
  return (
    order(firstKnown(first), firstKnown(second)) ||
    orderFar(first, second) ||
    order(first.maxMs, second.maxMs) ||
    order(first.text, second.text)
  )
}

/** Among those that lie beyond a `Date`, where all bounds are the same. */
function orderFar(a: EdtfDate, b: EdtfDate): number {
  if (Math.abs(firstKnown(a)) !== MAX_MS) return 0
  const [first, second] = [knownBounds(a), knownBounds(b)]
  if (!first || !second) return Number(!first) - Number(!second)
  return order(first.startMs, second.startMs) || order(first.endMs, second.endMs)
}

function firstKnown({ minMs, maxMs }: EdtfDate): number {
  return Number.isFinite(minMs) ? minMs : maxMs
}

function placed(text: string): EdtfDate | null {
  const result = parseEdtf(text)
  return result.ok && (Number.isFinite(result.date.minMs) || Number.isFinite(result.date.maxMs)) ? result.date : null
}

function order<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import { DAY_MS } from './calendar.ts'
import { knownBounds } from './far-bounds.ts'
import { parseEdtf } from './parse.ts'
import type { DrawSpan } from './types.ts'

/**
 * The span from the start of `date` to the end of `endDate` (or of `date`), or null where nothing is known: such events go
 * to the shelf. With only an end known, the span is the end's own, open at the start. An `endDate` that is no date or lies
 * before the start is left out of account; the checks report it. Finite, and not limited to what a `Date` holds.
 */
export function drawSpan(date: string, endDate?: string): DrawSpan | null {
  const own = spanOf(date)
  const other = endDate ? spanOf(endDate) : null
  if (!own) return other && closeUp({ ...other, openStart: true })
  if (!other || other.endMs < own.startMs) return closeUp(own)
  return closeUp({ startMs: own.startMs, endMs: other.endMs, openStart: own.openStart, openEnd: other.openEnd })
}

type Span = Omit<DrawSpan, 'isPoint'>

function spanOf(text: string): Span | null {
  const result = parseEdtf(text)
  if (!result.ok) return null
  const { date } = result
  const known = knownBounds(date)
  return known && { ...known, openStart: date.openStart !== undefined, openEnd: date.openEnd !== undefined }
}

function closeUp(span: Span): DrawSpan {
  return { ...span, isPoint: !span.openStart && !span.openEnd && span.endMs - span.startMs < DAY_MS }
}

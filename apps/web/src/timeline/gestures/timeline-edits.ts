/** What dragging and keys do to an event's date and track. The proposals are pure; only `writeChange` writes. */
import type { ChronologyEvent } from '@coeval/chronology'
import { type Precision, parseEdtf, setEdtfEnd, shiftEdtf } from '@coeval/chronology/edtf'
import { edit, readEntryById, setMember, updateEntry } from '@coeval/chronology/ydoc'
import type * as Y from 'yjs'

/** The dates that an event would get. */
export interface Dates {
  date: string
  endDate?: string | undefined
}

export interface Change {
  dates?: Dates
  /** Ids of tracks; '' for none. */
  track?: { from: string; to: string }
}

export type Outcome = 'done' | 'unchanged' | 'gone'

export function datesOf(event: ChronologyEvent): Dates {
  return { date: event.date, endDate: event.endDate || undefined }
}

/** All dates of the event moved by `toMs - fromMs`, each at its own precision; null where they cannot be moved. */
export function movedDates({ date, endDate }: Dates, fromMs: number, toMs: number): Dates | null {
  const moved = date ? shiftEdtf(date, fromMs, toMs) : date
  const movedEnd = endDate ? shiftEdtf(endDate, fromMs, toMs) : endDate
  return moved === null || movedEnd === null ? null : { date: moved, endDate: movedEnd }
}

/** One edge of a duration moved to an instant. Null where there is no such edge, or the edges would cross. */
export function resizedDates({ date, endDate }: Dates, edge: 'start' | 'end', toMs: number): Dates | null {
  if (edge === 'end' && endDate) {
    const own = parseEdtf(endDate)
    if (!own.ok) return null
    const moved =
      own.date.form === 'point' ? shiftEdtf(endDate, own.date.maxMs, toMs) : setEdtfEnd(endDate, 'end', toMs)
    return ordered(date, moved) ? { date, endDate: moved ?? undefined } : null
  }
  const own = parseEdtf(date)
  if (!own.ok) return null
  if (own.date.form === 'point') {
    const moved = edge === 'start' ? shiftEdtf(date, own.date.minMs, toMs) : null
    return moved !== null && (!endDate || ordered(moved, endDate)) ? { date: moved, endDate } : null
  }
  const moved = setEdtfEnd(date, edge, toMs)
  return moved === null ? null : { date: moved, endDate }
}

/** The dates one unit of their own precision later (1) or earlier (-1). */
export function steppedDates(dates: Dates, direction: 1 | -1): Dates | null {
  const parsed = parseEdtf(dates.date || dates.endDate || '')
  if (!parsed.ok) return null
  const { start, end } = parsed.date
  const point = typeof start === 'object' ? start : typeof end === 'object' ? end : undefined
  if (!point) return null
  return movedDates(dates, point.minMs, addUnits(point.minMs, parsed.date.precision, direction))
}

/**
 * Writes the change as one transaction. What a colleague has trashed or removed meanwhile stays so: 'gone'. The other
 * fields, and tracks other than the two named, are not touched.
 */
export function writeChange(doc: Y.Doc, eventId: string, change: Change): Outcome {
  const event = readEntryById(doc, 'events', eventId)
  if (!event || event.deletedAt) return 'gone'
  const { dates, track } = change
  const redated = dates && (dates.date !== event.date || (dates.endDate ?? '') !== (event.endDate ?? ''))
  const retracked = track && track.from !== track.to
  if (!redated && !retracked) return 'unchanged'
  edit(doc, () => {
    if (redated) updateEntry(doc, 'events', eventId, { date: dates.date, endDate: dates.endDate })
    if (retracked) {
      if (track.from) setMember(doc, eventId, 'tracks', track.from, false)
      if (track.to) setMember(doc, eventId, 'tracks', track.to, true)
    }
  })
  return 'done'
}

/** The precision that a new event gets at a scale: what the eye can aim at. */
export function precisionAt(msPerPx: number): 'day' | 'month' | 'year' {
  const AIM_PX = 6
  if (msPerPx * AIM_PX < DAY_MS * 2) return 'day'
  return msPerPx * AIM_PX < DAY_MS * 45 ? 'month' : 'year'
}

const DAY_MS = 86_400_000
const MONTHS: Record<Exclude<Precision, 'instant' | 'day'>, number> = {
  month: 1,
  season: 3,
  year: 12,
  decade: 120,
  century: 1_200,
  millennium: 12_000,
  unspecified: 12,
}

function addUnits(ms: number, precision: Precision, count: number): number {
  if (precision === 'day' || precision === 'instant') return ms + count * DAY_MS
  const date = new Date(ms)
  date.setUTCMonth(date.getUTCMonth() + count * MONTHS[precision])
  return date.getTime()
}

function ordered(start: string, end: string | null): boolean {
  if (end === null) return false
  const first = parseEdtf(start)
  const last = parseEdtf(end)
  return !first.ok || !last.ok || last.date.maxMs >= first.date.minMs
}

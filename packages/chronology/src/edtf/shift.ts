/** Dragging: a date moved as a whole, or one edge of it. What comes out always parses. */
import { movePoint } from './move-point.ts'
import { parseEdtf } from './parse.ts'
import type { EdtfDate, EdtfPoint, Precision } from './types.ts'
import { edtfFromMs } from './write.ts'

/**
 * The date moved by `toMs - fromMs`, each of its dates in whole units of its own precision: three weeks move 2004-08 to
 * 2004-09 and leave 2004 where it is. Qualifiers, X and offsets stay. The same text where the distance is less than half a
 * unit; null where the text is no date or cannot be moved (`../..`, XXXX-12-25, beyond what EDTF can write), or where the ends
 * of an interval, moved each at its own precision, would cross.
 */
export function shiftEdtf(text: string, fromMs: number, toMs: number): string | null {
  const result = parseEdtf(text)
  if (!result.ok || !Number.isFinite(fromMs) || !Number.isFinite(toMs)) return null
  let movable = true
  let dates = 0
  // The dates are what stands between the marks of intervals and sets, which stay as they are, spaces included.
  const moved = result.date.text.split(/(\.\.|[[\]{},/\s])/).map((piece, index) => {
    if (index % 2 === 1 || piece === '') return piece
    dates += 1
    const point = movePoint(piece, fromMs, toMs)
    movable &&= point !== null
    return point ?? piece
  })
  return movable && dates > 0 ? checked(moved.join('')) : null
}

/**
 * The date with one edge moved to an instant, at that edge's precision. A single date becomes an interval (2004 pulled out to
 * 2006 is 2004/2006); an open or unknown edge becomes a date as precise as the other edge. Null for sets, seasons, and edges that
 * would cross.
 */
export function setEdtfEnd(text: string, edge: 'start' | 'end', toMs: number): string | null {
  const result = parseEdtf(text)
  if (!result.ok || !Number.isFinite(toMs)) return null
  const { date } = result
  if (date.form === 'one-of' || date.form === 'all-of') return null
  const moved = movedEdge(date, edge, toMs)
  if (moved === null) return null
  if (date.form === 'point') {
    if (moved === date.text) return date.text
    return checked(edge === 'start' ? `${moved}/${date.text}` : `${date.text}/${moved}`)
  }
  const [start, end] = date.text.split('/')
  return checked(edge === 'start' ? `${moved}/${end}` : `${start}/${moved}`)
}

function movedEdge(date: EdtfDate, edge: 'start' | 'end', toMs: number): string | null {
  const own = date[edge]
  if (typeof own === 'object') return movePoint(own.text, edge === 'start' ? own.minMs : own.maxMs, toMs)
  const other = edge === 'start' ? date.end : date.start
  return typeof other === 'object' ? newEdge(other, edge, toMs) : null
}

/** A drawn bar ends after its last instant: an end dropped on midnight means the day before. */
function newEdge(other: EdtfPoint, edge: 'start' | 'end', toMs: number): string {
  return edtfFromMs(edge === 'end' ? toMs - 1 : toMs, WRITTEN[other.precision])
}

const WRITTEN: Record<Precision, 'day' | 'month' | 'year' | 'decade'> = {
  instant: 'day',
  day: 'day',
  month: 'month',
  season: 'month',
  year: 'year',
  decade: 'decade',
  century: 'decade',
  millennium: 'decade',
  unspecified: 'year',
}

function checked(text: string): string | null {
  return parseEdtf(text).ok ? text : null
}

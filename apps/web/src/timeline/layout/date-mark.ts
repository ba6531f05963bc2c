/** How a date is drawn: what is known becomes form, length and ends, never an exactness that the text does not have. Pure. */
import type { ChronologyEvent } from '@coeval/chronology'
import { drawSpan, type EdtfDate, parseEdtf } from '@coeval/chronology/edtf'
import { FARTHEST_MS } from '../axis/axis-reach.ts'

export interface DateMark {
  /** UTC ms; open ends are drawn up to here and run into a fade. */
  startMs: number
  endMs: number
  /** Where the mark of its kind stands. */
  anchorMs: number
  /**
   * `extent`: it happened at one time somewhere within; drawn as a thin bar of that length with the mark at its middle.
   * `choice`: at one (or several) of some named times. `duration`: it lasted from start to end.
   */
  form: 'extent' | 'choice' | 'duration'
  openStart: boolean
  openEnd: boolean
  /** It goes on: `endMs` is as far as that is known. */
  goesOn: boolean
  approximate: boolean
  uncertain: boolean
  /** Its start or end lies beyond the reach of the axis and is drawn where that ends. */
  cutStart: boolean
  cutEnd: boolean
  /** Where it lies wholly beyond: nothing of it can be drawn in its place. */
  beyond: 'before' | 'after' | undefined
}

/** How far an end is drawn on where nothing says how far it reaches. */
const UNKNOWN_RUN_MS = 400 * 86_400_000

/**
 * Null where the event has no date that can be drawn: it goes to the undated shelf. What goes on ("2004/..") is drawn
 * up to `horizonMs`, today or the date up to which the chronology speaks; an unknown end, or the open side of a choice, only
 * fades away.
 */
export function markOf(event: Pick<ChronologyEvent, 'date' | 'endDate'>, horizonMs: number): DateMark | null {
  const span = drawSpan(event.date, event.endDate)
  if (!span) return null
  const own = readDate(event.date)
  const end = event.endDate ? readDate(event.endDate) : undefined
  const form = formOf(own, end)
  const goesOn = span.openEnd && form === 'duration' && (end ?? own)?.openEnd === 'open'
  const startMs = span.openStart ? span.startMs - UNKNOWN_RUN_MS : span.startMs
  // What begins, or is first known to go on, after the horizon is drawn as far as that is known.
  const goesOnMs = horizonMs > Math.max(span.startMs, sinceMs(end ?? own)) ? horizonMs : span.endMs
  const farEndMs = goesOn ? goesOnMs : span.endMs + UNKNOWN_RUN_MS
  const endMs = span.openEnd ? farEndMs : span.endMs
  const anchorMs = form === 'duration' && !span.openStart ? span.startMs : (span.startMs + span.endMs) / 2
  const within = (ms: number) => Math.min(Math.max(ms, -FARTHEST_MS), FARTHEST_MS)
  // What lasts is seen wherever a part of it is; of anything else, where its mark stands.
  const [first, last] = form === 'duration' ? [startMs, endMs] : [anchorMs, anchorMs]
  return {
    startMs: within(startMs),
    endMs: within(endMs),
    anchorMs: within(anchorMs),
    cutStart: startMs < -FARTHEST_MS,
    cutEnd: endMs > FARTHEST_MS,
    beyond: last < -FARTHEST_MS ? 'before' : first > FARTHEST_MS ? 'after' : undefined,
    form,
    openStart: span.openStart,
    openEnd: span.openEnd,
    goesOn,
    approximate: [own, end].some((date) => date?.approximate),
    uncertain: [own, end].some((date) => date?.uncertain),
  }
}

function formOf(own: EdtfDate | undefined, end: EdtfDate | undefined): DateMark['form'] {
  if (end || own?.form === 'interval') return 'duration'
  return own?.form === 'one-of' || own?.form === 'all-of' ? 'choice' : 'extent'
}

/** From when on it is known to go on. */
function sinceMs(date: EdtfDate | undefined): number {
  return typeof date?.start === 'object' ? date.start.minMs : -Infinity
}

function readDate(text: string): EdtfDate | undefined {
  const result = parseEdtf(text)
  return result.ok ? result.date : undefined
}

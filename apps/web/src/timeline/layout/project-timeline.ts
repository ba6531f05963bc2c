/** The chronology as the timeline sees it: lanes, dated events with their marks, the undated and the eras. Pure. */
import type { ChronologyEvent, Track } from '@coeval/chronology'
import { asOfMs, compareEdtf, drawSpan } from '@coeval/chronology/edtf'
import { FARTHEST_MS } from '../axis/axis-reach.ts'
import { TAIL_PX } from './box.ts'
import { type DateMark, markOf } from './date-mark.ts'
import { importanceOf } from './importance.ts'
import type { Era, Lane, TimelineEvent, TimelineModel } from './timeline-model.ts'

const DAY_MS = 86_400_000

export interface ProjectOptions {
  events: readonly ChronologyEvent[]
  /** In their order. */
  tracks: readonly Track[]
  hiddenTracks: ReadonlySet<string>
  nowMs: number
  /** EDTF; what goes on is drawn up to then. */
  asOf?: string
  labelPx: (title: string) => number
}

/** An event is drawn in the first of its shown tracks; one whose tracks are all hidden is not drawn. */
export function projectTimeline(options: ProjectOptions): TimelineModel {
  const { events, tracks, hiddenTracks, nowMs, asOf, labelPx } = options
  const shownTracks = tracks.filter((track) => !hiddenTracks.has(track.id))
  const laneOf = new Map(shownTracks.map((track, index) => [track.id, index]))
  const known = new Set(tracks.map((track) => track.id))
  // By days, so that marks that go on until today can be kept.
  const horizonMs = asOfMs(asOf) ?? horizonOf(events, Math.ceil(nowMs / DAY_MS) * DAY_MS)
  const undated: ChronologyEvent[][] = [...shownTracks.map(() => []), []]
  const drawn: TimelineEvent[] = []
  const eras: Era[] = []
  const beyond = { before: [] as ChronologyEvent[], after: [] as ChronologyEvent[] }
  for (const event of events) {
    const mark = knownMark(event, horizonMs)
    if (event.kind === 'era' && mark && !mark.beyond) {
      eras.push({ id: event.id, title: event.title, mark })
      continue
    }
    const lane = firstLane(event, laneOf, known, shownTracks.length)
    if (lane === undefined) continue
    if (!mark) undated[lane]?.push(event)
    else if (mark.beyond) beyond[mark.beyond].push(event)
    else {
      drawn.push({
        id: event.id,
        event,
        mark,
        lane,
        startMs: mark.startMs,
        endMs: mark.endMs,
        anchorMs: mark.anchorMs,
        lasts: mark.form === 'duration',
        labelPx: labelPx(event.title),
        tailPx: mark.goesOn ? TAIL_PX : 0,
        importance: importanceOf(event),
      })
    }
  }
  drawn.sort(
    (a, b) =>
      a.lane - b.lane || a.anchorMs - b.anchorMs || compareEdtf(a.event.date, b.event.date) || (a.id < b.id ? -1 : 1),
  )
  for (const side of [beyond.before, beyond.after]) side.sort((a, b) => compareEdtf(a.date, b.date))
  const lanes: Lane[] = shownTracks.map((track, index) => ({ id: track.id, track, undated: undated[index] ?? [] }))
  const trackless = undated[shownTracks.length] ?? []
  const needsExtra = trackless.length > 0 || drawn.some((one) => one.lane === shownTracks.length) || tracks.length === 0
  if (needsExtra) lanes.push({ id: '', track: null, undated: trackless })
  return { lanes, events: drawn, eras, beyond, span: spanOf(drawn, eras), asOf }
}

/** Entries that have not changed are the same objects, so that an edit parses one date only. */
const marks = new WeakMap<ChronologyEvent, { horizonMs: number; mark: DateMark | null }>()

function knownMark(event: ChronologyEvent, horizonMs: number): DateMark | null {
  const known = marks.get(event)
  if (known?.horizonMs === horizonMs) return known.mark
  const mark = markOf(event, horizonMs)
  marks.set(event, { horizonMs, mark })
  return mark
}

function firstLane(
  event: ChronologyEvent,
  laneOf: ReadonlyMap<string, number>,
  known: ReadonlySet<string>,
  tracklessLane: number,
): number | undefined {
  let lane: number | undefined
  let hasTrack = false
  for (const id of event.tracks) {
    if (!known.has(id)) continue
    hasTrack = true
    const index = laneOf.get(id)
    if (index !== undefined && (lane === undefined || index < lane)) lane = index
  }
  return hasTrack ? lane : tracklessLane
}

/** What goes on is drawn up to today, or to the last known date where that is later. */
function horizonOf(events: readonly ChronologyEvent[], nowMs: number): number {
  let horizonMs = nowMs
  for (const event of events) {
    const endMs = drawSpan(event.date, event.endDate)?.endMs ?? nowMs
    // One that lies beyond the axis does not draw the others out that far.
    if (endMs <= FARTHEST_MS) horizonMs = Math.max(horizonMs, endMs)
  }
  return horizonMs
}

/** Of the known dates: what only fades away, goes on until today or leaves the axis does not widen "all". */
function spanOf(events: readonly TimelineEvent[], eras: readonly Era[]): TimelineModel['span'] {
  let fromMs = Infinity
  let toMs = -Infinity
  for (const { mark } of [...events, ...eras]) {
    if (mark.cutStart && mark.cutEnd) continue
    const firstMs = mark.openStart ? mark.anchorMs : mark.startMs
    const lastMs = mark.openEnd ? mark.anchorMs : mark.endMs
    fromMs = Math.min(fromMs, mark.cutStart ? lastMs : firstMs)
    toMs = Math.max(toMs, mark.cutEnd ? firstMs : lastMs)
  }
  return fromMs <= toMs ? { fromMs, toMs } : null
}

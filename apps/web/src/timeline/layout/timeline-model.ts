/** The chronology as the timeline sees it: lanes, dated events with their marks, the undated and the eras. */
import type { ChronologyEvent, Track } from '@coeval/chronology'
import type { TimeWindow } from '../axis/time-window.ts'
import type { DateMark } from './date-mark.ts'
import type { Placeable } from './placement.ts'

export interface Lane {
  /** Id of its track; '' for the events without one. */
  id: string
  track: Track | null
  undated: readonly ChronologyEvent[]
}

export interface TimelineEvent extends Placeable {
  event: ChronologyEvent
  mark: DateMark
}

export interface Era {
  id: string
  title: string
  mark: DateMark
}

export interface TimelineModel {
  lanes: readonly Lane[]
  /** Dated events of the shown lanes, by lane, then time. */
  events: readonly TimelineEvent[]
  eras: readonly Era[]
  /** Dated events of the shown lanes that lie beyond the reach of the axis, in their order. */
  beyond: { before: readonly ChronologyEvent[]; after: readonly ChronologyEvent[] }
  /** From the first to the last known date; null where nothing is dated. */
  span: TimeWindow | null
  /** EDTF of the date up to which the chronology speaks. */
  asOf: string | undefined
}

/** Before there is anything to show. */
export const NO_MODEL: TimelineModel = {
  lanes: [],
  events: [],
  eras: [],
  beyond: { before: [], after: [] },
  span: null,
  asOf: undefined,
}

/** What the module gives: the one description of a date that the timeline, the table, the panel and the formats share. */

/** An interval's end that is not a date: `..` is open (it goes on), a blank is unknown (it has an end; nobody knows it). */
export type Openness = 'open' | 'unknown'

/** From fine to coarse. A date is as precise as its known leading part: `2004-XX` is a year, `15XX-12-25` a century. */
export type Precision =
  | 'instant'
  | 'day'
  | 'month'
  | 'season'
  | 'year'
  | 'decade'
  | 'century'
  | 'millennium'
  | 'unspecified'

/** One date, date-time, season or year, with its outer bounds in UTC ms (inclusive; clamped to what `Date` can carry). */
export interface EdtfPoint {
  text: string
  precision: Precision
  minMs: number
  maxMs: number
  approximate: boolean
  uncertain: boolean
  unspecified: boolean
}

/** Consecutive members of a set: `1670..1672`, `..1984`, `2006..`. */
export interface EdtfRun {
  from: EdtfPoint | 'open'
  to: EdtfPoint | 'open'
}

export interface EdtfDate {
  /** As written. Never rewritten: offsets, exponents and qualifiers stay. */
  text: string
  /** The lowest level of ISO 8601-2 that has it (levels of the Library of Congress profile). */
  level: 0 | 1 | 2
  form: 'point' | 'interval' | 'one-of' | 'all-of'
  /** Of an interval its start; of a point the point; of a set its earliest member. */
  start: EdtfPoint | Openness
  end: EdtfPoint | Openness
  /** Of a set; [] otherwise. */
  members: (EdtfPoint | EdtfRun)[]
  /** First instant, UTC ms; -Infinity where open. Where the start is unknown: the first instant of the known end. */
  minMs: number
  /** Last instant (inclusive, …23:59:59.999), UTC ms; Infinity where open. Where the end is unknown: that of the start. */
  maxMs: number
  approximate: boolean
  uncertain: boolean
  unspecified: boolean
  openStart?: Openness
  openEnd?: Openness
  /** Of the point, or the coarsest among the ends or members. */
  precision: Precision
}

/** `problem` is a sentence: what is wrong and what to write instead. */
export type EdtfResult = { ok: true; date: EdtfDate } | { ok: false; problem: string }

/** What the timeline draws. Both times are finite. An open or unknown edge stops at the last known instant. */
export interface DrawSpan {
  startMs: number
  /** Inclusive. */
  endMs: number
  openStart: boolean
  openEnd: boolean
  /** Not longer than a day and closed at both ends. */
  isPoint: boolean
}

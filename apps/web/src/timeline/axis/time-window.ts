/** A stretch of time, in UTC ms that may lie beyond a Date. */
export interface TimeWindow {
  fromMs: number
  toMs: number
}

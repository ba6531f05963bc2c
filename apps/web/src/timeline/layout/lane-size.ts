/** The measures of a lane, in px: rows, what is above and below them. The styles in draw/ have the same numbers. */

export const ROW_PX = 24
export const LANE_PADDING_PX = 10
/** Two lines of a lane's name. */
export const MIN_LANE_PX = 42
/** Below the rows of a lane that has counts of hidden events. */
export const CHIPS_PX = 18
/** Above the first lane's rows, for the names of eras. */
const ERA_TITLES_PX = 16

export interface LaneSize {
  /** What is above its rows. */
  topPx: number
  heightPx: number
}

/** `lane`: its index. `rows`: how many it has. */
export function laneSize(lane: number, rows: number, has: { eras: boolean; hidden: boolean }): LaneSize {
  const topPx = laneTopPx(lane, has.eras)
  const heightPx = Math.max(rows * ROW_PX + LANE_PADDING_PX + (has.hidden ? CHIPS_PX : 0), MIN_LANE_PX) + topPx
  return { topPx, heightPx }
}

/** What is above the rows of a lane: the names of eras, above the first. */
export function laneTopPx(lane: number, hasEras: boolean): number {
  return lane === 0 && hasEras ? ERA_TITLES_PX : 0
}

/** Levels of scale: the layout is made once per level, not per scale. */

/** Scale levels are this factor apart; the layout is made for the coarser end, so labels never overlap within a level. */
const LEVEL_STEP = Math.SQRT2

/** The level of a scale relative to the scale at which everything fits, which is level 0. */
export function levelOf(pxPerMs: number, fitPxPerMs: number): number {
  // A hair more, so that "fit all" itself is level 0 whatever the rounding.
  return Math.floor(Math.log(pxPerMs / fitPxPerMs) / Math.log(LEVEL_STEP) + 1e-3)
}

/** The coarsest scale of a level. */
export function scaleOfLevel(level: number, fitPxPerMs: number): number {
  return fitPxPerMs * LEVEL_STEP ** level
}

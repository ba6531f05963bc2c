/**
 * The widths at which something changes, in CSS pixels. CSS cannot read them (a custom property is not allowed in a media query),
 * so its numbers stand there as they are, and `tokens.test.ts` holds them to this list.
 */
export const BREAKPOINTS_PX = {
  /** Two columns become one. */
  small: 480,
  /** A phone: one thing at a time. */
  narrow: 640,
  /** From here down fingers are reckoned with (`--touch`). */
  touch: 768,
  /** Labels beside signs go. */
  labels: 992,
  /** Side panels lie above the page. */
  overlay: 1024,
  /** There is room for everything beside everything. */
  wide: 1200,
} as const

/** Widths of a part of the page, for its own container queries. */
export const CONTAINER_BREAKPOINTS_PX = [400, 560, 940, 1180]

export const NARROW = `(max-width: ${BREAKPOINTS_PX.narrow}px)`
export const WIDE = `(min-width: ${BREAKPOINTS_PX.wide}px)`

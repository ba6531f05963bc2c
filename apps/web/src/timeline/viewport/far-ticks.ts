import { YEAR_MS } from '../axis/axis-reach.ts'
import { axisTicks, type LongAxisWords, type Tick } from '../axis/long-axis.ts'
import type { Viewport } from './viewport.ts'

/** From here on vis' own axis has no steps any more, and its labels no room. */
const LONG_AXIS_MS = 1000 * YEAR_MS

/** The ticks of a window that vis cannot draw itself; null where it can. */
export function farTicks({ window, unit, widthPx }: Viewport, words: LongAxisWords): readonly Tick[] | null {
  if (unit === 1 && window.toMs - window.fromMs < LONG_AXIS_MS) return null
  return axisTicks(window, widthPx, words)
}

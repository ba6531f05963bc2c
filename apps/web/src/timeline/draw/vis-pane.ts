import type { Timeline } from 'vis-timeline/esnext'
import { internalsOf } from '../vis/internals.ts'
import type { Pane } from '../viewport/viewport.ts'

const ANIMATION = { duration: 180, easingFunction: 'easeOutQuad' }
/** What the lanes' names take, before vis has measured them; and the least that is left. */
const NAMES_PX = 160
const MIN_WIDTH_PX = 100

/** vis as the pane that a viewport moves. */
export function visPane(timeline: Timeline, container: HTMLElement): Pane {
  const internals = internalsOf(timeline)
  return {
    range: () => internals.range,
    setRange: (start, end, isAnimated) =>
      internals.range.setRange(start, end, { animation: isAnimated && ANIMATION, byUser: false }),
    setLimits: (limits) => timeline.setOptions(limits),
    setNow: (ms) => timeline.setCurrentTime(ms),
    widthPx: () => internals.props.center.width || Math.max(container.clientWidth - NAMES_PX, MIN_WIDTH_PX),
    measure: () => internals.dom.centerContainer.getBoundingClientRect(),
    isStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
}

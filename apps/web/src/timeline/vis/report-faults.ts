import type { Timeline } from 'vis-timeline/esnext'
import { internalsOf } from './internals.ts'

/**
 * Hands what goes wrong within vis to `report`: errors in its frames, gestures and timers have no caller that could
 * catch them. After the first such error vis is not used any more.
 */
export function reportFaults(timeline: Timeline, report: (error: unknown) => void): void {
  const internals = internalsOf(timeline)
  let failed = false
  const guarded =
    <A extends unknown[]>(work: (...args: A) => unknown) =>
    (...args: A): void => {
      if (failed) return
      try {
        work(...args)
      } catch (error) {
        failed = true
        report(error)
      }
    }
  const draw = guarded(internals._origRedraw.bind(timeline))
  let isAwaited = false
  // vis' own throttle has the bare drawing within it; all of these are called by name.
  internals._origRedraw = draw
  internals._redraw = () => {
    if (isAwaited) return
    isAwaited = true
    requestAnimationFrame(() => {
      isAwaited = false
      draw()
    })
  }
  // vis' own listeners of wheel and scroll bar, which were added before we came, work through these two.
  const scroll = guarded(internals._setScrollTop.bind(timeline))
  internals._setScrollTop = (scrollTop) => {
    scroll(scrollTop)
    return internals.props.scrollTop
  }
  internals.emit = guarded(internals.emit.bind(timeline))
  internals.body.emitter.emit = guarded(internals.body.emitter.emit)
  internals.range.setRange = guarded(internals.range.setRange.bind(internals.range))
}

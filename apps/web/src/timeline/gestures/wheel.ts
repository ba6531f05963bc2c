/**
 * Wheel and trackpad: with Ctrl or ⌘ (and so by pinching a trackpad) zoom around the pointer; sideways, or with Shift,
 * pan; the rest is vertical scrolling, which vis does. vis' own zoom jumps 20 % per event whatever the wheel says.
 */
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimelineController } from '../controller/timeline-controller.ts'

const LINE_PX = 16
const PAGE_PX = 400
/** A wheel notch (100 px) zooms by about a fifth; a trackpad's small steps add up smoothly. */
const ZOOM_PER_PX = 0.002
const MAX_PX = 200

export function followWheel(element: HTMLElement, controller: TimelineController, guard: FaultGuard): () => void {
  const onWheel = guard((event: WheelEvent) => {
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? LINE_PX
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? PAGE_PX
          : 1
    const x = event.deltaX * unit
    const y = event.deltaY * unit
    if (event.ctrlKey || event.metaKey) {
      const by = Math.min(Math.max(y, -MAX_PX), MAX_PX)
      // Pinches of a trackpad come as fractions of a few pixels.
      const pinch = event.ctrlKey && Math.abs(y) < 20 ? 5 : 1
      controller.viewport.zoom(Math.exp(-by * ZOOM_PER_PX * pinch), {
        aroundMs: controller.viewport.timeAt(event.clientX),
        animate: false,
      })
    } else if (event.shiftKey || Math.abs(x) > Math.abs(y)) {
      controller.viewport.pan((Math.abs(x) > Math.abs(y) ? x : y) / controller.viewport.widthPx, { animate: false })
    } else if (!controller.list.contains(event.target as Node)) {
      // vis scrolls over its middle only.
      controller.lanes.scrollBy(y)
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  element.addEventListener('wheel', onWheel, { capture: true, passive: false })
  return () => element.removeEventListener('wheel', onWheel, { capture: true })
}

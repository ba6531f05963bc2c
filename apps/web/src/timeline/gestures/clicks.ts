import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimelineController } from '../controller/timeline-controller.ts'

interface ClickOptions {
  controller: TimelineController
  layer: HTMLElement
  /** Whether the click that is being handled only ends something else, as a drag. */
  isTaken: () => boolean
  onOpen: (eventId: string) => void
  /** Twice, where nothing is: a lane and a time in UTC ms. */
  onEmpty: (lane: number, ms: number) => void
  guard: FaultGuard
}

/** Clicks on events and beside them, until the returned function is called. */
export function followClicks({ controller, layer, isTaken, onOpen, onEmpty, guard }: ClickOptions): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const onClick = guard((event: MouseEvent) => {
    if (isTaken()) return
    const id = (event.target as Element).closest<HTMLElement>('.tl-item')?.dataset.event
    if (id) onOpen(id)
  })
  const onDoubleClick = guard((event: MouseEvent) => {
    const target = event.target as Element
    if (target.closest('.tl-item, button') || !controller.list.contains(target)) return
    onEmpty(controller.lanes.laneAt(event.clientY), controller.viewport.timeAt(event.clientX))
  })
  layer.addEventListener('click', onClick, { signal })
  layer.addEventListener('dblclick', onDoubleClick, { signal })
  return () => listening.abort()
}

/**
 * Dragging an event to another date or lane, and a duration by one edge. The event stays where it is; a ghost shows
 * where it would go, in words. So nothing that arrives meanwhile can cancel the drag: it is decided at the drop, and
 * what the label shows is what is written.
 */
import './drag.css'
import './floating.css'
import { colourOf } from '../draw/track-colour.ts'
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimelineController } from '../controller/timeline-controller.ts'
import { type Dates, datesOf, movedDates, resizedDates } from './timeline-edits.ts'
import type { TimelineEvent } from '../layout/timeline-model.ts'

export interface Drop {
  event: TimelineEvent
  /** Undefined where the drag leaves them as they are: then a colleague's new date stays too. */
  dates: Dates | undefined
  fromTrack: string
  toTrack: string
}

interface DragOptions {
  controller: TimelineController
  layer: HTMLElement
  /** The words on the ghost. */
  words: (drop: Drop, movable: boolean) => string
  isSelected: (eventId: string) => boolean
  onDrop: (drop: Drop) => void
  guard: FaultGuard
}

const THRESHOLD_PX = 4

interface Drag {
  event: TimelineEvent
  pointerId: number
  edge: 'start' | 'end' | undefined
  startX: number
  startY: number
  grabbedMs: number
  began: boolean
  drop: Drop | null
}

export class ItemDrag {
  readonly #options: DragOptions
  readonly #root: HTMLElement
  readonly #ghost: HTMLElement
  readonly #listening = new AbortController()
  #following: AbortController | undefined
  #drag: Drag | null = null
  /** A click follows the end of a drag: it must not select. */
  #justDragged = false

  constructor(options: DragOptions) {
    this.#options = options
    this.#root = options.controller.internals.dom.root
    this.#ghost = document.createElement('div')
    this.#ghost.className = 'tl-ghost'
    this.#ghost.hidden = true
    options.layer.append(this.#ghost)
    // Before vis hears of it, which would pan.
    const { signal } = this.#listening
    options.layer.addEventListener('pointerdown', options.guard(this.#onDown), { capture: true, signal })
  }

  /** Whether the click that is being handled belongs to a drag that has just ended. */
  takeClick(): boolean {
    const was = this.#justDragged
    this.#justDragged = false
    return was
  }

  close(): void {
    this.#end()
    this.#listening.abort()
    this.#ghost.remove()
  }

  readonly #onDown = (event: PointerEvent): void => {
    this.#justDragged = false
    if (this.#drag || event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey) return
    const target = event.target as HTMLElement
    const box = target.closest<HTMLElement>('.tl-item')
    const id = box?.dataset.event
    if (!id || !this.#root.contains(box)) return
    const grabsEvent = target.closest('.tl-event, .tl-edge') !== null || box.classList.contains('tl-as-bar')
    const { controller } = this.#options
    const found = controller.eventById(id)
    // With a finger one pans, unless the event has been selected first.
    if (!grabsEvent || !found || (event.pointerType === 'touch' && !this.#options.isSelected(id))) return
    event.stopPropagation()
    const edge = target.closest<HTMLElement>('.tl-edge')?.dataset.edge as 'start' | 'end' | undefined
    this.#drag = {
      event: found,
      pointerId: event.pointerId,
      edge,
      startX: event.clientX,
      startY: event.clientY,
      grabbedMs: controller.viewport.timeAt(event.clientX),
      began: false,
      drop: null,
    }
    this.#following = new AbortController()
    const { signal } = this.#following
    const { guard } = this.#options
    window.addEventListener('pointermove', guard(this.#onMove), { signal })
    window.addEventListener('pointerup', guard(this.#onUp), { signal })
    window.addEventListener('pointercancel', this.#onCancel, { signal })
    window.addEventListener('keydown', this.#onKey, { capture: true, signal })
  }

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag
    if (!drag || event.pointerId !== drag.pointerId) return
    if (!drag.began) {
      if (Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) < THRESHOLD_PX) return
      drag.began = true
      this.#root.dataset.dragging = 'true'
    }
    event.preventDefault()
    this.#show(drag, event.clientX, event.clientY)
  }

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag
    if (!drag || event.pointerId !== drag.pointerId) return
    this.#justDragged = drag.began
    this.#end()
    if (drag.began && drag.drop) this.#options.onDrop(drag.drop)
  }

  readonly #onCancel = (): void => this.#end()

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#justDragged = true
    this.#end()
  }

  #show(drag: Drag, x: number, y: number): void {
    const { controller } = this.#options
    const { event, edge } = drag
    const toMs = controller.viewport.timeAt(x)
    const before = datesOf(event.event)
    // Up or down only: the hand never holds the date quite still.
    const still = !edge && Math.abs(x - drag.startX) < THRESHOLD_PX * 2
    const dates = still ? before : edge ? resizedDates(before, edge, toMs) : movedDates(before, drag.grabbedMs, toMs)
    const overLane = edge ? event.lane : controller.lanes.laneAt(y)
    const lane = overLane === -1 ? event.lane : overLane
    const fromTrack = controller.model.lanes[event.lane]?.id ?? ''
    const toTrack = controller.model.lanes[lane]?.id ?? ''
    const redated = dates && (dates.date !== before.date || dates.endDate !== before.endDate)
    drag.drop = { event, dates: redated ? dates : undefined, fromTrack, toTrack }
    this.#ghost.hidden = false
    this.#ghost.textContent = this.#options.words(drag.drop, dates !== null)
    this.#ghost.dataset.trackColour = colourOf(controller.model.lanes[lane])
    const bounds = this.#options.layer.getBoundingClientRect()
    const width = this.#ghost.offsetWidth
    const left = Math.min(Math.max(x - bounds.left + 12, 4), bounds.width - width - 4)
    this.#ghost.style.transform = `translate(${left}px, ${y - bounds.top + 14}px)`
    this.#markLane(lane)
    const element = controller.elementOf(event.id)
    const box = element?.closest<HTMLElement>('.tl-item')
    box?.style.setProperty('--drag-x', edge ? '0px' : `${x - drag.startX}px`)
    box?.style.setProperty('--drag-y', edge ? '0px' : `${y - drag.startY}px`)
    box?.classList.add('tl-dragged')
  }

  #markLane(lane: number): void {
    for (const label of this.#root.querySelectorAll('.tl-lane')) label.removeAttribute('data-target')
    const labels = this.#root.querySelectorAll('.vis-labelset .tl-lane')
    labels[lane]?.setAttribute('data-target', 'true')
  }

  #end(): void {
    if (!this.#drag) return
    const id = this.#drag.event.id
    this.#drag = null
    this.#ghost.hidden = true
    delete this.#root.dataset.dragging
    this.#markLane(-1)
    const box = this.#options.controller.elementOf(id)?.closest<HTMLElement>('.tl-item')
    box?.classList.remove('tl-dragged')
    this.#following?.abort()
  }
}

/** The tooltip of an event: for the pointer after a moment, for the keyboard at once. Hidden from screen readers, which
 * have the same words as the event's own name. */
import './floating.css'
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimelineController } from '../controller/timeline-controller.ts'
import type { TimelineEvent } from '../layout/timeline-model.ts'

interface TooltipOptions {
  controller: TimelineController
  layer: HTMLElement
  /** Title first, then a line each. */
  lines: (event: TimelineEvent) => string[]
  guard: FaultGuard
}

const DELAY_MS = 250
const GAP_PX = 6

export class Tooltip {
  readonly #options: TooltipOptions
  readonly #element: HTMLElement
  readonly #listening = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #shownId: string | undefined

  constructor(options: TooltipOptions) {
    this.#options = options
    this.#element = document.createElement('div')
    this.#element.className = 'tl-tooltip'
    this.#element.setAttribute('aria-hidden', 'true')
    this.#element.hidden = true
    options.layer.append(this.#element)
    const { signal } = this.#listening
    options.layer.addEventListener('pointerover', options.guard(this.#onOver), { signal })
    options.layer.addEventListener('pointerleave', this.#onLeave, { signal })
    options.layer.addEventListener('pointerdown', this.#onLeave, { signal })
    options.layer.addEventListener('wheel', this.#onLeave, { passive: true, signal })
  }

  show(id: string): void {
    const { controller, layer } = this.#options
    const event = controller.eventById(id)
    const glyph = controller.elementOf(id)
    if (!event || !glyph) return this.hide()
    this.#shownId = id
    this.#element.replaceChildren(
      ...this.#options.lines(event).map((line) => {
        const row = document.createElement('div')
        row.textContent = line
        return row
      }),
    )
    this.#element.hidden = false
    const bounds = layer.getBoundingClientRect()
    const box = glyph.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.#element
    const left = Math.min(Math.max(box.left - bounds.left, 4), bounds.width - width - 4)
    const below = box.bottom - bounds.top + GAP_PX
    const top = below + height > bounds.height ? box.top - bounds.top - height - GAP_PX : below
    this.#element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  }

  hide(): void {
    clearTimeout(this.#timer)
    this.#shownId = undefined
    this.#element.hidden = true
  }

  close(): void {
    this.hide()
    this.#listening.abort()
    this.#element.remove()
  }

  readonly #onOver = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons !== 0) return
    const id = (event.target as Element).closest<HTMLElement>('.tl-event')?.dataset.eventId
    if (id === this.#shownId && id !== undefined) return
    this.hide()
    if (id)
      this.#timer = setTimeout(
        this.#options.guard(() => this.show(id)),
        DELAY_MS,
      )
  }

  readonly #onLeave = (): void => this.hide()
}

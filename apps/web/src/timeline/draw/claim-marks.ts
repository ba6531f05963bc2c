/** Competing readings of the selected event's date: hollow marks in its row, joined to it by a thin line. */
import type { TimelineController } from '../timeline-controller.ts'
import { markOf } from '../layout/date-mark.ts'
import { lanesBox } from '../vis/vis-internals.ts'

interface Reading {
  date: string
  anchorMs: number
  element: HTMLElement
}

const MIDDLE_PX = 10
const APART_PX = 14
const MAX_PX = 20_000

export class Readings {
  readonly #controller: TimelineController
  readonly #describe: (date: string) => string
  readonly #layer: HTMLElement
  readonly #line: HTMLElement
  #eventId: string | undefined
  #key = ''
  #readings: Reading[] = []

  constructor(controller: TimelineController, describe: (date: string) => string) {
    this.#controller = controller
    this.#describe = describe
    this.#layer = document.createElement('div')
    this.#layer.className = 'tl-readings'
    this.#layer.setAttribute('aria-hidden', 'true')
    this.#line = document.createElement('div')
    this.#line.className = 'tl-readings-line'
    this.#layer.append(this.#line)
    this.#layer.hidden = true
    controller.internals.dom.root.append(this.#layer)
  }

  /** `dates` are EDTF; those that cannot be drawn, or stand where the event stands, are left out. */
  set(eventId: string | undefined, dates: readonly string[]): void {
    const own = eventId === undefined ? undefined : this.#controller.eventById(eventId)
    const key = [eventId, own?.event.date, ...dates, ...dates.map(this.#describe)].join(' ')
    if (key === this.#key) return
    this.#key = key
    this.#eventId = eventId
    for (const { element } of this.#readings) element.remove()
    this.#readings = []
    for (const date of new Set(dates)) {
      const mark = own && date !== own.event.date ? markOf({ date }, Date.now()) : null
      if (!mark) continue
      const element = document.createElement('div')
      element.className = 'tl-reading'
      element.title = this.#describe(date)
      this.#layer.append(element)
      this.#readings.push({ date, anchorMs: mark.anchorMs, element })
    }
    this.place()
  }

  place(): void {
    const event = this.#eventId === undefined ? undefined : this.#controller.eventById(this.#eventId)
    const placement = this.#eventId === undefined ? undefined : this.#controller.placementOf(this.#eventId)
    this.#layer.hidden = !event || !placement || this.#readings.length === 0
    if (!event || !placement || this.#readings.length === 0) return
    for (const [side, px] of Object.entries(lanesBox(this.#controller.internals))) {
      this.#layer.style.setProperty(side, `${px}px`)
    }
    this.#layer.dataset.trackColour = String(this.#controller.model.lanes[event.lane]?.track?.colour ?? 7)
    const { fromMs } = this.#controller.window
    // A layout of a million pixels is one that browsers give up on.
    const x = (ms: number) => Math.min(Math.max((ms - fromMs) * this.#controller.pxPerMs, -MAX_PX), MAX_PX)
    const y = this.#controller.rowTop(event.lane, placement.row) + MIDDLE_PX
    const places = [event.anchorMs, ...this.#readings.map((reading) => reading.anchorMs)].map(x)
    const left = Math.min(...places)
    this.#line.style.transform = `translate(${left}px, ${y}px)`
    this.#line.style.width = `${Math.max(...places) - left}px`
    for (const { element, anchorMs } of this.#readings) {
      // Over the event's own mark it would only hide it.
      element.hidden = Math.abs(x(anchorMs) - x(event.anchorMs)) < APART_PX
      element.style.transform = `translate(${x(anchorMs) - 6}px, ${y - 6}px)`
    }
  }

  close(): void {
    this.#layer.remove()
  }
}

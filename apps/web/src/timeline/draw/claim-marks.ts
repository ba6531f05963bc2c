/** Competing claims about the selected event's date: hollow marks in its row, joined to it by a thin line. */
import './claim-marks.css'
import type { Placement } from '../layout/placement.ts'
import type { TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'
import type { Viewport } from '../viewport/viewport.ts'
import { markOf } from '../layout/date-mark.ts'
import { colourOf } from './track-colour.ts'
import type { Lanes } from './lanes.ts'
import { lanesBox, type VisInternals } from '../vis/internals.ts'

/** What positions the marks: the timeline that they are on. */
interface Host {
  internals: VisInternals
  viewport: Viewport
  lanes: Lanes
  model: TimelineModel
  eventById: (id: string) => TimelineEvent | undefined
  placementOf: (id: string) => Placement | undefined
}

interface ClaimMark {
  anchorMs: number
  element: HTMLElement
}

const MIDDLE_PX = 10
const APART_PX = 14
const MAX_PX = 20_000

export class ClaimMarks {
  readonly #host: Host
  readonly #describe: (date: string) => string
  readonly #layer: HTMLElement
  readonly #line: HTMLElement
  #eventId: string | undefined
  #key = ''
  #marks: ClaimMark[] = []

  constructor(host: Host, describe: (date: string) => string) {
    this.#host = host
    this.#describe = describe
    this.#layer = document.createElement('div')
    this.#layer.className = 'tl-claims'
    this.#layer.setAttribute('aria-hidden', 'true')
    this.#line = document.createElement('div')
    this.#line.className = 'tl-claims-line'
    this.#layer.append(this.#line)
    this.#layer.hidden = true
    host.internals.dom.root.append(this.#layer)
  }

  /** `dates` are EDTF; those that cannot be drawn, or are where the event is, are left out. */
  set(eventId: string | undefined, dates: readonly string[]): void {
    const own = eventId === undefined ? undefined : this.#host.eventById(eventId)
    const key = [eventId, own?.event.date, ...dates, ...dates.map(this.#describe)].join(' ')
    if (key === this.#key) return
    this.#key = key
    this.#eventId = eventId
    for (const { element } of this.#marks) element.remove()
    this.#marks = []
    for (const date of new Set(dates)) {
      const mark = own && date !== own.event.date ? markOf({ date }, Date.now()) : null
      if (!mark) continue
      const element = document.createElement('div')
      element.className = 'tl-claim'
      element.title = this.#describe(date)
      this.#layer.append(element)
      this.#marks.push({ anchorMs: mark.anchorMs, element })
    }
    this.place()
  }

  place(): void {
    const event = this.#eventId === undefined ? undefined : this.#host.eventById(this.#eventId)
    const placement = this.#eventId === undefined ? undefined : this.#host.placementOf(this.#eventId)
    this.#layer.hidden = !event || !placement || this.#marks.length === 0
    if (!event || !placement || this.#marks.length === 0) return
    for (const [side, px] of Object.entries(lanesBox(this.#host.internals))) {
      this.#layer.style.setProperty(side, `${px}px`)
    }
    this.#layer.dataset.trackColour = colourOf(this.#host.model.lanes[event.lane])
    const { window, pxPerMs } = this.#host.viewport
    // A layout of a million pixels is one that browsers give up on.
    const x = (ms: number) => Math.min(Math.max((ms - window.fromMs) * pxPerMs, -MAX_PX), MAX_PX)
    const y = this.#host.lanes.rowTop(event.lane, placement.row) + MIDDLE_PX
    const places = [event.anchorMs, ...this.#marks.map((mark) => mark.anchorMs)].map(x)
    const left = Math.min(...places)
    this.#line.style.transform = `translate(${left}px, ${y}px)`
    this.#line.style.width = `${Math.max(...places) - left}px`
    for (const { element, anchorMs } of this.#marks) {
      // Over the event's own mark it would only hide it.
      element.hidden = Math.abs(x(anchorMs) - x(event.anchorMs)) < APART_PX
      element.style.transform = `translate(${x(anchorMs) - 6}px, ${y - 6}px)`
    }
  }

  close(): void {
    this.#layer.remove()
  }
}

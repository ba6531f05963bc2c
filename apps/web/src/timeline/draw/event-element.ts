/** The DOM of one event on the timeline. Built with text nodes only: nothing that an author writes is ever read as HTML. */
import './event-states.css'
import { kindMark } from './kind-marks.ts'
import type { Placement } from '../layout/placement.ts'
import type { TimelineEvent } from '../layout/timeline-model.ts'

export interface Visitor {
  name: string
  initials: string
  colour: number
}

/** What is said of an event that is not in the document: selection, focus, colleagues. */
export interface EventState {
  selected: boolean
  active: boolean
  visitor: Visitor | undefined
}

export function eventElementId(eventId: string): string {
  return `timeline-event-${eventId}`
}

/** The element that vis-timeline puts into its item; kept for as long as the item is shown. */
export class EventElement {
  readonly element: HTMLDivElement
  readonly #label: HTMLSpanElement
  readonly #tag: HTMLSpanElement
  #mark: SVGSVGElement
  #kind: string
  #state = ''

  constructor(event: TimelineEvent) {
    this.element = document.createElement('div')
    this.element.className = 'tl-event'
    this.element.setAttribute('role', 'option')
    this.element.id = eventElementId(event.id)
    this.element.dataset.eventId = event.id
    this.#kind = event.event.kind
    this.#mark = kindMark(this.#kind)
    this.#label = document.createElement('span')
    this.#label.className = 'tl-label'
    this.#tag = document.createElement('span')
    this.#tag.className = 'tl-visitor'
    this.#tag.hidden = true
    this.element.append(this.#mark, this.#label, this.#tag)
  }

  /** `spoken` is the whole event in words, for screen readers. */
  show(event: TimelineEvent, placement: Placement, title: string, spoken: string): void {
    if (event.event.kind !== this.#kind) {
      this.#kind = event.event.kind
      const mark = kindMark(this.#kind)
      this.#mark.replaceWith(mark)
      this.#mark = mark
    }
    if (this.#label.textContent !== title) this.#label.textContent = title
    this.#label.hidden = placement.labelPx === 0
    this.#label.style.maxWidth = `${placement.labelPx + 1}px`
    this.element.setAttribute('aria-label', spoken)
  }

  setState({ selected, active, visitor }: EventState): void {
    // Asked for whenever events come and go; each attribute that is set costs a recalculation of styles.
    const state = [selected, active, visitor?.initials, visitor?.colour].join()
    if (state === this.#state) return
    this.#state = state
    const { dataset } = this.element
    this.element.setAttribute('aria-selected', String(selected))
    toggle(dataset, 'selected', selected)
    toggle(dataset, 'active', active)
    toggle(dataset, 'visited', visitor !== undefined)
    this.#tag.hidden = !visitor
    if (!visitor) return
    dataset.personColour = String(visitor.colour)
    this.#tag.textContent = visitor.initials
  }
}

function toggle(dataset: DOMStringMap, name: string, on: boolean): void {
  if (on) dataset[name] = 'true'
  else delete dataset[name]
}

/** Class names of the vis item: how the date is known, and which ends it has. */
export function itemClasses(event: TimelineEvent, placement: Placement): string {
  const { mark } = event
  const classes = ['tl-item', `tl-as-${placement.shape}`, `tl-of-${mark.form}`]
  if (mark.approximate) classes.push('tl-approximate')
  if (mark.uncertain) classes.push('tl-uncertain')
  if (mark.cutStart) classes.push('tl-cut-start')
  if (mark.cutEnd) classes.push('tl-cut-end')
  if (mark.openStart) classes.push('tl-open-start')
  if (mark.openEnd) classes.push('tl-open-end')
  if (mark.goesOn) classes.push('tl-goes-on')
  if (event.event.layer) classes.push('tl-layered')
  if (placement.labelPx === 0) classes.push('tl-bare')
  return classes.join(' ')
}

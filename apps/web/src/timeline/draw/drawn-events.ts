/**
 * The elements of the events and eras that are drawn now. vis asks for them as the contents of its items; selection,
 * focus and colleagues are shown on them directly, and are no part of vis' data.
 */
import './events.css'
import { laneTopPx } from '../layout/lane-size.ts'
import { MARK_PX } from '../layout/box.ts'
import type { Placement } from '../layout/placement.ts'
import type { TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'
import { knowSize } from '../vis/known-size.ts'
import { EventElement, type Visitor } from './event-element.ts'
import { colourOf } from './track-colour.ts'
import { eraItemId, eventIdOf, type VisItem } from './vis-items.ts'

const ITEM_PX = 23

export interface DrawnEventsOptions {
  /** What is drawn now: asked for at every draw. */
  model: () => TimelineModel
  eventById: (id: string) => TimelineEvent | undefined
  placementOf: (id: string) => Placement | undefined
  title: (event: TimelineEvent) => string
  /** The whole event in words. */
  spoken: (event: TimelineEvent) => string
}

/** What is said of events that is not in the document. */
export interface EventStates {
  selectedId: string | undefined
  activeId: string | undefined
  visitors: ReadonlyMap<string, Visitor>
}

export class DrawnEvents {
  readonly #options: DrawnEventsOptions
  readonly #elements = new Map<string, EventElement>()
  readonly #eraTitles = new Map<string, HTMLElement>()
  #states: EventStates = { selectedId: undefined, activeId: undefined, visitors: new Map() }

  constructor(options: DrawnEventsOptions) {
    this.#options = options
  }

  /** The element of an event, where it is drawn now. */
  elementOf(eventId: string): HTMLElement | undefined {
    return this.#elements.get(eventId)?.element
  }

  /** Brings an event's element up to date, before vis asks for it. */
  prepare({ eventId }: VisItem): void {
    if (eventId === undefined) return
    const { eventById, placementOf, title, spoken } = this.#options
    const event = eventById(eventId)
    const placement = placementOf(eventId)
    if (!event || !placement) return
    let element = this.#elements.get(eventId)
    if (!element) this.#elements.set(eventId, (element = new EventElement(event)))
    element.show(event, placement, title(event), spoken(event))
  }

  /** The item is no longer drawn. */
  drop(itemId: string): void {
    const eventId = eventIdOf(itemId)
    if (eventId === undefined) this.#eraTitles.delete(itemId)
    else this.#elements.delete(eventId)
  }

  /** The content of an item; vis asks for it whenever its data has changed. `content`: its future parent. */
  contentOf(item: VisItem | undefined, content: HTMLElement): Element | string {
    if (!item) return ''
    if (item.eventId === undefined) return this.#eraTitle(item.id)
    const element = this.elementOf(item.eventId)
    const event = this.#options.eventById(item.eventId)
    if (!element || !event) return ''
    // On the first draw the box has no class yet: content, frame, box.
    const box = content.parentElement?.parentElement
    if (box) this.#fitBox(box, event)
    return element
  }

  showStates(states: EventStates = this.#states): void {
    this.#states = states
    const { selectedId, activeId, visitors } = states
    for (const [id, element] of this.#elements) {
      element.setState({ selected: id === selectedId, active: id === activeId, visitor: visitors.get(id) })
    }
    for (const [id, { element }] of this.#elements) {
      const box = element.closest<HTMLElement>('.vis-item')
      box?.classList.toggle('tl-raised', id === selectedId || id === activeId)
    }
  }

  #fitBox(box: HTMLElement, event: TimelineEvent): void {
    const { model, placementOf } = this.#options
    const { lanes, eras } = model()
    const placement = placementOf(event.id)
    knowSize(box, { widthPx: MARK_PX + (placement?.labelPx ?? 0), heightPx: ITEM_PX })
    box.style.setProperty('--row', String(placement?.row ?? 0))
    box.style.setProperty('--lane-top', `${laneTopPx(event.lane, eras.length > 0)}px`)
    box.dataset.trackColour = colourOf(lanes[event.lane])
    box.dataset.event = event.id
    if (event.lasts && !box.querySelector('.tl-edge')) box.append(edge('start'), edge('end'))
  }

  #eraTitle(itemId: string): HTMLElement {
    let element = this.#eraTitles.get(itemId)
    if (!element) {
      element = document.createElement('span')
      element.className = 'tl-era-title'
      this.#eraTitles.set(itemId, element)
    }
    element.textContent = this.#options.model().eras.find((era) => eraItemId(era.id) === itemId)?.title ?? ''
    return element
  }
}

function edge(which: 'start' | 'end'): HTMLElement {
  const element = document.createElement('div')
  element.className = `tl-edge tl-edge-${which}`
  element.dataset.edge = which
  return element
}

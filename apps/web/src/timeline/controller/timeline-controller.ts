/**
 * Wires the parts of the timeline to each other and to vis: model → layouts → items → vis, window → layouts. vis' data
 * set is a projection of the document at the present scale and is never read back; gestures and keys are ours and come
 * in from outside. Lives from construction to `close()`; knows neither React nor Yjs.
 */
import { DataSet } from 'vis-data/esnext'
import type { Timeline } from 'vis-timeline/esnext'
import type { ControllerOptions } from './controller-options.ts'
import { ChipLayer } from '../draw/chip-layer.ts'
import { Drawing, type DrawPace } from '../draw/drawing.ts'
import { eventElementId, type Visitor } from '../draw/event-element.ts'
import { LaneLabels } from '../draw/lane-labels.ts'
import { Lanes, type VisLane } from '../draw/lanes.ts'
import type { VisItem } from '../draw/vis-items.ts'
import { visPane } from '../draw/vis-pane.ts'
import { type FaultGuard, faultGuard } from '../../ui/fault-guard.ts'
import { laneSize } from '../layout/lane-size.ts'
import { Layouts } from '../layout/layouts.ts'
import type { Placement } from '../layout/placement.ts'
import { NO_MODEL, type TimelineEvent, type TimelineModel } from '../layout/timeline-model.ts'
import type { TimeWindow } from '../axis/time-window.ts'
import { farTicks } from '../viewport/far-ticks.ts'
import { Viewport } from '../viewport/viewport.ts'
import { createVis } from '../vis/create-vis.ts'
import { internalsOf, lanesBox, type VisInternals } from '../vis/internals.ts'
import { measureLanesAgain } from '../vis/lane-measures.ts'
import { inOneDraw } from '../vis/one-draw.ts'

const AXIS_PX = 50
/** The window counts as settled after so long without movement. */
const SETTLE_MS = 200

export class TimelineController {
  readonly internals: VisInternals
  /** The element that has the keyboard focus for all events: a listbox. */
  readonly list: HTMLElement
  readonly viewport: Viewport
  readonly lanes: Lanes
  readonly #options: ControllerOptions
  readonly #container: HTMLElement
  readonly #timeline: Timeline
  readonly #layouts = new Layouts()
  readonly #drawing: Drawing
  readonly #chips: ChipLayer
  readonly #resize: ResizeObserver
  readonly #guard: FaultGuard
  #model: TimelineModel = NO_MODEL
  #eventsById = new Map<string, TimelineEvent>()
  #selectedId: string | undefined
  #activeId: string | undefined
  #visitors: ReadonlyMap<string, Visitor> = new Map()
  #settle: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(container: HTMLElement, options: ControllerOptions) {
    const { words, onUndated, onFault } = options
    this.#container = container
    this.#options = options
    const guard = faultGuard(onFault)
    // Work that the browser calls: not after the end, and its fault is the end.
    this.#guard = (work) => guard((...args) => !this.#closed && work(...args))
    this.#drawing = new Drawing({
      model: () => this.#model,
      eventById: (id) => this.eventById(id),
      placementOf: (id) => this.placementOf(id),
      title: words.title,
      spoken: (event) => words.spoken(event, this.#laneName(event.lane)),
      inOneDraw: (change) => inOneDraw(this.#timeline, change),
      guard: this.#guard,
    })
    const labels = new LaneLabels({ noTrack: words.noTrack, undated: words.undated, onUndated })
    const groups = new DataSet<VisLane>()
    this.#timeline = createVis<VisItem, VisLane>(container, {
      items: this.#drawing.items,
      groups,
      labels: words.axis,
      ticks: () => farTicks(this.viewport, words.longAxis),
      itemContent: (item, content) => this.#drawing.contentOf(item, content),
      groupContent: (group) => labels.elementOf(group?.id ?? ''),
      onFault,
    })
    this.internals = internalsOf(this.#timeline)
    this.lanes = new Lanes(this.#timeline, groups, labels)
    this.viewport = new Viewport(visPane(this.#timeline, container), () => this.#update('at once'))
    this.list = this.internals.dom.centerContainer
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', words.events)
    this.list.tabIndex = 0
    this.#chips = new ChipLayer(this.internals.dom.root, {
      label: words.moreLabel,
      onOpen: this.#guard((window: TimeWindow) => this.viewport.show(window, { animate: true })),
    })
    const onRange = (change: { byUser: boolean }) => this.#update(change.byUser ? 'by frames' : 'at once')
    this.#timeline.on('rangechange', this.#guard(onRange))
    this.#timeline.on(
      'changed',
      this.#guard(() => this.#placeOverlays()),
    )
    this.#resize = new ResizeObserver(this.#guard(() => this.#onResize()))
    this.#resize.observe(container)
  }

  get model(): TimelineModel {
    return this.#model
  }

  get selectedId(): string | undefined {
    return this.#selectedId
  }

  get activeId(): string | undefined {
    return this.#activeId
  }

  eventById(id: string): TimelineEvent | undefined {
    return this.#eventsById.get(id)
  }

  /** Where the event is at this scale; undefined while it is only counted. */
  placementOf(id: string): Placement | undefined {
    return this.#layouts.placementOf(id)
  }

  /** The drawn element of an event, where it is drawn now. */
  elementOf(id: string): HTMLElement | undefined {
    return this.#drawing.elementOf(id)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#drawing.close()
    clearTimeout(this.#settle)
    this.#resize.disconnect()
    this.#chips.close()
    try {
      this.#timeline.destroy()
    } catch {
      // It has failed half-way through something: what it leaves in the page is removed below.
    }
    // Destroyed before its first draw, vis leaves its loading screen behind.
    this.#container.replaceChildren()
  }

  setModel(model: TimelineModel): void {
    this.#model = model
    this.#eventsById = new Map(model.events.map((event) => [event.id, event]))
    this.viewport.setContent(model)
    this.#relayout()
  }

  /** Selection, focus and colleagues: classes of the elements that are there, not part of vis' data. */
  setSelected(id: string | undefined): void {
    if (id === this.#selectedId) return
    this.#selectedId = id
    this.#pin(id)
  }

  setActive(id: string | undefined): void {
    if (id === this.#activeId) return
    this.#activeId = id
    this.#pin(id)
    if (id) this.list.setAttribute('aria-activedescendant', eventElementId(id))
    else this.list.removeAttribute('aria-activedescendant')
  }

  setVisitors(visitors: ReadonlyMap<string, Visitor>): void {
    this.#visitors = visitors
    this.#showStates()
  }

  /** Brings an event into view in both directions, moving no more than needed. */
  reveal(id: string): void {
    const event = this.#eventsById.get(id)
    if (!event) return
    this.viewport.reveal(event)
    this.#update('at once')
    this.lanes.revealRow(event.lane, this.placementOf(id)?.row ?? 0)
  }

  #onResize(): void {
    this.viewport.resized()
    measureLanesAgain(this.#timeline)
    this.#timeline.redraw()
    const { widthPx } = this.viewport
    this.#settleInSize()
    // vis measures itself in its next frame, and does not report it.
    requestAnimationFrame(
      this.#guard(() => {
        if (this.viewport.widthPx !== widthPx) this.#settleInSize()
      }),
    )
  }

  #settleInSize(): void {
    this.viewport.fitAgain()
    this.#relayout()
  }

  /** Rows and lanes again: after a change of the document or of the size. */
  #relayout(): void {
    const { lanes, events, eras } = this.#model
    const content = { events, laneIds: lanes.map(({ id }) => id) }
    const layouts = this.#layouts
    layouts.renew(content, this.viewport.whole, this.#container.clientHeight - AXIS_PX)
    const has = (lane: number) => ({ eras: eras.length > 0, hidden: layouts.isCrowded(lane) })
    this.lanes.show(lanes, eras.length > 0, (lane) => laneSize(lane, layouts.rowsOf(lane), has(lane)).heightPx)
    this.#update('at once')
    // The lanes may have changed without a change of items, after which vis tells us nothing.
    requestAnimationFrame(
      this.#guard(() => {
        if (!this.lanes.areInPlace()) this.#timeline.redraw()
        this.#placeOverlays()
      }),
    )
  }

  /** `id`: what was pinned or lost its pin just now. */
  #pin(id: string | undefined): void {
    const pinned = new Set([this.#selectedId, this.#activeId].filter((one) => one !== undefined))
    const added = id && this.#eventsById.has(id) ? id : undefined
    const isMissing = this.#layouts.pin(pinned, added)
    if (isMissing || (added && !this.#drawing.has(added))) this.#update('at once')
    this.#showStates()
  }

  /** Brings what is drawn in line with the window: cheap while what was chosen holds. */
  #update(pace: DrawPace): void {
    const { window, pxPerMs, whole, unit } = this.viewport
    const choice = this.#layouts.choose(window, pxPerMs, whole)
    if (choice) {
      const { more } = this.#options.words
      this.#chips.count(choice.layout, choice.pxPerMs, (cell) => more(cell.count, this.#laneName(cell.lane), cell))
      this.#drawing.choose(choice.shown, unit)
    }
    this.#drawing.draw(pace)
    this.#options.onWindow(window, false)
    clearTimeout(this.#settle)
    this.#settle = setTimeout(
      this.#guard(() => this.#options.onWindow(this.viewport.window, true)),
      SETTLE_MS,
    )
  }

  /** After vis has drawn. */
  #placeOverlays(): void {
    const { window, pxPerMs } = this.viewport
    this.#chips.place(window, pxPerMs, (lane) => this.lanes.boxOf(lane), lanesBox(this.internals))
    this.#options.onDrawn()
  }

  #showStates(): void {
    this.#drawing.showStates({ selectedId: this.#selectedId, activeId: this.#activeId, visitors: this.#visitors })
  }

  #laneName(lane: number): string {
    return this.#model.lanes[lane]?.track?.name || this.#options.words.noTrack
  }
}

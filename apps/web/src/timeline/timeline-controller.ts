/**
 * Owns vis-timeline: axis, lanes, window and the drawn events. Its data set is a projection of the document at the
 * present scale and is never read back; vis is told not to edit or select anything. Gestures and keys are ours and end
 * in the callbacks. Lives from construction to `close()`; knows neither React nor Yjs.
 */
import moment from 'moment'
import { DataSet } from 'vis-data/esnext'
import { Timeline } from 'vis-timeline/esnext'
import type { AxisFormat } from './axis/axis-format.ts'
import {
  CLOSEST_MS,
  closestMs,
  FARTHEST_MS,
  limitsAround,
  toVisMs,
  visUnitOf,
  windowWithin,
  YEAR_MS,
} from './axis/axis-reach.ts'
import { ChipLayer } from './draw/chip-layer.ts'
import { EventElement, type EventState, eventElementId, itemClasses, type Visitor } from './draw/event-element.ts'
import { LaneLabels } from './draw/lane-labels.ts'
import {
  hiddenCells,
  type Layout,
  layOut,
  levelOf,
  MARK_PX,
  OVERSCAN,
  type Placement,
  rowsPerLane,
  scaleForLabels,
  scaleOfLevel,
  shownIn,
} from './layout/level-of-detail.ts'
import { axisTicks, type LongAxisWords, type Tick } from './axis/long-axis.ts'
import type { TimelineEvent, TimelineModel } from './layout/project-timeline.ts'
import {
  BACKGROUND_ID,
  claimWindow,
  drawAxis,
  inOneDraw,
  internalsOf,
  keepWindowSane,
  knowSize,
  lanesBox,
  measureLanesAgain,
  reportFaults,
  type VisInternals,
} from './vis/vis-internals.ts'

export interface TimeWindow {
  fromMs: number
  toMs: number
}

export interface ControllerOptions {
  axis: AxisFormat
  longAxis: LongAxisWords
  /** All words that the controller shows or speaks. */
  words: {
    events: string
    title: (event: TimelineEvent) => string
    spoken: (event: TimelineEvent, laneName: string) => string
    noTrack: string
    undated: (count: number) => string
    more: (count: number, laneName: string, window: TimeWindow) => string
    moreLabel: string
  }
  onWindow: (window: TimeWindow, settled: boolean) => void
  /** After vis has drawn: lanes and scroll may have moved. */
  onDrawn: () => void
  onUndated: (laneId: string, button: HTMLElement) => void
  /** A fault in a frame, a timer or a gesture, which nobody else would hear of. The timeline is over then. */
  onFault: (error: unknown) => void
}

export const ROW_PX = 24
const ITEM_PX = 23
const LANE_PADDING_PX = 10
/** The lanes may be this much higher than what is seen: a little scrolling shows more than counts do. */
const OVERFLOW = 1.2
/** Two lines of a lane's name. */
const MIN_LANE_PX = 42
const CHIPS_PX = 18
/** Above the first lane's rows, for the names of eras. */
const ERA_TITLES_PX = 16
const AXIS_PX = 50
const MAX_ROWS = 16
/** Changes handed to vis per frame while the window moves; all at once otherwise. */
const PER_FRAME = 24
const MANY_EVENTS = 500
const DAY_MS = 86_400_000
/** From here on vis' own axis has no steps any more, and its labels no room. */
const LONG_AXIS_MS = 1000 * YEAR_MS
const EMPTY_SPAN_MS = 20 * 365 * DAY_MS
const SETTLE_MS = 200
/** Room on either side when everything is shown, as a share of the span; the last labels may need more on the right. */
const FIT_MARGIN = { before: 0.03, after: 0.03 }

interface VisItem {
  id: string
  /** Missing of an era. */
  eventId?: string
  group?: string
  start: Date
  end: Date
  type: 'range' | 'background'
  className: string
  align?: 'left' | 'auto'
  content: string
  signature: string
}

export class TimelineController {
  readonly timeline: Timeline
  readonly internals: VisInternals
  readonly #options: ControllerOptions
  readonly #container: HTMLElement
  readonly #items = new DataSet<VisItem>()
  readonly #groups = new DataSet<{ id: string; order: number; content: string; signature: string }>()
  readonly #elements = new Map<string, EventElement>()
  readonly #eraElements = new Map<string, HTMLElement>()
  readonly #labels: LaneLabels
  readonly #chips: ChipLayer
  readonly #resize: ResizeObserver
  #model: TimelineModel = {
    lanes: [],
    events: [],
    eras: [],
    beyond: { before: [], after: [] },
    span: null,
    asOf: undefined,
  }
  /** vis' times are ours divided by this: see axis-reach.ts. */
  #unit = 1
  #limits: TimeWindow = limitsAround({ fromMs: -FARTHEST_MS, toMs: FARTHEST_MS })
  #eventsById = new Map<string, TimelineEvent>()
  #rows: number[] = []
  #crowded: boolean[] = []
  #rowsFor = { setting: '', count: 0 }
  #layouts = new Map<number, Layout>()
  #layout: Layout | null = null
  /** The layout whose hidden events the chips count. */
  #counted: Layout | null = null
  #covered: TimeWindow | null = null
  #wanted = new Map<string, VisItem>()
  #applied = new Map<string, string>()
  #queue: VisItem[] = []
  #frame = 0
  #settle: ReturnType<typeof setTimeout> | undefined
  #selectedId: string | undefined
  #activeId: string | undefined
  #visitors: ReadonlyMap<string, Visitor> = new Map()
  #hasWindow = false
  /** A window that was asked for before there was a model, whose limits it needs. */
  #asked: TimeWindow | undefined
  /** The window of the last "fit all". */
  #fitted: TimeWindow | undefined
  #fit: { model: TimelineModel; width: number; window: TimeWindow } | undefined
  #listBox: DOMRect | undefined
  #closed = false

  constructor(container: HTMLElement, options: ControllerOptions) {
    this.#container = container
    this.#options = options
    this.#labels = new LaneLabels({
      noTrack: options.words.noTrack,
      undated: options.words.undated,
      onUndated: options.onUndated,
    })
    // Never items together with `start` and `end`: vis would draw each by itself, which is quadratic, and an explicit
    // `rtl` keeps it from hiding itself for a second.
    this.timeline = new Timeline(container, this.#items as never, this.#groups as never, {
      rtl: false,
      height: '100%',
      autoResize: false,
      orientation: 'top',
      stack: false,
      selectable: false,
      editable: false,
      groupOrder: 'order',
      groupHeightMode: 'auto',
      margin: { axis: 0, item: { horizontal: 0, vertical: 0 } },
      moment: ((date: Date) => moment.utc(date)) as never,
      format: {
        minorLabels: ((date: Date, scale: string) => options.axis.minor(+date, scale)) as never,
        majorLabels: ((date: Date, scale: string) => options.axis.major(+date, scale)) as never,
      },
      showCurrentTime: true,
      showTooltips: false,
      verticalScroll: true,
      zoomKey: 'ctrlKey',
      zoomMin: CLOSEST_MS,
      template: ((item: VisItem | undefined, content: HTMLElement) => this.#contentOf(item, content)) as never,
      groupTemplate: ((group: { id: string } | undefined) => this.#labels.elementOf(group?.id ?? '')) as never,
    })
    claimWindow(this.timeline)
    this.internals = internalsOf(this.timeline)
    keepWindowSane(this.timeline)
    reportFaults(this.timeline, options.onFault)
    drawAxis(this.timeline, () => this.#ownTicks())
    const list = this.internals.dom.centerContainer
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', options.words.events)
    list.tabIndex = 0
    this.#chips = new ChipLayer(this.internals.dom.root, {
      label: options.words.moreLabel,
      onOpen: this.#guarded((window: TimeWindow) => this.setWindow(window, { animate: true })),
    })
    this.timeline.on('rangechange', this.#onRange)
    this.timeline.on('changed', this.#onDrawn)
    this.#resize = new ResizeObserver(this.#guarded(() => this.#onResize()))
    this.#resize.observe(container)
  }

  /** The element that has the keyboard focus for all events: a listbox. */
  get list(): HTMLElement {
    return this.internals.dom.centerContainer
  }

  get model(): TimelineModel {
    return this.#model
  }

  get window(): TimeWindow {
    const { start, end } = this.internals.range
    return { fromMs: start * this.#unit, toMs: end * this.#unit }
  }

  get widthPx(): number {
    return this.#width()
  }

  get pxPerMs(): number {
    const { fromMs, toMs } = this.window
    return this.#width() / Math.max(toMs - fromMs, 1)
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

  placementOf(id: string): Placement | undefined {
    return this.#layout?.placements.get(id)
  }

  /** The drawn element of an event, where it is drawn now. */
  elementOf(id: string): HTMLElement | undefined {
    return this.#elements.get(id)?.element
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#settle)
    this.#resize.disconnect()
    this.#chips.close()
    try {
      this.timeline.destroy()
    } catch {
      // It has failed half-way through something: what it leaves in the page is removed below.
    }
    // Destroyed before its first draw, vis leaves its loading screen behind.
    this.#container.replaceChildren()
  }

  setModel(model: TimelineModel): void {
    const before = this.#model
    this.#model = model
    this.#eventsById = new Map(model.events.map((event) => [event.id, event]))
    // The window comes after its limits: vis cuts it to those that it knows.
    const isOther = before.span?.fromMs !== model.span?.fromMs || before.span?.toMs !== model.span?.toMs
    if (isOther || !this.#hasWindow) this.#setLimits()
    if (!this.#hasWindow) {
      this.#hasWindow = true
      if (this.#asked) this.setWindow(this.#asked, { animate: false })
      else this.fit({ animate: false })
    }
    this.#relayout()
  }

  /** Selection, focus and colleagues: classes of the elements that are there, not part of vis' data. */
  setSelected(id: string | undefined): void {
    if (id === this.#selectedId) return
    this.#selectedId = id
    this.#pinsChanged(id)
  }

  setActive(id: string | undefined): void {
    if (id === this.#activeId) return
    this.#activeId = id
    this.#pinsChanged(id)
    if (id) this.list.setAttribute('aria-activedescendant', eventElementId(id))
    else this.list.removeAttribute('aria-activedescendant')
  }

  setVisitors(visitors: ReadonlyMap<string, Visitor>): void {
    this.#visitors = visitors
    this.#showStates()
  }

  fit(options: { animate: boolean }): void {
    this.#fitted = this.#fitWindow()
    this.setWindow(this.#fitted, options)
  }

  /** Fits anew what was fitted and not moved since: the size or the widths of labels have changed. */
  fitAgain(): void {
    if (!this.#fitted) return
    const { fromMs, toMs } = this.window
    const hairMs = 1 / this.pxPerMs
    if (Math.abs(fromMs - this.#fitted.fromMs) < hairMs && Math.abs(toMs - this.#fitted.toMs) < hairMs)
      this.fit({ animate: false })
  }

  /** The window in which everything is shown. */
  wholeWindow(): TimeWindow {
    return this.#fitWindow()
  }

  /** Shows a window, or what of it lies within the limits; what is no window changes nothing. */
  setWindow(asked: TimeWindow, { animate }: { animate: boolean }): void {
    if (!this.#hasWindow) {
      this.#asked = asked
      return
    }
    const window = windowWithin(asked, this.#limits, this.#zoomMaxMs())
    if (!window) return
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const animation = animate && !still ? { duration: 180, easingFunction: 'easeOutQuad' } : false
    this.#showWindow(window, animation)
    if (animation === false) this.#update(true)
  }

  /** Zooms by a factor (above 1: in) around a time, the middle by default. */
  zoom(factor: number, options: { aroundMs?: number; animate: boolean }): void {
    const { fromMs, toMs } = this.window
    const around = options.aroundMs ?? (fromMs + toMs) / 2
    const span = Math.min(Math.max((toMs - fromMs) / factor, closestMs(around)), this.#zoomMaxMs())
    const share = (around - fromMs) / (toMs - fromMs)
    this.setWindow({ fromMs: around - span * share, toMs: around + span * (1 - share) }, options)
  }

  /** Moves the window by a share of its width. */
  pan(share: number, options: { animate: boolean }): void {
    const { fromMs, toMs } = this.window
    const by = (toMs - fromMs) * share
    this.setWindow({ fromMs: fromMs + by, toMs: toMs + by }, options)
  }

  /** Brings an event into view in both directions, moving no more than needed. */
  reveal(id: string): void {
    const event = this.#eventsById.get(id)
    if (!event) return
    const { fromMs, toMs } = this.window
    const margin = (toMs - fromMs) * 0.12
    const anchor = event.anchorMs
    const spans = event.startMs < toMs - margin && event.endMs > fromMs + margin && event.lasts
    if (!spans && (anchor < fromMs + margin || anchor > toMs - margin)) {
      const by = anchor - (fromMs + toMs) / 2
      this.setWindow({ fromMs: fromMs + by, toMs: toMs + by }, { animate: false })
    }
    this.#update(true)
    const y = this.#rowTop(event.lane, this.#layout?.placements.get(id)?.row ?? 0)
    const { centerContainer } = this.internals.props
    const { scrollTop } = this.internals.props
    if (y + scrollTop < 0) this.#scrollTo(-y + ROW_PX)
    else if (y + scrollTop + ROW_PX > centerContainer.height) this.#scrollTo(centerContainer.height - y - 2 * ROW_PX)
  }

  /** Scrolls the lanes; positive is down. */
  scrollBy(px: number): void {
    this.#scrollTo(this.internals.props.scrollTop - px)
  }

  /** The time under a place on the screen. */
  timeAt(clientX: number): number {
    // Kept until the size changes: asked for at every turn of the wheel, it would force a layout each time.
    this.#listBox ??= this.list.getBoundingClientRect()
    const { left, width } = this.#listBox
    const { fromMs, toMs } = this.window
    return fromMs + ((clientX - left) / width) * (toMs - fromMs)
  }

  /** The lane under a place on the screen; -1 where there is none. */
  laneAt(clientY: number): number {
    const y = clientY - this.list.getBoundingClientRect().top - this.internals.props.scrollTop
    return this.#model.lanes.findIndex((lane) => {
      const group = this.internals.itemSet.groups[groupId(lane.id)]
      return group !== undefined && y >= group.top && y < group.top + group.height
    })
  }

  /** Box of a lane on the screen, relative to the list. */
  laneBox(lane: number): { top: number; height: number } | null {
    const group = this.internals.itemSet.groups[groupId(this.#model.lanes[lane]?.id ?? '')]
    return group ? { top: group.top + this.internals.props.scrollTop, height: group.height } : null
  }

  /** Top of a row on the screen, relative to the list. */
  rowTop(lane: number, row: number): number {
    return this.#rowTop(lane, row) + this.internals.props.scrollTop
  }

  /** Whether the scale is as fine as it gets. */
  isClosest(): boolean {
    const { fromMs, toMs } = this.window
    return toMs - fromMs <= closestMs((fromMs + toMs) / 2) * 1.01
  }

  readonly #onRange = this.#guarded((change: { byUser: boolean }): void => this.#update(!change.byUser))

  readonly #onDrawn = this.#guarded((): void => {
    this.#chips.place(this.window, this.pxPerMs, (lane) => this.laneBox(lane), lanesBox(this.internals))
    this.#options.onDrawn()
  })

  /** Work that the browser calls: not after the end, and its fault is the end. */
  #guarded<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.#closed) return
      try {
        work(...args)
      } catch (error) {
        this.#options.onFault(error)
      }
    }
  }

  #onResize(): void {
    this.#listBox = undefined
    measureLanesAgain(this.timeline)
    this.timeline.redraw()
    const width = this.#width()
    this.#settleInSize()
    // vis measures itself in its next frame, of which it tells nobody.
    requestAnimationFrame(
      this.#guarded(() => {
        if (this.#width() !== width) this.#settleInSize()
      }),
    )
  }

  #settleInSize(): void {
    this.fitAgain()
    this.#relayout()
  }

  #width(): number {
    return this.internals.props.center.width || Math.max(this.#container.clientWidth - 160, 100)
  }

  #fitWindow(): TimeWindow {
    // Asked for in every frame of a moving window.
    const width = this.#width()
    if (this.#fit?.model !== this.#model || this.#fit.width !== width)
      this.#fit = { model: this.#model, width, window: this.#windowOfAll(width) }
    return this.#fit.window
  }

  #windowOfAll(widthPx: number): TimeWindow {
    const { span, events } = this.#model
    const now = Date.now()
    if (!span) return { fromMs: now - EMPTY_SPAN_MS / 2, toMs: now + EMPTY_SPAN_MS / 2 }
    const length = Math.max(span.toMs - span.fromMs, 30 * DAY_MS)
    const fromMs = span.fromMs - length * FIT_MARGIN.before
    const toLabels = widthPx / scaleForLabels(events, fromMs, widthPx)
    const toMs = Math.max(span.toMs + length * FIT_MARGIN.after, fromMs + Math.min(toLabels, 3 * length))
    return { fromMs: Math.max(fromMs, -FARTHEST_MS * 1.1), toMs: Math.min(toMs, FARTHEST_MS * 1.1) }
  }

  #fitScale(): number {
    const { fromMs, toMs } = this.#fitWindow()
    return this.#width() / (toMs - fromMs)
  }

  #zoomMaxMs(): number {
    const { fromMs, toMs } = this.#fitWindow()
    return (toMs - fromMs) * 3
  }

  #setLimits(): void {
    const before = this.#hasWindow ? this.window : null
    this.#limits = limitsAround(this.#fitWindow())
    const unit = visUnitOf(this.#limits)
    const isOtherUnit = unit !== this.#unit
    this.#unit = unit
    const widest = Math.min(this.#zoomMaxMs(), this.#limits.toMs - this.#limits.fromMs)
    this.timeline.setOptions({
      zoomMin: CLOSEST_MS / unit,
      zoomMax: widest / unit,
      min: toVisMs(this.#limits.fromMs, unit),
      max: toVisMs(this.#limits.toMs, unit),
    })
    if (!before) return
    if (isOtherUnit) {
      // All of them are handed to vis again.
      for (const id of this.#applied.keys()) this.#applied.set(id, '')
      this.#covered = null
      this.timeline.setCurrentTime(toVisMs(Date.now(), unit))
    }
    const after = windowWithin(before, this.#limits, widest)
    if (after && (isOtherUnit || after.fromMs !== before.fromMs || after.toMs !== before.toMs))
      this.#showWindow(after, false)
  }

  #showWindow({ fromMs, toMs }: TimeWindow, animation: false | object): void {
    const [start, end] = [fromMs / this.#unit, toMs / this.#unit]
    this.internals.range.setRange(start, end, { animation, byUser: false })
  }

  /** Null where vis draws its own. */
  #ownTicks(): readonly Tick[] | null {
    const { fromMs, toMs } = this.window
    if (this.#unit === 1 && toMs - fromMs < LONG_AXIS_MS) return null
    return axisTicks({ fromMs, toMs }, this.#width(), this.#options.longAxis)
  }

  /** Rows and lanes anew: after a change of the document or of the size. */
  #relayout(): void {
    const { lanes, events } = this.#model
    const height = this.#container.clientHeight - AXIS_PX
    const scale = this.#fitScale()
    const windowPx = this.#width()
    if (!this.#needsRows(scale, height)) return this.#placeAgain()
    this.#crowded = lanes.map(() => false)
    // Twice: the counts of what has no room take room themselves.
    for (let pass = 0; pass < 2; pass++) {
      const chips = this.#crowded.filter(Boolean).length * CHIPS_PX
      const room = Math.floor((height * OVERFLOW - chips - lanes.length * (MIN_LANE_PX - ROW_PX)) / ROW_PX)
      const budget = Math.max(room, lanes.length * 2)
      this.#rows = rowsPerLane(events, lanes.length, { pxPerMs: scale, windowPx, budget, most: MAX_ROWS })
      const base = layOut(events, {
        level: 0,
        pxPerMs: scale,
        rows: this.#rows,
        windowPx,
        edgeMs: this.#fitWindow().toMs,
      })
      this.#crowded = lanes.map(() => false)
      for (const { lane } of base.hidden) this.#crowded[lane] = true
    }
    this.#placeAgain()
  }

  /** Rows are shared out anew when it may matter: in a large chronology not for every edit. */
  #needsRows(scale: number, heightPx: number): boolean {
    const { lanes, events } = this.#model
    const before = this.#rowsFor
    const setting = [scale, heightPx, ...lanes.map((lane) => lane.id)].join()
    const grown = Math.abs(events.length - before.count) > events.length * 0.05
    if (events.length > MANY_EVENTS && setting === before.setting && !grown) return false
    this.#rowsFor = { setting, count: events.length }
    return true
  }

  #placeAgain(): void {
    this.#layouts.clear()
    this.#covered = null
    this.#showLanes()
    this.#update(true)
    // The lanes may have changed without a change of items, after which vis tells us nothing.
    requestAnimationFrame(
      this.#guarded(() => {
        if (!this.#areLanesInPlace()) this.timeline.redraw()
        this.#onDrawn()
      }),
    )
  }

  /** vis measures where a lane begins before it draws the heights of those above it: it may know the place of before. */
  #areLanesInPlace(): boolean {
    const groups = this.#model.lanes.map(({ id }) => this.internals.itemSet.groups[groupId(id)])
    return groups.every((group, index) => {
      const above = groups[index - 1]
      return !group || !above || group.top === above.top + above.height
    })
  }

  #showLanes(): void {
    const wanted = this.#model.lanes.map((lane, order) => {
      const rows = this.#rows[order] ?? 1
      const chips = this.#crowded[order] ? CHIPS_PX : 0
      const heightPx = Math.max(rows * ROW_PX + LANE_PADDING_PX + chips, MIN_LANE_PX) + this.#laneTop(order)
      const signature = this.#labels.show(groupId(lane.id), lane, heightPx)
      return { id: groupId(lane.id), order, content: '', signature }
    })
    const ids = new Set(wanted.map((group) => group.id))
    const gone = this.#groups.getIds().filter((id) => !ids.has(String(id)))
    const changed = wanted.filter((group) => {
      const shown = this.#groups.get(group.id)
      return shown?.order !== group.order || shown.signature !== group.signature
    })
    if (gone.length > 0) this.#groups.remove(gone)
    if (changed.length > 0) {
      this.#groups.update(changed)
      measureLanesAgain(this.timeline)
      // Lanes out of sight keep their old height otherwise.
      for (const { id } of changed) {
        const group = this.internals.itemSet.groups[id]
        if (group) group.height = 0
      }
      this.timeline.redraw()
    }
  }

  /** What stands above the rows of a lane. */
  #laneTop(lane: number): number {
    return lane === 0 && this.#model.eras.length > 0 ? ERA_TITLES_PX : 0
  }

  #pinned(): ReadonlySet<string> {
    return new Set([this.#selectedId, this.#activeId].filter((id) => id !== undefined))
  }

  #pinsChanged(id: string | undefined): void {
    if (id && this.#eventsById.has(id)) {
      if (this.#layout && !this.#layout.placements.has(id)) this.#layouts.clear()
      if (!this.#applied.has(itemId(id))) {
        this.#covered = null
        this.#update(true)
      }
    }
    this.#showStates()
  }

  /** Brings vis' data in line with the window: cheap while the level and the covered span hold. */
  #update(all: boolean): void {
    const window = this.window
    const fitScale = this.#fitScale()
    const level = levelOf(this.pxPerMs, fitScale)
    const covers = this.#covered && this.#covered.fromMs <= window.fromMs && this.#covered.toMs >= window.toMs
    if (!covers || this.#layout?.level !== level || !this.#layouts.has(level)) this.#choose(window, level, fitScale)
    this.#pump(all ? Infinity : PER_FRAME)
    this.#options.onWindow(window, false)
    clearTimeout(this.#settle)
    this.#settle = setTimeout(
      this.#guarded(() => this.#options.onWindow(this.window, true)),
      SETTLE_MS,
    )
  }

  #choose(window: TimeWindow, level: number, fitScale: number): void {
    const pxPerMs = scaleOfLevel(level, fitScale)
    const pinned = this.#pinned()
    const layout =
      this.#layouts.get(level) ??
      layOut(this.#model.events, {
        level,
        pxPerMs,
        rows: this.#rows,
        windowPx: this.#width(),
        edgeMs: level === 0 ? this.#fitWindow().toMs : Infinity,
        keep: this.#layout?.placements,
        pinned,
      })
    this.#layouts.set(level, layout)
    this.#layout = layout
    if (this.#counted !== layout) {
      this.#counted = layout
      this.#chips.setCells(hiddenCells(layout, pxPerMs), (cell) => this.#chipLabel(cell))
    }
    const margin = (window.toMs - window.fromMs) * OVERSCAN
    this.#covered = { fromMs: window.fromMs - margin * 0.8, toMs: window.toMs + margin * 0.8 }
    const wanted = new Map<string, VisItem>()
    for (const placement of shownIn(layout, window, pinned)) {
      const event = this.#eventsById.get(placement.id)
      if (event) wanted.set(itemId(placement.id), this.#itemOf(event, placement))
    }
    for (const era of this.#model.eras) wanted.set(`${BACKGROUND_ID}${era.id}`, this.#eraItem(era))
    this.#wanted = wanted
    this.#queue = [...wanted.values()].filter((item) => this.#applied.get(item.id) !== item.signature)
  }

  #chipLabel(cell: { lane: number; count: number; fromMs: number; toMs: number }): string {
    return this.#options.words.more(cell.count, this.#laneName(cell.lane), cell)
  }

  #laneName(lane: number): string {
    return this.#model.lanes[lane]?.track?.name || this.#options.words.noTrack
  }

  #itemOf(event: TimelineEvent, placement: Placement): VisItem {
    const lane = this.#model.lanes[event.lane]
    const alone = placement.shape === 'mark'
    const className = itemClasses(event, placement)
    const startMs = alone ? event.anchorMs : event.startMs
    const endMs = alone ? event.anchorMs : event.endMs
    const sticky = placement.shape === 'bar' || placement.shape === 'wide'
    const { title, kind, date, endDate, layer } = event.event
    const seen = [
      title,
      kind,
      date,
      endDate,
      layer,
      this.#model.asOf,
      lane?.track?.colour,
      lane?.track?.name,
      this.#laneTop(event.lane),
    ]
    return {
      id: itemId(event.id),
      eventId: event.id,
      group: groupId(lane?.id ?? ''),
      ...this.#visSpan(startMs, endMs),
      type: 'range',
      className,
      align: sticky ? 'auto' : 'left',
      content: '',
      signature: [lane?.id, startMs, endMs, className, placement.row, placement.labelPx, ...seen].join('\u0000'),
    }
  }

  #eraItem({ id, title, mark }: TimelineModel['eras'][number]): VisItem {
    return {
      id: `${BACKGROUND_ID}${id}`,
      ...this.#visSpan(mark.startMs, mark.endMs),
      type: 'background',
      className: 'tl-era',
      content: '',
      signature: [mark.startMs, mark.endMs, title].join('\u0000'),
    }
  }

  /** In vis' times, clamped to what those can be, and never without length. */
  #visSpan(startMs: number, endMs: number): { start: Date; end: Date } {
    const start = toVisMs(startMs, this.#unit)
    return { start: new Date(start), end: new Date(Math.max(toVisMs(endMs, this.#unit), start + 1)) }
  }

  /** Hands differences to vis: what has left at once, what is new a few at a time while the window moves. */
  #pump(most: number): void {
    cancelAnimationFrame(this.#frame)
    const gone = [...this.#applied.keys()].filter((id) => !this.#wanted.has(id))
    const next = this.#queue.splice(0, most)
    if (gone.length > 0 || next.length > 0) {
      for (const item of next) this.#prepare(item)
      inOneDraw(this.timeline, () => {
        if (gone.length > 0) this.#items.remove(gone)
        if (next.length > 0) this.#items.update(next)
      })
      for (const id of gone) {
        this.#applied.delete(id)
        if (id.startsWith(BACKGROUND_ID)) this.#eraElements.delete(id)
        else this.#elements.delete(id.slice(itemId('').length))
      }
      for (const item of next) this.#applied.set(item.id, item.signature)
      this.#showStates()
    }
    if (this.#queue.length > 0) this.#frame = requestAnimationFrame(this.#guarded(() => this.#pump(PER_FRAME)))
  }

  /** Brings the element up to date before vis asks for it. */
  #prepare(item: VisItem): void {
    const { eventId = '' } = item
    const event = this.#eventsById.get(eventId)
    const placement = this.#layout?.placements.get(eventId)
    if (item.type === 'background' || !event || !placement) return
    let element = this.#elements.get(eventId)
    if (!element) this.#elements.set(eventId, (element = new EventElement(event)))
    const { words } = this.#options
    element.show(event, placement, words.title(event), words.spoken(event, this.#laneName(event.lane)))
  }

  /** vis asks for the content of an item whenever its data has changed. */
  #contentOf(item: VisItem | undefined, content: HTMLElement): Element | string {
    if (!item) return ''
    if (item.type === 'background') return this.#eraElement(item.id)
    const { eventId = '' } = item
    const element = this.#elements.get(eventId)?.element
    const event = this.#eventsById.get(eventId)
    if (!element || !event) return ''
    // On the first draw the box has no class yet: content, frame, box.
    const box = content.parentElement?.parentElement
    if (box) {
      const placement = this.#layout?.placements.get(eventId)
      knowSize(box, { widthPx: MARK_PX + (placement?.labelPx ?? 0), heightPx: ITEM_PX })
      box.style.setProperty('--row', String(placement?.row ?? 0))
      box.style.setProperty('--lane-top', `${this.#laneTop(event.lane)}px`)
      box.dataset.trackColour = String(this.#model.lanes[event.lane]?.track?.colour ?? 7)
      box.dataset.event = eventId
      if (event.lasts && !box.querySelector('.tl-edge')) box.append(edge('start'), edge('end'))
    }
    return element
  }

  #eraElement(itemId: string): HTMLElement {
    let element = this.#eraElements.get(itemId)
    if (!element) {
      element = document.createElement('span')
      element.className = 'tl-era-title'
      this.#eraElements.set(itemId, element)
    }
    element.textContent = this.#model.eras.find((era) => `${BACKGROUND_ID}${era.id}` === itemId)?.title ?? ''
    return element
  }

  #showStates(): void {
    for (const [id, element] of this.#elements) element.setState(this.#stateOf(id))
    for (const [id, element] of this.#elements) {
      const box = element.element.closest<HTMLElement>('.vis-item')
      box?.classList.toggle('tl-raised', id === this.#selectedId || id === this.#activeId)
    }
  }

  #stateOf(id: string): EventState {
    return { selected: id === this.#selectedId, active: id === this.#activeId, visitor: this.#visitors.get(id) }
  }

  #rowTop(lane: number, row: number): number {
    const group = this.internals.itemSet.groups[groupId(this.#model.lanes[lane]?.id ?? '')]
    return (group?.top ?? 0) + LANE_PADDING_PX / 2 + this.#laneTop(lane) + row * ROW_PX
  }

  #scrollTo(scrollTop: number): void {
    this.internals._setScrollTop(Math.min(0, scrollTop))
    this.timeline.redraw()
  }
}

/** vis keeps its items in plain objects, in which "constructor" is there already. */
function itemId(eventId: string): string {
  return `event:${eventId}`
}

/** vis takes '' for no group. */
function groupId(laneId: string): string {
  return `lane:${laneId}`
}

function edge(which: 'start' | 'end'): HTMLElement {
  const element = document.createElement('div')
  element.className = `tl-edge tl-edge-${which}`
  element.dataset.edge = which
  return element
}

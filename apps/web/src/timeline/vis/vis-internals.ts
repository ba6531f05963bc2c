/**
 * The private parts of vis-timeline 8.5.4 that we lean on, in one place: held by `test/browser/vis-internals.spec.ts`
 * and to be checked when the pinned version changes.
 */
import type { Timeline } from 'vis-timeline/esnext'

/** Ids of background items begin so. */
export const BACKGROUND_ID = 'era:'

/** vis' own group of background items. */
const BACKGROUND_GROUP = '__background__'

interface VisGroup {
  /** Of its lane, from the top of the scrolled content. */
  top: number
  height: number
  /** `inner` holds the name; `marker` tells whether the lane is in the document. */
  dom: { foreground: HTMLElement; background: HTMLElement; inner: HTMLElement; marker: HTMLElement }
  _checkIfVisible: unknown
  /** Writes the height into the page. */
  _applyGroupHeight: (height: number) => void
}

interface VisDrawnItem {
  displayed: boolean
  parent: object | null
  /** Draws at once, or returns the steps to be run for many items in turn. */
  redraw: (this: VisDrawnItem, returnQueue?: boolean) => (() => void)[] | undefined
}

export interface VisInternals {
  dom: { root: HTMLElement; centerContainer: HTMLElement; leftContainer: HTMLElement; loadingScreen: HTMLElement }
  props: {
    root: { width: number }
    center: { width: number; height: number }
    centerContainer: { width: number; height: number }
    left: { width: number }
    top: { height: number }
    /** Zero or negative. */
    scrollTop: number
  }
  range: {
    start: number
    end: number
    setRange(start: number, end: number, options: { animation: false | object; byUser: boolean }): void
    _applyRange: (start: number | null, end: number | null) => boolean
  }
  timeAxis: {
    options: { orientation: { axis: string } }
    dom: {
      lines: HTMLElement[]
      majorTexts: HTMLElement[]
      minorTexts: HTMLElement[]
      redundant: Record<'lines' | 'majorTexts' | 'minorTexts', HTMLElement[]>
    }
    _repaintLabels: () => void
    _repaintMinorText(x: number, text: string, orientation: string, className: string): HTMLElement
    _repaintMajorText(x: number, text: string, orientation: string, className: string): HTMLElement
    _repaintMinorLine(x: number, width: number, orientation: string, className: string): HTMLElement
  }
  body: { emitter: { emit: (type: string, event?: unknown) => void } }
  emit(type: string, event: unknown): void
  /** Takes a scrolled place, and says which one it took. */
  _setScrollTop(scrollTop: number): number
  _origRedraw(): void
  _redraw(): void
  itemSet: {
    dom: { frame: HTMLElement }
    groups: Record<string, VisGroup>
    items: Record<string, VisDrawnItem>
    redraw?: () => boolean
  }
  initialFitDone: boolean
  initialRangeChangeDone: boolean
  _setScrollTop(scrollTop: number): number
}

/** The box of the lanes within the root, from what vis has measured itself: reading it forces no layout. */
export function lanesBox({ props }: VisInternals): { left: number; top: number; width: number; height: number } {
  return {
    left: props.left.width,
    top: props.top.height,
    width: props.center.width,
    height: props.centerContainer.height,
  }
}

export function internalsOf(timeline: Timeline): VisInternals {
  return timeline as unknown as VisInternals
}

/**
 * Lets the window be set once by us: without it vis fits the window to the first items that it is given, and hides
 * itself for a second.
 */
export function claimWindow(timeline: Timeline): void {
  const internals = internalsOf(timeline)
  internals.initialFitDone = true
  internals.initialRangeChangeDone = true
}

/**
 * Runs changes of the data set so that drawing costs one layout and not one per item: added items are left to the redraw
 * that follows, and changed ones are drawn together, step by step.
 */
export function inOneDraw(timeline: Timeline, change: () => void): void {
  const { itemSet } = internalsOf(timeline)
  const groupClass = groupPrototype(itemSet.groups)
  const check = groupClass?._checkIfVisible
  const itemClass = itemPrototype(itemSet.items)
  const redraw = itemClass?.redraw
  const waiting = new Set<VisDrawnItem>()
  itemSet.redraw = () => false
  if (groupClass) groupClass._checkIfVisible = () => {}
  if (itemClass && redraw) {
    itemClass.redraw = function (this: VisDrawnItem, returnQueue?: boolean) {
      if (returnQueue) return redraw.call(this, true)
      waiting.add(this)
      return undefined
    }
  }
  try {
    change()
  } finally {
    // The methods of the prototype show again.
    delete itemSet.redraw
    if (groupClass) groupClass._checkIfVisible = check
    if (itemClass && redraw) itemClass.redraw = redraw
  }
  drawTogether([...waiting].filter((item) => item.displayed && item.parent))
}

/** What a Date holds; vis throws "Invalid start" for anything else. */
const DATE_MOST_MS = 8.64e15

/** Keeps from vis what it cannot bear as a window, wherever it comes from: a pinch without a size is no window. */
export function keepWindowSane(timeline: Timeline): void {
  const { range } = internalsOf(timeline)
  const apply = range._applyRange
  const isTime = (ms: number | null) => ms === null || Math.abs(Number(ms)) <= DATE_MOST_MS
  range._applyRange = (start, end) => (isTime(start) && isTime(end) ? apply.call(range, start, end) : false)
}

/** A label of our own on vis' axis, in px from its left edge. */
export interface AxisTick {
  x: number
  minor: string
  major: string
}

/** Draws these ticks in place of vis' own wherever there are any: its steps end at a thousand years. */
export function drawAxis(timeline: Timeline, ticks: () => readonly AxisTick[] | null): void {
  const { timeAxis, props } = internalsOf(timeline)
  const original = timeAxis._repaintLabels
  timeAxis._repaintLabels = () => {
    const own = ticks()
    if (!own) return original.call(timeAxis)
    const { dom } = timeAxis
    const { axis } = timeAxis.options.orientation
    for (const kind of ['lines', 'majorTexts', 'minorTexts'] as const) {
      dom.redundant[kind] = dom[kind]
      dom[kind] = []
    }
    let said = ''
    for (const [index, { x, minor, major }] of own.entries()) {
      const widthPx = (own[index + 1]?.x ?? props.center.width) - x
      timeAxis._repaintMinorText(x, minor, axis, '').style.width = `${widthPx}px`
      timeAxis._repaintMinorLine(x, widthPx, axis, '')
      // The first stands at the edge: it names what the whole left part belongs to.
      if (major !== said) timeAxis._repaintMajorText(index === 0 ? 0 : x, major, axis, '')
      said = major
    }
    for (const left of Object.values(dom.redundant)) for (const element of left.splice(0)) element.remove()
  }
}

/**
 * Hands what goes wrong within vis to `report`: its frames, its gestures and its timers are nobody's that could catch
 * it. After the first such fault vis is left alone.
 */
export function reportFaults(timeline: Timeline, report: (error: unknown) => void): void {
  const internals = internalsOf(timeline)
  let failed = false
  const guarded =
    <A extends unknown[]>(work: (...args: A) => unknown) =>
    (...args: A): void => {
      if (failed) return
      try {
        work(...args)
      } catch (error) {
        failed = true
        report(error)
      }
    }
  const draw = guarded(internals._origRedraw.bind(timeline))
  let isAwaited = false
  // vis' own throttle has the bare drawing within it; all of these are called by name.
  internals._origRedraw = draw
  internals._redraw = () => {
    if (isAwaited) return
    isAwaited = true
    requestAnimationFrame(() => {
      isAwaited = false
      draw()
    })
  }
  // vis' own listeners of wheel and scroll bar, which were added before we came, work through these two.
  const scroll = guarded(internals._setScrollTop.bind(timeline))
  internals._setScrollTop = (scrollTop) => {
    scroll(scrollTop)
    return internals.props.scrollTop
  }
  internals.emit = guarded(internals.emit.bind(timeline))
  internals.body.emitter.emit = guarded(internals.body.emitter.emit)
  internals.range.setRange = guarded(internals.range.setRange.bind(internals.range))
}

/** How often the lanes of a timeline have changed. */
const laneChanges = new WeakMap<Timeline, number>()

/**
 * Lets vis measure lanes and their names only when one of them has changed. It does so several times in every frame,
 * also after it has moved all items, which forces a layout in the middle of the frame. To be called
 * whenever lanes are added or changed, and when the timeline has another size.
 */
export function measureLanesAgain(timeline: Timeline): void {
  const { itemSet, props } = internalsOf(timeline)
  const isFirst = !laneChanges.has(timeline)
  const changed = () => laneChanges.set(timeline, (laneChanges.get(timeline) ?? 0) + 1)
  const setting = () => `${laneChanges.get(timeline)} ${props.root.width} ${props.center.width}`
  changed()
  for (const [id, group] of Object.entries(itemSet.groups)) {
    if (id === BACKGROUND_GROUP || Object.hasOwn(group, '_applyGroupHeight')) continue
    const { dom } = group
    const apply = group._applyGroupHeight
    group._applyGroupHeight = (height) => {
      const before = dom.foreground.style.height
      apply.call(group, height)
      if (dom.foreground.style.height !== before) changed()
    }
    keepMeasures(dom.foreground, ['offsetTop', 'offsetLeft', 'offsetWidth'], setting)
    keepMeasures(dom.inner, ['clientWidth', 'clientHeight'], setting)
    keepMeasures(dom.marker, ['clientHeight'], setting)
  }
  if (!isFirst) return
  const eras = itemSet.groups[BACKGROUND_GROUP]
  if (eras) keepMeasures(eras.dom.background, ['offsetWidth'], setting)
  keepMeasures(itemSet.dom.frame, ['offsetWidth'], setting)
}

/** Properties of an element that are read anew only when `setting` has changed. */
function keepMeasures(element: HTMLElement, names: readonly (keyof HTMLElement)[], setting: () => string): void {
  for (const name of names) {
    let readFor: string | undefined
    let value: unknown
    const get = () => {
      const now = setting()
      if (now !== readFor) {
        readFor = now
        value = Reflect.get(HTMLElement.prototype, name, element)
      }
      return value
    }
    Object.defineProperty(element, name, { configurable: true, get })
  }
}

/** Tells vis the size of an item's content, which we know, so that it does not force a layout to measure it. */
export function knowSize(box: HTMLElement, size: { widthPx: number; heightPx: number }): void {
  const item = (box as { 'vis-item'?: MeasuredItem })['vis-item']
  if (!item) return
  item.overflow = true
  item.whiteSpace = false
  item._getDomComponentsSizes = () => ({ content: { width: size.widthPx }, box: { height: size.heightPx } })
}

interface MeasuredItem {
  /** Whether the content may be wider than the box, and wraps. */
  overflow: boolean
  whiteSpace: boolean
  _getDomComponentsSizes: () => { content: { width: number }; box: { height: number } }
}

/** All writes of a step come before the reads of the next. */
function drawTogether(items: readonly VisDrawnItem[]): void {
  const queues = items.map((item) => item.redraw(true) ?? [])
  const steps = Math.max(0, ...queues.map((queue) => queue.length))
  for (let step = 0; step < steps; step++) for (const queue of queues) queue[step]?.()
}

/** Group's own prototype, reached through the background group, which extends it. */
function groupPrototype(groups: Record<string, VisGroup>): VisGroup | null {
  const background = groups[BACKGROUND_GROUP]
  if (!background) return null
  return Object.getPrototypeOf(Object.getPrototypeOf(background)) as VisGroup
}

/** That of the ranges: all events are ranges, the first item may be an era. */
function itemPrototype(items: Record<string, VisDrawnItem>): VisDrawnItem | null {
  for (const [id, item] of Object.entries(items)) {
    if (!id.startsWith(BACKGROUND_ID)) return Object.getPrototypeOf(item) as VisDrawnItem
  }
  return null
}

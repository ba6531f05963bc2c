/**
 * The private parts of vis-timeline 8.5.4 that we lean on, in one place: held by `vis-internals.test.ts` and to be
 * checked when the pinned version changes.
 */
import type { Timeline } from 'vis-timeline/esnext'

interface VisGroup {
  /** Of its lane, from the top of the scrolled content. */
  top: number
  height: number
  _checkIfVisible: unknown
}

export interface VisInternals {
  dom: { root: HTMLElement; centerContainer: HTMLElement; leftContainer: HTMLElement; loadingScreen: HTMLElement }
  props: {
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
  }
  itemSet: { groups: Record<string, VisGroup>; redraw?: () => boolean }
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
 * Runs changes of the data set without vis drawing each added item by itself, which forces one layout per item; the one
 * redraw that follows draws all of them.
 */
export function inOneDraw(timeline: Timeline, change: () => void): void {
  const { itemSet } = internalsOf(timeline)
  const groupClass = groupPrototype(itemSet.groups)
  const check = groupClass?._checkIfVisible
  itemSet.redraw = () => false
  if (groupClass) groupClass._checkIfVisible = () => {}
  try {
    change()
  } finally {
    // The methods of the prototype show again.
    delete itemSet.redraw
    if (groupClass) groupClass._checkIfVisible = check
  }
}

/** Group's own prototype, reached through the background group, which extends it. */
function groupPrototype(groups: Record<string, VisGroup>): VisGroup | null {
  const background = groups.__background__
  if (!background) return null
  return Object.getPrototypeOf(Object.getPrototypeOf(background)) as VisGroup
}

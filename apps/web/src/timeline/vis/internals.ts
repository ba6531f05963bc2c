/**
 * The private parts of vis-timeline 8.5.4 that we lean on, in one place: held by `test/browser/vis-internals.spec.ts`
 * and to be checked when the pinned version changes.
 */
import type { Timeline } from 'vis-timeline/esnext'

/** Ids of background items begin so. */
export const BACKGROUND_ID = 'era:'

/** vis' own group of background items. */
export const BACKGROUND_GROUP = '__background__'

export interface VisGroup {
  /** Of its lane, from the top of the scrolled content. */
  top: number
  height: number
  /** `inner` holds the name; `marker` tells whether the lane is in the document. */
  dom: { foreground: HTMLElement; background: HTMLElement; inner: HTMLElement; marker: HTMLElement }
  _checkIfVisible: unknown
  /** Writes the height into the page. */
  _applyGroupHeight: (height: number) => void
}

export interface VisDrawnItem {
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

/**
 * The window of time that is shown: what was asked for, kept within the limits of what there is, and handed on in the
 * unit that vis can hold. Knows vis only as the `Pane` that it moves.
 */
import { CLOSEST_MS, FARTHEST_MS, limitsAround, toVisMs, visUnitOf, windowWithin } from '../axis/axis-reach.ts'
import type { Fit } from '../layout/layouts.ts'
import type { TimeWindow } from '../axis/time-window.ts'
import { type Content, fitWindow } from './fit-window.ts'
import { panned, revealing, zoomed } from './moved-window.ts'

/** Zooming out ends at so many widths of what there is. */
const MAX_WIDTHS = 3

/** What draws the window. Its times are ours divided by the unit that it was told last. */
export interface Pane {
  range: () => { start: number; end: number }
  setRange: (start: number, end: number, isAnimated: boolean) => void
  setLimits: (limits: { zoomMin: number; zoomMax: number; min: number; max: number }) => void
  setNow: (ms: number) => void
  widthPx: () => number
  /** Its left and right edge on the screen. Forces a layout. */
  measure: () => { left: number; width: number }
  /** Whether people asked for less motion. */
  isStill: () => boolean
}

interface Moving {
  animate: boolean
}

export class Viewport {
  readonly #pane: Pane
  readonly #onShown: () => void
  readonly #nowMs: () => number
  #content: Content = { span: null, events: [] }
  #unit = 1
  #limits: TimeWindow = limitsAround({ fromMs: -FARTHEST_MS, toMs: FARTHEST_MS })
  #hasWindow = false
  /** A window that was asked for before there was any content, whose limits it needs. */
  #asked: TimeWindow | undefined
  /** The window of the last "fit all". */
  #fitted: TimeWindow | undefined
  #fit: { content: Content; fit: Fit } | undefined
  #edges: { left: number; width: number } | undefined

  /** `onShown`: after a window was set that is shown at once; vis reports an animated one frame by frame. */
  constructor(pane: Pane, onShown: () => void, nowMs: () => number = Date.now) {
    this.#pane = pane
    this.#onShown = onShown
    this.#nowMs = nowMs
  }

  get window(): TimeWindow {
    const { start, end } = this.#pane.range()
    return { fromMs: start * this.#unit, toMs: end * this.#unit }
  }

  get widthPx(): number {
    return this.#pane.widthPx()
  }

  get pxPerMs(): number {
    const { fromMs, toMs } = this.window
    return this.widthPx / Math.max(toMs - fromMs, 1)
  }

  /** By what vis' times are divided: see axis-reach.ts. */
  get unit(): number {
    return this.#unit
  }

  /** The window in which everything is shown, in the present width. */
  get whole(): Fit {
    // Asked for in every frame of a moving window.
    const { widthPx } = this
    if (this.#fit?.content !== this.#content || this.#fit.fit.widthPx !== widthPx) {
      const window = fitWindow(this.#content, widthPx, this.#nowMs())
      this.#fit = { content: this.#content, fit: { window, widthPx } }
    }
    return this.#fit.fit
  }

  /** Brings limits in line with what there is to show, and shows the first window when there is none yet. */
  setContent(content: Content): void {
    const before = this.#content.span
    this.#content = content
    // The window comes after its limits: vis cuts it to those that it knows.
    const isOther = before?.fromMs !== content.span?.fromMs || before?.toMs !== content.span?.toMs
    if (isOther || !this.#hasWindow) this.#setLimits()
    if (this.#hasWindow) return
    this.#hasWindow = true
    if (this.#asked) this.show(this.#asked, { animate: false })
    else this.fit({ animate: false })
  }

  /** Shows a window, or the part of it within the limits; an invalid window changes nothing. */
  show(asked: TimeWindow, { animate }: Moving): void {
    if (!this.#hasWindow) {
      this.#asked = asked
      return
    }
    const window = windowWithin(asked, this.#limits, this.#widestMs())
    if (!window) return
    // Asked whether or not it is animated, so that a fault in it is one of every gesture.
    const isStill = this.#pane.isStill()
    const isAnimated = animate && !isStill
    this.#setRange(window, isAnimated)
    if (!isAnimated) this.#onShown()
  }

  /** Shows everything. */
  fit(moving: Moving): void {
    this.#fitted = this.whole.window
    this.show(this.#fitted, moving)
  }

  /** Fits again what was fitted and not moved since: the size or the widths of labels have changed. */
  fitAgain(): void {
    if (!this.#fitted) return
    const { fromMs, toMs } = this.window
    const hairMs = 1 / this.pxPerMs
    if (Math.abs(fromMs - this.#fitted.fromMs) < hairMs && Math.abs(toMs - this.#fitted.toMs) < hairMs)
      this.fit({ animate: false })
  }

  /** Zooms by a factor (above 1: in) around a time, the middle by default. */
  zoom(factor: number, { aroundMs, animate }: Moving & { aroundMs?: number | undefined }): void {
    const { window } = this
    const around = aroundMs ?? (window.fromMs + window.toMs) / 2
    this.show(zoomed(window, factor, around, this.#widestMs()), { animate })
  }

  /** Moves the window by a share of its width. */
  pan(share: number, moving: Moving): void {
    this.show(panned(this.window, share), moving)
  }

  /** Brings an event into view, moving no more than needed. */
  reveal(event: Parameters<typeof revealing>[1]): void {
    const window = revealing(this.window, event)
    if (window) this.show(window, { animate: false })
  }

  /** The time under a place on the screen. */
  timeAt(clientX: number): number {
    // Kept until the size changes: asked for at every turn of the wheel, it would force a layout each time.
    this.#edges ??= this.#pane.measure()
    const { left, width } = this.#edges
    const { fromMs, toMs } = this.window
    return fromMs + ((clientX - left) / width) * (toMs - fromMs)
  }

  /** It has another size or another position on the screen. */
  resized(): void {
    this.#edges = undefined
  }

  #widestMs(): number {
    const { fromMs, toMs } = this.whole.window
    return (toMs - fromMs) * MAX_WIDTHS
  }

  #setLimits(): void {
    const before = this.#hasWindow ? this.window : null
    this.#limits = limitsAround(this.whole.window)
    const unit = visUnitOf(this.#limits)
    const isOtherUnit = unit !== this.#unit
    this.#unit = unit
    const widest = Math.min(this.#widestMs(), this.#limits.toMs - this.#limits.fromMs)
    this.#pane.setLimits({
      zoomMin: CLOSEST_MS / unit,
      zoomMax: widest / unit,
      min: toVisMs(this.#limits.fromMs, unit),
      max: toVisMs(this.#limits.toMs, unit),
    })
    if (!before) return
    if (isOtherUnit) this.#pane.setNow(toVisMs(this.#nowMs(), unit))
    const after = windowWithin(before, this.#limits, widest)
    if (after && (isOtherUnit || after.fromMs !== before.fromMs || after.toMs !== before.toMs))
      this.#setRange(after, false)
  }

  #setRange({ fromMs, toMs }: TimeWindow, isAnimated: boolean): void {
    this.#pane.setRange(fromMs / this.#unit, toMs / this.#unit, isAnimated)
  }
}

/**
 * The layouts of one chronology, one per level of scale, and what of them is drawn in a window. It owns what is kept
 * between two calls (rows, layouts, what was chosen last), so no other code has to know when that is out of date. Pure:
 * knows neither vis nor the DOM.
 */
import type { TimeWindow } from '../axis/time-window.ts'
import { layOut } from './lay-out.ts'
import type { Layout, Placeable, Placement } from './placement.ts'
import { levelOf, scaleOfLevel } from './scale-level.ts'
import { type SharedRows, shareRows } from './share-rows.ts'
import { OVERSCAN, shownIn } from './shown-in.ts'

/** In a chronology of more events, rows are not shared out again for every edit. */
const MANY_EVENTS = 500
/** Many events are other ones where their number has changed by this share. */
const GROWN_SHARE = 0.05
/** How much of the overscan may be used up before more is drawn. */
const COVERED_SHARE = 0.8

/** The window in which everything is shown, and how wide it is drawn. */
export interface Fit {
  window: TimeWindow
  widthPx: number
}

/** What is drawn now. */
export interface Choice {
  layout: Layout
  /** The scale that the layout was made for. */
  pxPerMs: number
  shown: readonly Placement[]
}

export class Layouts {
  #events: readonly Placeable[] = []
  #shared: SharedRows = { rows: [], crowded: [] }
  #sharedFor = { setting: '', count: 0 }
  #byLevel = new Map<number, Layout>()
  #layout: Layout | null = null
  /** What holds until the window leaves `covered`; null where it has to be chosen again. */
  #chosen: { covered: TimeWindow; ids: ReadonlySet<string> } | null = null
  #pinned: ReadonlySet<string> = new Set()

  /** Rows of a lane. */
  rowsOf(lane: number): number {
    return this.#shared.rows[lane] ?? 1
  }

  /** Whether a lane needs room for counts of what is hidden. */
  isCrowded(lane: number): boolean {
    return this.#shared.crowded[lane] ?? false
  }

  /** Where an event is at the present scale; undefined while it is hidden. */
  placementOf(id: string): Placement | undefined {
    return this.#layout?.placements.get(id)
  }

  /** Other events or lanes, or another size: rows are shared out where it may matter, and everything is laid out again. */
  renew(content: { events: readonly Placeable[]; laneIds: readonly string[] }, fit: Fit, heightPx: number): void {
    this.#events = content.events
    this.#byLevel.clear()
    this.#chosen = null
    const { window, widthPx } = fit
    const pxPerMs = scaleOf(fit)
    const { laneIds, events } = content
    if (!this.#needsRows([pxPerMs, heightPx, ...laneIds].join(), events.length)) return
    const room = { laneCount: laneIds.length, pxPerMs, edgeMs: window.toMs, windowPx: widthPx, heightPx }
    this.#shared = shareRows(events, room)
  }

  /**
   * Events that are shown whatever their importance: the selected one, the one with the keyboard focus. `id`: the one
   * that was added. Laid out again where it has no place; true where it was not chosen yet.
   */
  pin(pinned: ReadonlySet<string>, id: string | undefined): boolean {
    this.#pinned = pinned
    if (id === undefined) return false
    if (this.#layout && !this.#layout.placements.has(id)) this.#byLevel.clear()
    if (this.#chosen?.ids.has(id)) return false
    this.#chosen = null
    return true
  }

  /** What to draw in a window at a scale; null while what was chosen last still holds. */
  choose(window: TimeWindow, pxPerMs: number, fit: Fit): Choice | null {
    const fitScale = scaleOf(fit)
    const level = levelOf(pxPerMs, fitScale)
    const covered = this.#chosen?.covered
    const covers = covered && covered.fromMs <= window.fromMs && covered.toMs >= window.toMs
    if (covers && this.#layout?.level === level && this.#byLevel.has(level)) return null
    const levelPxPerMs = scaleOfLevel(level, fitScale)
    const layout = this.#byLevel.get(level) ?? this.#layOut(level, levelPxPerMs, fit)
    this.#byLevel.set(level, layout)
    this.#layout = layout
    const shown = shownIn(layout, window, this.#pinned)
    const margin = (window.toMs - window.fromMs) * OVERSCAN * COVERED_SHARE
    this.#chosen = {
      covered: { fromMs: window.fromMs - margin, toMs: window.toMs + margin },
      ids: new Set(shown.map(({ id }) => id)),
    }
    return { layout, pxPerMs: levelPxPerMs, shown }
  }

  #layOut(level: number, pxPerMs: number, { window, widthPx }: Fit): Layout {
    return layOut(this.#events, {
      level,
      pxPerMs,
      rows: this.#shared.rows,
      windowPx: widthPx,
      edgeMs: level === 0 ? window.toMs : Infinity,
      keep: this.#layout?.placements,
      pinned: this.#pinned,
    })
  }

  #needsRows(setting: string, count: number): boolean {
    const before = this.#sharedFor
    const hasGrown = Math.abs(count - before.count) > count * GROWN_SHARE
    if (count > MANY_EVENTS && setting === before.setting && !hasGrown) return false
    this.#sharedFor = { setting, count }
    return true
  }
}

function scaleOf({ window, widthPx }: Fit): number {
  return widthPx / (window.toMs - window.fromMs)
}

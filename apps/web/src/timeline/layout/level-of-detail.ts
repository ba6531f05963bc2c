/**
 * Which events are drawn at a scale, in which row of their lane and with how much of their label; the rest is counted.
 * Pure: no DOM, no clock. One layout covers the whole chronology at one scale level, so that panning never moves an
 * event to another row; the window only chooses which of the placed events are handed to vis-timeline, and that choice
 * is bounded (each drawn item costs about 0.045 ms per frame: 250 of them leave room for 60 frames a second).
 */

export const MARK_PX = 18
/** Space between two neighbours in a row. */
export const GAP_PX = 8
export const MAX_SHOWN = 250
/** What a window of a chronology with more events than that aims at: zooming needs the room for what comes and goes. */
const CROWD_SHOWN = 150
/** Width of the cells in which hidden events are counted. */
export const CELL_PX = 240
/** How much of the window is laid ready on either side of it. */
export const OVERSCAN = 0.35
/** A bar or extent shorter than this is drawn as its mark alone. */
const MIN_EXTENT_PX = 14
const MIN_BAR_PX = 26
/** Share of the window from which an extent is `wide`. */
const WIDE_SHARE = 0.6
/** Widths that all labels of a lane are first given, widest first; whatever room is left is shared out afterwards. */
const LABEL_CAPS_PX = [230, 160, 112, 76, 44]
/** In a lane of more events than this, one width is tried: it will not all fit. */
const MANY_EVENTS = 300
const MANY_CAP_PX = 92
const WIDEST_LABEL_PX = 360
/** The last labels take at most this share of a window that shows everything. */
const LABEL_SHARE = 0.28
/** A label below this says nothing: the mark stands alone. */
const MIN_LABEL_PX = 30
/** Scale levels are this factor apart; the layout is made for the coarser end, so labels never overlap within a level. */
const LEVEL_STEP = Math.SQRT2

/** What shows that a bar goes on, beyond its end. */
export const TAIL_PX = 20

export interface Placeable {
  id: string
  lane: number
  startMs: number
  endMs: number
  anchorMs: number
  lasts: boolean
  /** Width of the whole label. */
  labelPx: number
  /** Beyond the end of its bar; 0 where it has none. */
  tailPx?: number
  importance: number
}

/**
 * `mark`: at its anchor; `extent`: mark at the middle of a thin bar; `wide`: the same, but so long that its middle may
 * be out of sight, so mark and label keep to the visible part; `bar`: a duration with the label inside, likewise.
 */
export type Shape = 'mark' | 'extent' | 'wide' | 'bar'

export interface Placement {
  id: string
  lane: number
  row: number
  shape: Shape
  /** Room for the label; 0 draws the mark alone. */
  labelPx: number
  /** All that it covers, in ms at this level, label included: for culling. */
  fromMs: number
  toMs: number
  importance: number
}

export interface Layout {
  level: number
  placements: ReadonlyMap<string, Placement>
  hidden: readonly Placeable[]
}

/** The level of a scale relative to the scale at which everything fits, which is level 0. */
export function levelOf(pxPerMs: number, fitPxPerMs: number): number {
  // A hair more, so that "fit all" itself is level 0 whatever the rounding.
  return Math.floor(Math.log(pxPerMs / fitPxPerMs) / Math.log(LEVEL_STEP) + 1e-3)
}

/** The coarsest scale of a level. */
export function scaleOfLevel(level: number, fitPxPerMs: number): number {
  return fitPxPerMs * LEVEL_STEP ** level
}

interface LayoutOptions {
  level: number
  /** The scale that the level is made for: see `scaleOfLevel`. */
  pxPerMs: number
  /** Rows of each lane. */
  rows: readonly number[]
  windowPx: number
  /** Rows of an earlier layout, kept where they are still free. */
  keep?: ReadonlyMap<string, Placement>
  /** Events that are shown whatever their importance: the selected one, the one with the keyboard focus. */
  pinned?: ReadonlySet<string>
  /** Right edge of what "fit all" shows: labels end before it. Infinity where the window is only a part. */
  edgeMs?: number
}

/**
 * The coarsest scale at which the marks still stand in a window of `windowPx`, each with a readable part of its label:
 * a window that ended with the last mark would cut the last labels. `fromMs` is the window's left edge.
 */
export function scaleForLabels(events: readonly Placeable[], fromMs: number, windowPx: number): number {
  const mostPx = Math.min(LABEL_CAPS_PX[0] ?? 0, windowPx * LABEL_SHARE)
  let pxPerMs = Infinity
  for (const event of events) {
    // However narrow: a window that is being closed has no width left.
    const roomPx = Math.max(windowPx - MARK_PX - 2 * GAP_PX - Math.min(event.labelPx, mostPx), windowPx / 4)
    const startMs = labelledFrom(event)
    if (startMs > fromMs) pxPerMs = Math.min(pxPerMs, roomPx / (startMs - fromMs))
  }
  return pxPerMs
}

/**
 * Places the events, the important first. Each lane takes the label width at which most can be read: hidden events
 * weigh more than marks without a label, and those more than cut labels.
 */
export function layOut(events: readonly Placeable[], options: LayoutOptions): Layout {
  const { pxPerMs, rows, pinned } = options
  const isPinned = (event: Placeable) => Number(pinned?.has(event.id) ?? false)
  const byLane = rows.map((): Placeable[] => [])
  for (const event of events) byLane[event.lane]?.push(event)
  const quota = cellQuota(events.length, options.windowPx, rows.length)
  const placements = new Map<string, Placement>()
  const hidden: Placeable[] = []
  for (const [lane, unsorted] of byLane.entries()) {
    const members = unsorted.sort(
      (a, b) => isPinned(b) - isPinned(a) || b.importance - a.importance || (a.id < b.id ? -1 : 1),
    )
    const caps = members.length > MANY_EVENTS ? [MANY_CAP_PX] : LABEL_CAPS_PX
    let best: LaneLayout | null = null
    for (const cap of caps) {
      const tried = layOutLane(members, rows[lane] ?? 1, cap, quota, options)
      if (!best || tried.cost < best.cost) best = tried
      if (best.cost === 0) break
    }
    if (!best) continue
    for (const one of best.placed) placements.set(one.event.id, placementOf(one, pxPerMs))
    hidden.push(...best.hidden)
  }
  return { level: options.level, placements, hidden }
}

interface LaneLayout {
  placed: Placed[]
  hidden: Placeable[]
  cost: number
}

function layOutLane(
  members: readonly Placeable[],
  rowCount: number,
  capPx: number,
  quota: number,
  { pxPerMs, windowPx, keep, pinned, edgeMs = Infinity }: LayoutOptions,
): LaneLayout {
  const edgePx = edgeMs * pxPerMs
  const lane = Array.from({ length: rowCount }, () => new Row())
  const placed: Placed[] = []
  const perCell = new Map<number, number>()
  let pending = members
  for (const widest of [capPx, 0]) {
    const next: Placeable[] = []
    for (const event of pending) {
      const cell = cellOf(event.anchorMs, pxPerMs)
      const isPinned = pinned?.has(event.id) ?? false
      if ((perCell.get(cell) ?? 0) >= quota && !isPinned) {
        next.push(event)
        continue
      }
      const toEdge = edgePx - labelledFrom(event) * pxPerMs - MARK_PX - 2 * GAP_PX
      const labelPx = Math.min(event.labelPx, widest, toEdge < MIN_LABEL_PX ? 0 : toEdge)
      const box = boxOf(event, labelPx, pxPerMs, windowPx)
      const kept = keep?.get(event.id)?.row
      let row = freeRow(lane, box, kept)
      // What must be seen is laid over the others rather than left out.
      if (row === -1 && isPinned) row = Math.min(kept ?? 0, rowCount - 1)
      if (row === -1) {
        next.push(event)
        continue
      }
      lane[row]?.take(box)
      perCell.set(cell, (perCell.get(cell) ?? 0) + 1)
      placed.push({ event, box, row })
    }
    pending = next
  }
  widen(placed, pxPerMs, edgePx)
  return { placed, hidden: [...pending], cost: costOf(placed, pending.length) }
}

/** How much is lost to the reader: a hidden event 1, a mark without label 0.4, a label by the share that is cut off. */
function costOf(placed: readonly Placed[], hidden: number): number {
  let cost = hidden
  for (const { event, box } of placed) {
    if (box.labelPx < MIN_LABEL_PX) cost += 0.4
    else cost += 0.25 * Math.max(0, 1 - box.labelPx / Math.min(event.labelPx, 200))
  }
  return cost
}

/** The placed events that a window needs, with overscan: at most MAX_SHOWN, the pinned and important first. */
export function shownIn(
  layout: Layout,
  window: { fromMs: number; toMs: number },
  pinned: ReadonlySet<string> = new Set(),
): Placement[] {
  const margin = (window.toMs - window.fromMs) * OVERSCAN
  const from = window.fromMs - margin
  const to = window.toMs + margin
  const shown: Placement[] = []
  for (const placement of layout.placements.values()) {
    if ((placement.toMs >= from && placement.fromMs <= to) || pinned.has(placement.id)) shown.push(placement)
  }
  if (shown.length <= MAX_SHOWN) return shown
  shown.sort((a, b) => Number(pinned.has(b.id)) - Number(pinned.has(a.id)) || b.importance - a.importance)
  return shown.slice(0, MAX_SHOWN)
}

export interface Cell {
  lane: number
  index: number
  count: number
  fromMs: number
  toMs: number
}

/** Hidden events counted by lane and time cell. */
export function hiddenCells(layout: Layout, pxPerMs: number): Cell[] {
  const cells = new Map<string, Cell>()
  for (const event of layout.hidden) {
    const index = cellOf(event.anchorMs, pxPerMs)
    const key = `${event.lane}:${index}`
    const cell = cells.get(key)
    if (cell) cell.count++
    else {
      const fromMs = (index * CELL_PX) / pxPerMs
      cells.set(key, { lane: event.lane, index, count: 1, fromMs, toMs: fromMs + CELL_PX / pxPerMs })
    }
  }
  return [...cells.values()]
}

/**
 * Rows for each lane: as many as its events need at the given scale to stand with their labels, within `budget` rows
 * in all; what is short goes to the lanes that need it most. Every lane has at least one.
 */
export function rowsPerLane(
  events: readonly Placeable[],
  laneCount: number,
  options: { pxPerMs: number; windowPx: number; budget: number; most: number },
): number[] {
  const byLane = Array.from({ length: laneCount }, (): Placeable[] => [])
  for (const event of events) byLane[event.lane]?.push(event)
  const need = byLane.map((members) => {
    // Beyond this it is a matter of counting anyway.
    if (members.length > MANY_EVENTS) return options.most
    const sorted = [...members].sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1))
    const cap = LABEL_CAPS_PX[1] ?? 0
    const { placed } = layOutLane(sorted, options.most, cap, Infinity, { level: 0, ...options, rows: [] })
    return placed.reduce((most, { row }) => Math.max(most, row + 1), 1)
  })
  // A second row costs little and spares a small lane its counts.
  const rows = need.map((wanted) => Math.min(wanted, 2))
  for (let left = options.budget - rows.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    let neediest = -1
    let worst = 1
    for (const [lane, wanted] of need.entries()) {
      const ratio = wanted / (rows[lane] ?? 1)
      if (ratio > worst) {
        worst = ratio
        neediest = lane
      }
    }
    if (neediest === -1) break
    rows[neediest] = (rows[neediest] ?? 1) + 1
  }
  return rows
}

/** What an event covers at a scale: its mark and label, and beneath them the bar of its extent. */
interface Box {
  left: number
  right: number
  barLeft: number
  barRight: number
  shape: Shape
  labelPx: number
}

interface Placed {
  event: Placeable
  box: Box
  row: number
}

function boxOf(event: Placeable, labelPx: number, pxPerMs: number, windowPx: number): Box {
  const start = event.startMs * pxPerMs
  const end = event.endMs * pxPerMs
  const anchor = event.anchorMs * pxPerMs
  const label = labelPx > 0 ? labelPx + GAP_PX : 0
  const lasts = event.lasts && end - start >= MIN_BAR_PX
  // The label of a wide extent may come to stand anywhere on it.
  if (lasts || (!event.lasts && end - start > windowPx * WIDE_SHARE)) {
    const barRight = lasts ? end + (event.tailPx ?? 0) : end
    return {
      left: start,
      right: Math.max(barRight, start + MARK_PX + label),
      barLeft: start,
      barRight,
      shape: lasts ? 'bar' : 'wide',
      labelPx,
    }
  }
  // Where not even a label fits, the length is left to the tooltip rather than the event left out.
  const extended = !event.lasts && end - start >= MIN_EXTENT_PX && labelPx > 0
  const left = anchor - MARK_PX / 2
  return {
    left,
    right: left + MARK_PX + label,
    barLeft: extended ? start : left,
    barRight: extended ? end : left + MARK_PX,
    shape: extended ? 'extent' : 'mark',
    labelPx,
  }
}

/** Where mark and label begin; a duration carries them at its start. */
function labelledFrom({ lasts, startMs, anchorMs }: Placeable): number {
  return lasts ? startMs : anchorMs
}

/** Row for a box: the one it had, else the uppermost that is free; -1 if there is none. */
function freeRow(lane: readonly Row[], box: Box, kept: number | undefined): number {
  if (kept !== undefined && lane[kept]?.isFree(box)) return kept
  return lane.findIndex((row) => row.isFree(box))
}

/** Labels that were cut short get the room up to their right neighbour. */
function widen(placed: readonly Placed[], pxPerMs: number, edgePx: number): void {
  const byRow = new Map<string, Placed[]>()
  for (const one of placed) {
    const key = `${one.event.lane}:${one.row}`
    const row = byRow.get(key)
    if (row) row.push(one)
    else byRow.set(key, [one])
  }
  for (const row of byRow.values()) {
    row.sort((a, b) => a.box.left - b.box.left)
    for (const [index, { event, box }] of row.entries()) {
      const wanted = Math.min(event.labelPx, WIDEST_LABEL_PX)
      if (box.labelPx >= wanted) continue
      const left = box.shape === 'bar' || box.shape === 'wide' ? box.barLeft : event.anchorMs * pxPerMs - MARK_PX / 2
      const room = Math.min(row[index + 1]?.box.left ?? Infinity, edgePx) - left - MARK_PX - 2 * GAP_PX
      const labelPx = Math.min(wanted, room)
      if (labelPx > Math.max(box.labelPx, MIN_LABEL_PX)) {
        box.labelPx = labelPx
        box.right = Math.max(box.right, left + MARK_PX + labelPx + GAP_PX)
      }
    }
  }
}

function placementOf({ event, box, row }: Placed, pxPerMs: number): Placement {
  return {
    id: event.id,
    lane: event.lane,
    row,
    shape: box.shape,
    labelPx: Math.floor(box.labelPx),
    fromMs: Math.min(box.left, box.barLeft) / pxPerMs,
    toMs: Math.max(box.right, box.barRight) / pxPerMs,
    importance: event.importance,
  }
}

/** How many events one lane may show in one cell, so that a window with overscan shows about CROWD_SHOWN. */
function cellQuota(count: number, windowPx: number, lanes: number): number {
  if (count <= MAX_SHOWN) return Infinity
  const cells = (windowPx * (1 + 2 * OVERSCAN)) / CELL_PX + 1
  return Math.max(1, Math.round(CROWD_SHOWN / (cells * Math.max(lanes, 1))))
}

function cellOf(ms: number, pxPerMs: number): number {
  return Math.floor((ms * pxPerMs) / CELL_PX)
}

/** One row: what is taken by marks and labels, and by the thin bars under them. A bar may pass under a label. */
class Row {
  readonly #labels = new Intervals()
  readonly #bars = new Intervals()

  isFree(box: Box): boolean {
    if (!this.#labels.isFree(box.left, box.right) || !this.#bars.isFree(box.barLeft, box.barRight)) return false
    // A duration is as high as its row: nothing passes under it.
    return (
      box.shape !== 'bar' || (this.#bars.isFree(box.left, box.right) && this.#labels.isFree(box.barLeft, box.barRight))
    )
  }

  take(box: Box): void {
    this.#labels.add(box.left, box.right)
    this.#bars.add(box.barLeft, box.barRight)
  }
}

/** Disjoint intervals on a line, sorted. */
class Intervals {
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  isFree(from: number, to: number): boolean {
    const at = this.#firstEndingAfter(from)
    return at === this.#starts.length || (this.#starts[at] ?? Infinity) >= to
  }

  add(from: number, to: number): void {
    const at = this.#firstEndingAfter(from)
    this.#starts.splice(at, 0, from)
    this.#ends.splice(at, 0, to)
  }

  #firstEndingAfter(x: number): number {
    let low = 0
    let high = this.#ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ends[middle] ?? 0) <= x) low = middle + 1
      else high = middle
    }
    return low
  }
}

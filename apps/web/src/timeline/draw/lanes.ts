/** The lanes as vis has them: their heights and names, and where they are on the screen. */
import type { DataSet } from 'vis-data/esnext'
import type { Timeline } from 'vis-timeline/esnext'
import { LANE_PADDING_PX, laneTopPx, ROW_PX } from '../layout/lane-size.ts'
import type { Lane } from '../layout/timeline-model.ts'
import { internalsOf, type VisGroup, type VisInternals } from '../vis/internals.ts'
import { measureLanesAgain } from '../vis/lane-measures.ts'
import type { LaneLabels } from './lane-labels.ts'
import { groupId } from './vis-items.ts'

export interface VisLane {
  id: string
  order: number
  content: string
  signature: string
}

export class Lanes {
  readonly #timeline: Timeline
  readonly #internals: VisInternals
  readonly #groups: DataSet<VisLane>
  readonly #labels: LaneLabels
  #lanes: readonly Lane[] = []
  #hasEras = false

  constructor(timeline: Timeline, groups: DataSet<VisLane>, labels: LaneLabels) {
    this.#timeline = timeline
    this.#internals = internalsOf(timeline)
    this.#groups = groups
    this.#labels = labels
  }

  /** Brings vis' lanes in line with these. */
  show(lanes: readonly Lane[], hasEras: boolean, heightPx: (lane: number) => number): void {
    this.#lanes = lanes
    this.#hasEras = hasEras
    const wanted = lanes.map((lane, order): VisLane => {
      const id = groupId(lane.id)
      return { id, order, content: '', signature: this.#labels.show(id, lane, heightPx(order)) }
    })
    const ids = new Set(wanted.map((group) => group.id))
    const gone = this.#groups.getIds().filter((id) => !ids.has(String(id)))
    const changed = wanted.filter((group) => {
      const shown = this.#groups.get(group.id)
      return shown?.order !== group.order || shown.signature !== group.signature
    })
    if (gone.length > 0) this.#groups.remove(gone)
    if (changed.length === 0) return
    this.#groups.update(changed)
    measureLanesAgain(this.#timeline)
    // Lanes out of sight keep their old height otherwise.
    for (const { id } of changed) {
      const group = this.#internals.itemSet.groups[id]
      if (group) group.height = 0
    }
    this.#timeline.redraw()
  }

  /** vis measures where a lane begins before it draws the heights of those above it: it may know the place of before. */
  areInPlace(): boolean {
    const groups = this.#lanes.map((_, lane) => this.#group(lane))
    return groups.every((group, lane) => {
      const above = groups[lane - 1]
      return !group || !above || group.top === above.top + above.height
    })
  }

  /** The lane under a place on the screen; -1 where there is none. */
  laneAt(clientY: number): number {
    const { dom, props } = this.#internals
    const y = clientY - dom.centerContainer.getBoundingClientRect().top - props.scrollTop
    return this.#lanes.findIndex((_, lane) => {
      const group = this.#group(lane)
      return group !== undefined && y >= group.top && y < group.top + group.height
    })
  }

  /** Box of a lane on the screen, relative to the list. */
  boxOf(lane: number): { top: number; height: number } | null {
    const group = this.#group(lane)
    return group ? { top: group.top + this.#internals.props.scrollTop, height: group.height } : null
  }

  /** Top of a row on the screen, relative to the list. */
  rowTop(lane: number, row: number): number {
    return this.#rowTop(lane, row) + this.#internals.props.scrollTop
  }

  /** Scrolls no more than needed to see a row. */
  revealRow(lane: number, row: number): void {
    const y = this.#rowTop(lane, row)
    const { centerContainer, scrollTop } = this.#internals.props
    if (y + scrollTop < 0) this.#scrollTo(-y + ROW_PX)
    else if (y + scrollTop + ROW_PX > centerContainer.height) this.#scrollTo(centerContainer.height - y - 2 * ROW_PX)
  }

  /** Scrolls the lanes; positive is down. */
  scrollBy(px: number): void {
    this.#scrollTo(this.#internals.props.scrollTop - px)
  }

  #group(lane: number): VisGroup | undefined {
    return this.#internals.itemSet.groups[groupId(this.#lanes[lane]?.id ?? '')]
  }

  /** From the top of the scrolled content. */
  #rowTop(lane: number, row: number): number {
    const top = this.#group(lane)?.top ?? 0
    return top + LANE_PADDING_PX / 2 + laneTopPx(lane, this.#hasEras) + row * ROW_PX
  }

  #scrollTo(scrollTop: number): void {
    this.#internals._setScrollTop(Math.min(0, scrollTop))
    this.#timeline.redraw()
  }
}

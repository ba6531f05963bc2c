import 'vis-timeline/styles/vis-timeline-graph2d.min.css'
import './vis.css'
import moment from 'moment'
import type { DataSet } from 'vis-data/esnext'
import { Timeline } from 'vis-timeline/esnext'
import { CLOSEST_MS } from '../axis/axis-reach.ts'
import { type AxisTick, drawOwnAxis } from './own-axis.ts'
import { reportFaults } from './report-faults.ts'
import { claimWindow, keepWindowSane } from './sane-window.ts'

export interface VisOptions<Item, Group> {
  items: DataSet<Item & { id: string }>
  groups: DataSet<Group & { id: string }>
  labels: { minor: (ms: number, scale: string) => string; major: (ms: number, scale: string) => string }
  /** Our own ticks; null where vis draws its own. */
  ticks: () => readonly AxisTick[] | null
  /** Content of an item's box, or text. */
  itemContent: (item: Item | undefined, box: HTMLElement) => Element | string
  groupContent: (group: { id: string } | undefined) => Element
  onFault: (error: unknown) => void
}

/** vis-timeline as we use it: it draws, and neither edits, selects, stacks nor fits by itself. */
export function createVis<Item, Group>(container: HTMLElement, options: VisOptions<Item, Group>): Timeline {
  const { items, groups, labels, ticks, itemContent, groupContent, onFault } = options
  // Never items together with `start` and `end`: vis would draw each by itself, which is quadratic, and an explicit
  // `rtl` keeps it from hiding itself for a second. The types of vis know neither its own `esnext` data sets nor templates
  // that return elements: hence `never`.
  const timeline = new Timeline(container, items as never, groups as never, {
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
      minorLabels: ((date: Date, scale: string) => labels.minor(+date, scale)) as never,
      majorLabels: ((date: Date, scale: string) => labels.major(+date, scale)) as never,
    },
    showCurrentTime: true,
    showTooltips: false,
    verticalScroll: true,
    zoomKey: 'ctrlKey',
    zoomMin: CLOSEST_MS,
    template: itemContent as never,
    groupTemplate: groupContent as never,
  })
  claimWindow(timeline)
  keepWindowSane(timeline)
  reportFaults(timeline, onFault)
  drawOwnAxis(timeline, ticks)
  return timeline
}

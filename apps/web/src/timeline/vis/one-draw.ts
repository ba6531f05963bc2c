/** One draw for many changed items. */
import type { Timeline } from 'vis-timeline/esnext'
import { BACKGROUND_GROUP, BACKGROUND_ID, internalsOf, type VisDrawnItem, type VisGroup } from './internals.ts'

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

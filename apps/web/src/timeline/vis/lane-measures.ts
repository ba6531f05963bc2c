import type { Timeline } from 'vis-timeline/esnext'
import { BACKGROUND_GROUP, internalsOf } from './internals.ts'

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

/** Properties of an element that are read again only when `setting` has changed. */
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

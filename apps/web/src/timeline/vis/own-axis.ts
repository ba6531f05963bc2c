import type { Timeline } from 'vis-timeline/esnext'
import { internalsOf } from './internals.ts'

/** A label of our own on vis' axis, in px from its left edge. */
export interface AxisTick {
  x: number
  minor: string
  major: string
}

/** Draws these ticks in place of vis' own wherever there are any: its steps end at a thousand years. */
export function drawOwnAxis(timeline: Timeline, ticks: () => readonly AxisTick[] | null): void {
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
      // The first is at the edge: it names what the whole left part belongs to.
      if (major !== said) timeAxis._repaintMajorText(index === 0 ? 0 : x, major, axis, '')
      said = major
    }
    for (const left of Object.values(dom.redundant)) for (const element of left.splice(0)) element.remove()
  }
}

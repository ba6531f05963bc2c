/** vis-timeline by itself with the same events, as the peer of our timeline in the bench. It is not shipped. */
import { DataSet } from 'vis-data/esnext'
import { Timeline } from 'vis-timeline/esnext'
import 'vis-timeline/styles/vis-timeline-graph2d.min.css'
import type { ManyEvents } from '../many-events.ts'

const ZOOM_PER_PX = 0.01

interface Host {
  drawBare: (data: ManyEvents, window: { fromMs: number; toMs: number }) => void
  showWindow: (window: { fromMs: number; toMs: number }) => void
}

const host = globalThis as unknown as Host

host.drawBare = ({ events, tracks }, window) => {
  const container = document.getElementById('timeline') as HTMLElement
  const items = new DataSet()
  const groups = new DataSet(tracks.map(({ id, name }) => ({ id, content: name })))
  const timeline = new Timeline(container, items as never, groups as never, {
    rtl: false,
    height: '100%',
    orientation: 'top',
    verticalScroll: true,
    zoomKey: 'ctrlKey',
  })
  // Its quick way in: with `start` and `end` it draws each item by itself, which is quadratic.
  Object.assign(timeline, { initialFitDone: true, initialRangeChangeDone: true })
  const show = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
    timeline.setWindow(fromMs, toMs, { animation: false })
  host.showWindow = show
  show(window)
  items.add(
    events.map(({ id, title, track, date, endDate }) => ({
      id,
      group: track,
      content: title,
      start: new Date(date),
      ...(endDate ? { end: new Date(endDate), type: 'range' } : { type: 'point' }),
    })),
  )
  // The same gestures as ours: its own zoom jumps by a fifth per event.
  container.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      event.stopPropagation()
      const { start, end } = timeline.getWindow()
      const [fromMs, toMs] = [start.getTime(), end.getTime()]
      const middle = (fromMs + toMs) / 2
      const by = event.ctrlKey ? Math.exp(event.deltaY * ZOOM_PER_PX) : 1
      const shift = event.ctrlKey ? 0 : (event.deltaX / container.clientWidth) * (toMs - fromMs)
      show({ fromMs: middle - (middle - fromMs) * by + shift, toMs: middle + (toMs - middle) * by + shift })
    },
    { capture: true, passive: false },
  )
}

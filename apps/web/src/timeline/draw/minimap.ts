/** The whole chronology as a strip: density of events, the window in it, today. For pointers; keys pan and zoom already. */
import './minimap.css'
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimeWindow } from '../axis/time-window.ts'
import type { TimelineModel } from '../layout/timeline-model.ts'

interface MinimapOptions {
  host: HTMLElement
  onMove: (window: TimeWindow) => void
  guard: FaultGuard
}

const COLUMN_PX = 4
const MIN_WINDOW_PX = 10

export class Minimap {
  readonly #options: MinimapOptions
  readonly #canvas = document.createElement('canvas')
  readonly #frame = document.createElement('div')
  readonly #resize: ResizeObserver
  readonly #listening = new AbortController()
  // Callers that have news for it must not fail with it.
  readonly #drawSafely: () => void
  readonly #moveFrame: () => void
  #model: TimelineModel | null = null
  /** Kept, because asking for it while the window moves would force a layout in every frame. */
  #width = 0
  #span: TimeWindow = { fromMs: 0, toMs: 1 }
  #window: TimeWindow = { fromMs: 0, toMs: 1 }
  #grab: { pointerId: number; offsetMs: number } | null = null

  constructor(options: MinimapOptions) {
    this.#options = options
    this.#frame.className = 'tl-minimap-window'
    options.host.append(this.#canvas, this.#frame)
    const { host, guard } = options
    const { signal } = this.#listening
    host.addEventListener('pointerdown', guard(this.#onDown), { signal })
    host.addEventListener('pointermove', guard(this.#onMove), { signal })
    host.addEventListener('pointerup', this.#onUp, { signal })
    host.addEventListener('pointercancel', this.#onUp, { signal })
    this.#drawSafely = guard(() => this.#draw())
    this.#moveFrame = guard(() => this.#showWindow())
    this.#resize = new ResizeObserver(this.#drawSafely)
    this.#resize.observe(options.host)
  }

  /** `span`: what the strip covers, from its left to its right end. */
  setModel(model: TimelineModel, span: TimeWindow): void {
    this.#model = model
    this.#span = span
    this.redraw()
  }

  setWindow(window: TimeWindow): void {
    this.#window = window
    this.#moveFrame()
  }

  close(): void {
    this.#resize.disconnect()
    this.#listening.abort()
    this.#canvas.remove()
    this.#frame.remove()
  }

  /** Redraws in the colours of the present scheme. */
  redraw(): void {
    this.#drawSafely()
  }

  #x(ms: number): number {
    const { fromMs, toMs } = this.#span
    return ((ms - fromMs) / Math.max(toMs - fromMs, 1)) * this.#width
  }

  #ms(clientX: number): number {
    const { left, width } = this.#options.host.getBoundingClientRect()
    const { fromMs, toMs } = this.#span
    return fromMs + ((clientX - left) / Math.max(width, 1)) * (toMs - fromMs)
  }

  #draw(): void {
    const { host } = this.#options
    const { clientWidth: width, clientHeight: height } = host
    this.#width = width
    if (!this.#model || width === 0) return
    const ratio = devicePixelRatio
    this.#canvas.width = width * ratio
    this.#canvas.height = height * ratio
    const context = this.#canvas.getContext('2d')
    if (!context) return
    context.scale(ratio, ratio)
    const style = getComputedStyle(host)
    const columns = new Uint32Array(Math.ceil(width / COLUMN_PX))
    for (const { anchorMs } of this.#model.events) {
      const column = Math.floor(this.#x(anchorMs) / COLUMN_PX)
      if (column >= 0 && column < columns.length) columns[column] = (columns[column] ?? 0) + 1
    }
    const most = Math.max(1, ...columns)
    context.fillStyle = style.getPropertyValue('--text-quiet')
    for (const [column, count] of columns.entries()) {
      if (count === 0) continue
      // The root keeps single events visible beside a crowd.
      const high = Math.max(3, Math.sqrt(count / most) * (height - 8))
      context.fillRect(column * COLUMN_PX, height - 2 - high, COLUMN_PX - 1, high)
    }
    context.fillStyle = style.getPropertyValue('--bad')
    context.fillRect(this.#x(Date.now()) - 0.75, 0, 1.5, height)
    this.#showWindow()
  }

  #showWindow(): void {
    const width = this.#width
    const left = Math.max(this.#x(this.#window.fromMs), -2)
    const right = Math.min(this.#x(this.#window.toMs), width + 2)
    this.#frame.style.transform = `translateX(${Math.min(left, width - MIN_WINDOW_PX)}px)`
    this.#frame.style.width = `${Math.max(right - left, MIN_WINDOW_PX)}px`
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return
    const { host } = this.#options
    host.setPointerCapture(event.pointerId)
    const at = this.#ms(event.clientX)
    const { fromMs, toMs } = this.#window
    const inside = at >= fromMs && at <= toMs
    this.#grab = { pointerId: event.pointerId, offsetMs: inside ? at - fromMs : (toMs - fromMs) / 2 }
    if (!inside) this.#moveTo(at)
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (this.#grab?.pointerId === event.pointerId) this.#moveTo(this.#ms(event.clientX))
  }

  readonly #onUp = (): void => {
    this.#grab = null
  }

  #moveTo(atMs: number): void {
    if (!this.#grab) return
    const { fromMs, toMs } = this.#window
    const start = atMs - this.#grab.offsetMs
    this.#options.onMove({ fromMs: start, toMs: start + toMs - fromMs })
  }
}

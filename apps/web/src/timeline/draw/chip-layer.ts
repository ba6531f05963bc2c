/**
 * "+N": how many events of a lane are not drawn in a stretch of time. Buttons over the lanes, one tab stop in all, that
 * zoom into their stretch.
 */
import './chips.css'
import { type Cell, hiddenCells } from '../layout/hidden-cells.ts'
import type { Layout } from '../layout/placement.ts'
import type { TimeWindow } from '../axis/time-window.ts'

interface ChipLayerOptions {
  label: string
  onOpen: (window: TimeWindow) => void
}

const CHIP_PX = 18
/** Width of a chip with up to four figures. */
const CHIP_ROOM_PX = 48

export class ChipLayer {
  readonly #layer: HTMLElement
  readonly #options: ChipLayerOptions
  readonly #buttons = new Map<string, HTMLButtonElement>()
  #counted: Layout | null = null
  #cells: readonly Cell[] = []
  #covered = ''
  #describe: (cell: Cell) => string = () => ''

  constructor(root: HTMLElement, options: ChipLayerOptions) {
    this.#options = options
    this.#layer = document.createElement('div')
    this.#layer.className = 'tl-chips'
    this.#layer.setAttribute('role', 'toolbar')
    this.#layer.setAttribute('aria-label', options.label)
    this.#layer.addEventListener('keydown', this.#onKey)
    this.#layer.hidden = true
    root.append(this.#layer)
  }

  /** Counts what a layout hides, where it is another one than before. `pxPerMs`: the scale that it was made for. */
  count(layout: Layout, pxPerMs: number, describe: (cell: Cell) => string): void {
    if (layout === this.#counted) return
    this.#counted = layout
    this.#cells = hiddenCells(layout, pxPerMs)
    this.#describe = describe
  }

  /** Puts the chips of the window into their places. */
  place(
    window: TimeWindow,
    pxPerMs: number,
    laneBox: (lane: number) => { top: number; height: number } | null,
    box: { left: number; top: number; width: number; height: number },
  ): void {
    const { width, height } = box
    this.#cover(box)
    const used = new Set<string>()
    for (const cell of this.#cells) {
      if (cell.toMs < window.fromMs || cell.fromMs > window.toMs) continue
      const lane = laneBox(cell.lane)
      if (!lane || lane.top + lane.height < 0 || lane.top > height) continue
      const key = `${cell.lane}:${cell.index}:${cell.count}:${cell.fromMs}`
      used.add(key)
      const middle = ((cell.fromMs + cell.toMs) / 2 - window.fromMs) * pxPerMs
      const x = Math.min(Math.max(middle - CHIP_ROOM_PX / 2, 2), width - CHIP_ROOM_PX - 2)
      const y = lane.top + lane.height - CHIP_PX - 2
      this.#button(key, cell).style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
    }
    for (const [key, button] of this.#buttons) {
      if (used.has(key)) continue
      button.remove()
      this.#buttons.delete(key)
    }
    const none = this.#buttons.size === 0
    if (this.#layer.hidden !== none) this.#layer.hidden = none
    this.#keepOneTabStop()
  }

  close(): void {
    this.#layer.remove()
    this.#buttons.clear()
  }

  #cover(box: { left: number; top: number; width: number; height: number }): void {
    const covered = Object.values(box).join()
    if (covered === this.#covered) return
    this.#covered = covered
    for (const [side, px] of Object.entries(box)) this.#layer.style.setProperty(side, `${px}px`)
  }

  #button(key: string, cell: Cell): HTMLButtonElement {
    const known = this.#buttons.get(key)
    if (known) return known
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'tl-chip'
    button.tabIndex = -1
    button.textContent = `+${cell.count}`
    button.setAttribute('aria-label', this.#describe(cell))
    button.title = this.#describe(cell)
    const margin = (cell.toMs - cell.fromMs) * 0.1
    button.onclick = () => this.#options.onOpen({ fromMs: cell.fromMs - margin, toMs: cell.toMs + margin })
    this.#layer.append(button)
    this.#buttons.set(key, button)
    return button
  }

  #keepOneTabStop(): void {
    let stop: HTMLButtonElement | undefined
    for (const button of this.#buttons.values()) {
      if (button.tabIndex !== 0) continue
      if (stop) button.tabIndex = -1
      stop ??= button
    }
    const first = this.#buttons.values().next().value
    if (!stop && first) first.tabIndex = 0
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0
    if (step === 0) return
    const buttons = [...this.#buttons.values()]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const next = buttons[at + step]
    if (at === -1 || !next) return
    event.preventDefault()
    event.stopPropagation()
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }
}

/** Names of the lanes: elements that vis puts into its left column. They set the height of their lane. */
import './lanes.css'
import type { Lane } from '../layout/timeline-model.ts'
import { colourOf } from './track-colour.ts'

interface LaneLabelOptions {
  noTrack: string
  undated: (count: number) => string
  onUndated: (laneId: string, button: HTMLElement) => void
}

interface LaneLabel {
  element: HTMLElement
  name: HTMLElement
  undated: HTMLButtonElement
}

export class LaneLabels {
  readonly #options: LaneLabelOptions
  readonly #labels = new Map<string, LaneLabel>()

  constructor(options: LaneLabelOptions) {
    this.#options = options
  }

  elementOf(groupId: string): HTMLElement {
    return this.#label(groupId).element
  }

  /** Brings a label up to date; returns what vis must notice when it changes. */
  show(groupId: string, lane: Lane, heightPx: number): string {
    const { element, name, undated } = this.#label(groupId)
    element.style.setProperty('--lane-height', `${heightPx}px`)
    element.dataset.trackColour = colourOf(lane)
    name.textContent = lane.track?.name || this.#options.noTrack
    name.title = name.textContent
    undated.hidden = lane.undated.length === 0
    undated.textContent = this.#options.undated(lane.undated.length)
    undated.onclick = () => this.#options.onUndated(lane.id, undated)
    return `${heightPx}`
  }

  #label(groupId: string): LaneLabel {
    const known = this.#labels.get(groupId)
    if (known) return known
    const element = document.createElement('div')
    element.className = 'tl-lane'
    const name = document.createElement('span')
    name.className = 'tl-lane-name'
    const undated = document.createElement('button')
    undated.type = 'button'
    undated.className = 'tl-undated'
    undated.setAttribute('aria-haspopup', 'dialog')
    element.append(name, undated)
    const label = { element, name, undated }
    this.#labels.set(groupId, label)
    return label
  }
}

/** What is drawn now: the items in vis' data set, fed a few at a time, and the elements in them. */
import { DataSet } from 'vis-data/esnext'
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { Placement } from '../layout/placement.ts'
import type { TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'
import { DrawnEvents, type DrawnEventsOptions, type EventStates } from './drawn-events.ts'
import { ItemFeed, PER_FRAME } from './item-feed.ts'
import { eraItem, eventItem, itemId, type VisItem } from './vis-items.ts'

/** Everything at once, or a few items now and the rest in the next frames. */
export type DrawPace = 'at once' | 'by frames'

interface DrawingOptions extends DrawnEventsOptions {
  /** Runs a change of the data set so that it is drawn at once. */
  inOneDraw: (change: () => void) => void
  guard: FaultGuard
}

export class Drawing {
  /** For vis; never read back. */
  readonly items = new DataSet<VisItem>()
  readonly #options: DrawingOptions
  readonly #feed: ItemFeed<VisItem>
  readonly #elements: DrawnEvents

  constructor(options: DrawingOptions) {
    this.#options = options
    this.#elements = new DrawnEvents(options)
    this.#feed = new ItemFeed({
      apply: (goneIds, changed) => this.#apply(goneIds, changed),
      nextFrame: (work) => {
        const frame = requestAnimationFrame(options.guard(work))
        return () => cancelAnimationFrame(frame)
      },
    })
  }

  /** Whether an event is drawn. */
  has(eventId: string): boolean {
    return this.#feed.has(itemId(eventId))
  }

  elementOf(eventId: string): HTMLElement | undefined {
    return this.#elements.elementOf(eventId)
  }

  contentOf(item: VisItem | undefined, content: HTMLElement): Element | string {
    return this.#elements.contentOf(item, content)
  }

  /** All that is to be drawn from now on, and the eras. `unit`: by what vis' times are divided. Takes effect with `draw`. */
  choose(shown: readonly Placement[], unit: number): void {
    const { model, eventById } = this.#options
    const now: TimelineModel = model()
    const itemOf = (event: TimelineEvent | undefined, placement: Placement) =>
      event ? [eventItem(event, placement, now, unit)] : []
    const items = shown.flatMap((placement) => itemOf(eventById(placement.id), placement))
    this.#feed.want([...items, ...now.eras.map((era) => eraItem(era, unit))])
  }

  draw(pace: DrawPace): void {
    this.#feed.pass(pace === 'at once' ? Infinity : PER_FRAME)
  }

  showStates(states: EventStates): void {
    this.#elements.showStates(states)
  }

  close(): void {
    this.#feed.close()
  }

  #apply(goneIds: readonly string[], changed: readonly VisItem[]): void {
    for (const item of changed) this.#elements.prepare(item)
    this.#options.inOneDraw(() => {
      if (goneIds.length > 0) this.items.remove([...goneIds])
      if (changed.length > 0) this.items.update([...changed])
    })
    for (const id of goneIds) this.#elements.drop(id)
    this.#elements.showStates()
  }
}

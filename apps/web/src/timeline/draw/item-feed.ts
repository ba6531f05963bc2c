/**
 * Hands what is to be drawn on to the drawing code, as differences: what has left at once, what is new or other a few
 * at a time while the window moves. Knows neither vis nor the DOM.
 */

/** Changes handed on per frame while the window moves. */
export const PER_FRAME = 24

interface FeedItem {
  id: string
  /** Another one means that the item has to be drawn again. */
  signature: string
}

interface FeedOptions<Item> {
  /** At least one of the two has something. */
  apply: (goneIds: readonly string[], changed: readonly Item[]) => void
  /** Runs the work once, in the next frame. Returns what cancels it. */
  nextFrame: (work: () => void) => () => void
}

export class ItemFeed<Item extends FeedItem> {
  readonly #options: FeedOptions<Item>
  #wanted: ReadonlyMap<string, Item> = new Map()
  readonly #signatures = new Map<string, string>()
  #waiting: Item[] = []
  #cancel: () => void = () => {}

  constructor(options: FeedOptions<Item>) {
    this.#options = options
  }

  /** Whether the item has been handed on. */
  has(id: string): boolean {
    return this.#signatures.has(id)
  }

  /** All that is to be drawn from now on. Takes effect with `pass`. */
  want(items: Iterable<Item>): void {
    this.#wanted = new Map(Array.from(items, (item) => [item.id, item]))
    this.#waiting = [...this.#wanted.values()].filter((item) => this.#signatures.get(item.id) !== item.signature)
  }

  /** Hands on at most so many of what is new or other, and the rest in the frames to come. */
  pass(max: number): void {
    this.#cancel()
    const gone = [...this.#signatures.keys()].filter((id) => !this.#wanted.has(id))
    const changed = this.#waiting.splice(0, max)
    if (gone.length > 0 || changed.length > 0) {
      this.#options.apply(gone, changed)
      for (const id of gone) this.#signatures.delete(id)
      for (const item of changed) this.#signatures.set(item.id, item.signature)
    }
    if (this.#waiting.length > 0) this.#cancel = this.#options.nextFrame(() => this.pass(PER_FRAME))
  }

  close(): void {
    this.#cancel()
  }
}

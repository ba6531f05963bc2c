/**
 * Results by text, for as long as there is room. Counts characters as well as entries: a text comes from anybody, and
 * 20,000 of a megabyte each are no cache. The oldest go first.
 */
export class BoundedCache<V> {
  readonly #maxEntries: number
  readonly #maxCharacters: number
  readonly #values = new Map<string, V>()
  #characters = 0

  /** `maxCharacters` are those of the keys, in UTF-16 units; values are taken to be no larger than a few times their key. */
  constructor({ maxEntries, maxCharacters }: { maxEntries: number; maxCharacters: number }) {
    this.#maxEntries = maxEntries
    this.#maxCharacters = maxCharacters
  }

  get size(): number {
    return this.#values.size
  }

  /** What the keys take, in UTF-16 units. */
  get characters(): number {
    return this.#characters
  }

  get(text: string): V | undefined {
    return this.#values.get(text)
  }

  clear(): void {
    this.#values.clear()
    this.#characters = 0
  }

  /** The same value again. A text that would fill a tenth of the cache by itself is not kept. */
  set(text: string, value: V): V {
    if (text.length > this.#maxCharacters / 10) return value
    if (!this.#values.has(text)) this.#characters += text.length
    this.#values.set(text, value)
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#maxEntries && this.#characters <= this.#maxCharacters) break
      this.#values.delete(oldest)
      this.#characters -= oldest.length
    }
    return value
  }
}

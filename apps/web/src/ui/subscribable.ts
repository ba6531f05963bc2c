import { callEach } from './call-each.ts'

/** Those who want to hear of something, each called at every `tell`. The fault of one stops nobody: see `callEach`. */
export class Subscribable<News extends unknown[] = []> {
  readonly #listeners = new Set<(...news: News) => void>()

  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  /** Returns the way out. Needs no `this`, so that `useSyncExternalStore` can be given it as it is. */
  readonly subscribe = (listener: (...news: News) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(...news: News): void {
    callEach(this.#listeners, ...news)
  }

  /** Nobody hears anything any more. */
  clear(): void {
    this.#listeners.clear()
  }
}

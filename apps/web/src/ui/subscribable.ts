import { callEach } from './call-each.ts'

/** Listeners, each called at every `tell`. An error of one does not stop the others: see `callEach`. */
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

  /** No listener is called any more. */
  clear(): void {
    this.#listeners.clear()
  }
}

/**
 * How many sockets the server takes. The limit per address is a high ceiling and no fairness: a whole class, or everyone
 * behind a proxy, shares one address.
 */
export class ConnectionLimits {
  readonly max: number
  readonly #maxPerAddress: number
  readonly #byAddress = new Map<string, number>()
  #count = 0

  constructor({ maxConnections, maxPerAddress }: { maxConnections: number; maxPerAddress: number }) {
    this.max = maxConnections
    this.#maxPerAddress = maxPerAddress
  }

  /** Sockets that have a place. */
  get count(): number {
    return this.#count
  }

  /** A place for a socket, to be given back by calling what is returned, once; undefined where there is none. */
  take(address: string): (() => void) | undefined {
    const fromThere = this.#byAddress.get(address) ?? 0
    if (this.#count >= this.max || fromThere >= this.#maxPerAddress) return undefined
    this.#count++
    this.#byAddress.set(address, fromThere + 1)
    return () => {
      this.#count--
      const left = (this.#byAddress.get(address) ?? 1) - 1
      if (left > 0) this.#byAddress.set(address, left)
      else this.#byAddress.delete(address)
    }
  }
}

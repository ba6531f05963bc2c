/** Time, handed in, so that tests can let it stand still. */
export interface Clock {
  /** Never goes back; says nothing about the date. */
  nowMs(): number
  /** Unix time. */
  dateMs(): number
  /** Calls back once; the returned function calls it off. */
  after(delayMs: number, callback: () => void): () => void
}

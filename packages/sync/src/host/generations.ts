/** Lineages that a client's copy may be of. */
export interface Generations {
  writers: string
  /**
   * [R3] Of readers: their copies lack what is hidden from them, and would delete it for everyone if they
   * were merged. Changes when something is not hidden any more. The same as for writers where readers see all.
   */
  readers: string
}

/** `readersEpoch` undefined: readers see all. */
export function generationsOf(generation: string, readersEpoch: string | undefined): Generations {
  return { writers: generation, readers: readersEpoch === undefined ? generation : `${generation}.${readersEpoch}` }
}

/** The CAJ chronology, with which a new data directory begins. Loaded when needed: it is a large file. */
import type { Chronology } from '@coeval/chronology'

export async function loadCaj(): Promise<Chronology> {
  const { loadCajChronology } = await import('./caj-fixture.ts')
  return loadCajChronology()
}

/** The CAJ chronology, with which a new data folder begins. Loaded when needed: it is a large file. */
import type { Chronology } from '@coeval/chronology'

export async function loadCaj(): Promise<Chronology> {
  return (await import('@coeval/caj')).cajChronology()
}

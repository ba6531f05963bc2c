/** The CAJ chronology, with which a new data folder begins. Loaded when needed: it is a large file. */
import type { Storage } from '../storage/contract/index.ts'
import { keepNew, type Seed, seedOf } from './new-chronology.ts'

/** Of the first copy, which is public. */
export const CAJ_ID = 'caj'
const CAJ_BROUGHT_IN = 'caj-brought-in'

export async function cajSeed(): Promise<Seed> {
  return seedOf((await import('@coeval/caj')).cajChronology())
}

/**
 * The first content, once in the life of a data directory: who deletes it does not get it again. Nobody did it, and nobody
 * is there yet: it is neither told nor logged. True where it was brought in now.
 */
export async function bringInCaj(storage: Storage, nowMs: number): Promise<boolean> {
  if (await storage.settings.get(CAJ_BROUGHT_IN)) return false
  const setting = { key: CAJ_BROUGHT_IN, value: new Date(nowMs).toISOString() }
  await keepNew(storage, { id: CAJ_ID, nowMs, ...(await cajSeed()) }, { owner: null, visibility: 'public', setting })
  return true
}

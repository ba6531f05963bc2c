import { setTimeout as sleep } from 'node:timers/promises'
import type { CapacityLoad } from '../loads.ts'
import type { Peer } from '../peer.ts'
import { Audience, type WindowFigures } from './audience.ts'

const WARM_UP_MS = 2000
const WINDOW_MS = 4000
/** For the server to notice that the last audience has left. */
const LEAVE_MS = 2000
/** Where even the first number is too many, it is halved down to this. */
const FEWEST_READERS = 100
/** Halvings of the last interval, so the answer is coarse by an eighth to a quarter of itself. */
const BISECTIONS = 2

export interface CapacityFigures {
  /** Most readers that were served within the limit (0: not even the fewest that were tried). */
  served: number
  /** Fewest that were not; undefined where the most that were tried still were. */
  tooMany: number | undefined
  steps: WindowFigures[]
}

/** With how many readers the 99th percentile passes the limit: doubling (or halving), then halving the interval. */
export async function runCapacity(peer: Peer, load: CapacityLoad, sampled: number): Promise<CapacityFigures> {
  const [target] = await peer.rooms(1)
  if (!target) throw new Error('no room')
  const steps: WindowFigures[] = []
  const isServed = async (readers: number) => {
    // All join again, because the sampled ones must be spread among the others.
    const audience = await Audience.join({ ...load, readers, caret: false, target, pid: peer.pid, sampled })
    try {
      const figures = await audience.measure({ warmUpMs: WARM_UP_MS, windowMs: WINDOW_MS })
      steps.push(figures)
      return figures.p99Ms <= load.p99Ms && figures.missing === 0 && figures.lost.length === 0
    } finally {
      audience.close()
      await sleep(LEAVE_MS)
    }
  }
  let served = 0
  let tooMany: number | undefined
  for (let count = load.firstReaders; tooMany === undefined && count <= load.mostReaders; count *= 2) {
    if (await isServed(count)) served = count
    else tooMany = count
  }
  for (let count = load.firstReaders / 2; served === 0 && count >= FEWEST_READERS; count /= 2) {
    if (await isServed(count)) served = count
    else tooMany = count
  }
  for (let i = 0; tooMany !== undefined && served > 0 && i < BISECTIONS; i++) {
    const middle = Math.round((served + tooMany) / 2)
    if (await isServed(middle)) served = middle
    else tooMany = middle
  }
  return { served, tooMany, steps }
}

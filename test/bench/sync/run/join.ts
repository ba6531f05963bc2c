import { setTimeout as sleep } from 'node:timers/promises'
import { LoadGenerator } from '../load/load-generator.ts'
import type { JoinLoad } from '../loads.ts'
import type { Peer } from '../peer.ts'
import { readUsage, watchRss } from '../process-usage.ts'
import { makeState } from './state.ts'

/** After filling, and after the last one is in: what was put off is done then. */
const SETTLE_MS = 1500
const JOIN_WITHIN_MS = 90_000

export interface JoinFigures {
  clients: number
  stateBytes: number
  cpuMsPerJoin: number
  lastInMs: number
  medianInMs: number
  rssBeforeBytes: number
  /** Above `rssBeforeBytes`. */
  peakGrowthBytes: number
  clientCores: number
}

/** Many clients come to a full room at once, each with an empty document. Throws if one does not get all of it. */
export async function runJoin(peer: Peer, load: JoinLoad): Promise<JoinFigures> {
  const [target] = await peer.rooms(1)
  if (!target) throw new Error('no room')
  const crowd = new LoadGenerator()
  try {
    const stateBytes = await crowd.do('fill', { target, ...makeState(load.stateBytes) }, 30_000)
    await sleep(SETTLE_MS)
    const before = readUsage(peer.pid)
    const peak = watchRss(peer.pid)
    const clientBefore = await crowd.do('mark')
    const { tookMs, bytes } = await crowd.do('joinAtOnce', { target, count: load.clients }, JOIN_WITHIN_MS)
    const clientAfter = await crowd.do('mark')
    await sleep(SETTLE_MS)
    const after = readUsage(peer.pid)
    const wrong = bytes.filter((one) => one !== stateBytes).length
    if (wrong > 0) throw new Error(`${wrong} clients got a state of another size`)
    const lost = await crowd.do('lost')
    if (lost.length > 0) throw new Error(`${lost.length} connections were lost: ${lost[0]}`)
    const sorted = tookMs.toSorted((a, b) => a - b)
    return {
      clients: load.clients,
      stateBytes,
      cpuMsPerJoin: (after.cpuMs - before.cpuMs) / load.clients,
      lastInMs: sorted.at(-1) ?? Number.NaN,
      medianInMs: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      rssBeforeBytes: before.rssBytes,
      peakGrowthBytes: peak() - before.rssBytes,
      clientCores: (clientAfter.cpuMs - clientBefore.cpuMs) / (clientAfter.atMs - clientBefore.atMs),
    }
  } finally {
    crowd.close()
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { LoadGenerator } from '../load/load-generator.ts'
import type { IdleLoad } from '../loads.ts'
import type { Peer } from '../peer.ts'
import { readUsage } from '../process-usage.ts'

const SETTLE_BEFORE_MS = 2000
const SETTLE_AFTER_MS = 5000

export interface IdleFigures {
  rssBeforeBytes: number
  bytesPerConnection: number
  /** Of the whole server, while nobody says anything. */
  cpuMsPerSecond: number
  lost: number
}

/** Many rooms with a few connections each, in which nothing happens. */
export async function runIdle(peer: Peer, load: IdleLoad, windowMs: number): Promise<IdleFigures> {
  const targets = await peer.rooms(load.rooms)
  const everyone = new LoadGenerator()
  try {
    await sleep(SETTLE_BEFORE_MS)
    const before = readUsage(peer.pid)
    await everyone.do('joinRooms', { targets, perRoom: load.perRoom })
    await sleep(SETTLE_AFTER_MS)
    const settled = readUsage(peer.pid)
    await sleep(windowMs)
    const after = readUsage(peer.pid)
    return {
      rssBeforeBytes: before.rssBytes,
      bytesPerConnection: (after.rssBytes - before.rssBytes) / (load.rooms * load.perRoom),
      cpuMsPerSecond: ((after.cpuMs - settled.cpuMs) / windowMs) * 1000,
      lost: (await everyone.do('lost')).length,
    }
  } finally {
    everyone.close()
  }
}

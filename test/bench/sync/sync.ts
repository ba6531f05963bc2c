import { type Load, type LoadName, LOADS, peersOf } from './loads.ts'
import { type Peer, startPeer } from './peer.ts'
import { openFilesLimit } from './process-usage.ts'
import { reportCapacity, reportIdle, reportJoin, reportWindow } from './report.ts'
import { runCapacity } from './run/capacity.ts'
import { runFanOut } from './run/fan-out.ts'
import { runIdle } from './run/idle.ts'
import { runJoin } from './run/join.ts'
import type { PeerName } from './wire/dialect.ts'

const LONGEST_WARM_UP_MS = 3000
/** Sockets are not the only files that a server has open. */
const OTHER_FILES = 100
/** The load processes and the peers end with us; a Coeval server is told. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface SyncBenchOptions {
  loads: LoadName[]
  peers: PeerName[]
  /** Length of the measured window. */
  seconds: number
  /** Readers whose latency is measured. */
  sampled: number
}

/**
 * The same loads at this server and its peers, one after the other, each server in a process of its own and every load
 * on a fresh one. Hands out the table of each load when it is done, and a line per run before.
 */
export async function runSync(options: SyncBenchOptions, say: (text: string) => void): Promise<void> {
  for (const name of options.loads) {
    const load: Load = LOADS[name]
    say(`\n${name}: ${describe(load)}\n`)
    const most = load.kind === 'capacity' ? load.mostReaders : load.kind === 'fan-out' ? load.readers : 0
    if (openFilesLimit() < most + OTHER_FILES) {
      say(`left out: a process may open ${openFilesLimit()} files only (ulimit -n)\n`)
      continue
    }
    say(`${await runLoad(load, options, say)}\n`)
  }
}

function runLoad(load: Load, options: SyncBenchOptions, say: (text: string) => void): Promise<string> {
  const windowMs = options.seconds * 1000
  const warmUpMs = Math.min(LONGEST_WARM_UP_MS, windowMs)
  const { sampled } = options
  const atEach = async <T>(run: (peer: Peer) => Promise<T>): Promise<Map<PeerName, T>> => {
    const results = new Map<PeerName, T>()
    for (const name of peersOf(load).filter((one) => options.peers.includes(one))) {
      const peer = await startPeer(name)
      const stop = () => {
        process.kill(peer.pid, 'SIGKILL')
        process.exit(130)
      }
      for (const signal of ENDING) process.once(signal, stop)
      try {
        results.set(name, await run(peer))
      } catch (error) {
        say(`ERROR ${name}: ${String(error)}\n`)
      } finally {
        for (const signal of ENDING) process.off(signal, stop)
        await peer.close()
      }
    }
    return results
  }
  switch (load.kind) {
    case 'fan-out':
      return atEach((peer) => runFanOut(peer, load, { windowMs, warmUpMs, sampled })).then((results) =>
        reportWindow(results, load.targets),
      )
    case 'join':
      return atEach((peer) => runJoin(peer, load)).then(reportJoin)
    case 'idle':
      return atEach((peer) => runIdle(peer, load, 2 * windowMs)).then(reportIdle)
    case 'capacity':
      return atEach((peer) => runCapacity(peer, load, sampled)).then((results) => reportCapacity(results, load.p99Ms))
  }
}

function describe(load: Load): string {
  switch (load.kind) {
    case 'fan-out':
    case 'capacity': {
      const { writers, perSecond } = load
      const who = `${writers} writer${writers === 1 ? '' : 's'} at ${perSecond} updates/s`
      if (load.kind === 'capacity') return `${who}, readers until p99 passes ${load.p99Ms} ms`
      return `${who}${load.caret ? ', a caret move with each' : ''}, ${load.readers} readers`
    }
    case 'join':
      return `${load.clients} clients join a room of ${load.stateBytes / 1e6} MB at once`
    case 'idle':
      return `${load.rooms} rooms, ${load.rooms * load.perRoom} connections`
  }
}

/** The loads of the benchmark by name, and what is to be reached. Sizes are those of the project's issue on sync. */
import { PEERS, type PeerName } from './wire/dialect.ts'

export interface FanOutLoad {
  kind: 'fan-out'
  writers: number
  perSecond: number
  caret: boolean
  readers: number
  targets: FanOutTargets
}

/** What Coeval is to reach; ratios are of its CPU per delivery to that peer's. */
export interface FanOutTargets {
  cpuRatio: { peer: PeerName; atMost: number }
  p99Ms?: number
  /** At most so much above that of the relay. */
  p50AboveRelayMs?: number
  /** No more than that of the peer of `cpuRatio`. */
  p99AsPeer?: boolean
}

export interface CapacityLoad {
  kind: 'capacity'
  writers: number
  perSecond: number
  firstReaders: number
  mostReaders: number
  p99Ms: number
}

export interface JoinLoad {
  kind: 'join'
  clients: number
  stateBytes: number
}

export interface IdleLoad {
  kind: 'idle'
  rooms: number
  perRoom: number
}

export type Load = FanOutLoad | CapacityLoad | JoinLoad | IdleLoad

export const LOADS = {
  seminar: {
    kind: 'fan-out',
    writers: 40,
    perSecond: 5,
    caret: true,
    readers: 500,
    targets: { cpuRatio: { peer: 'hocuspocus', atMost: 0.25 }, p99Ms: 60 },
  },
  talk: {
    kind: 'fan-out',
    writers: 25,
    perSecond: 5,
    caret: false,
    readers: 500,
    targets: { cpuRatio: { peer: 'relay', atMost: 0.35 }, p99Ms: 40 },
  },
  quiet: {
    kind: 'fan-out',
    writers: 1,
    perSecond: 20,
    caret: false,
    readers: 200,
    targets: { cpuRatio: { peer: 'relay', atMost: 1.1 }, p50AboveRelayMs: 1 },
  },
  large: {
    kind: 'fan-out',
    writers: 40,
    perSecond: 5,
    caret: false,
    readers: 2000,
    targets: { cpuRatio: { peer: 'hocuspocus', atMost: 0.5 }, p99AsPeer: true },
  },
  join: { kind: 'join', clients: 500, stateBytes: 1_700_000 },
  idle: { kind: 'idle', rooms: 500, perRoom: 2 },
  capacity: { kind: 'capacity', writers: 40, perSecond: 5, firstReaders: 1000, mostReaders: 8000, p99Ms: 200 },
} as const satisfies Record<string, Load>

export type LoadName = keyof typeof LOADS

/** Peers that a load is meant for: a relay has no state to join, and finding a capacity takes minutes. */
export function peersOf(load: Load): PeerName[] {
  switch (load.kind) {
    case 'fan-out':
    case 'idle':
      return [...PEERS]
    case 'join':
      return PEERS.filter((peer) => peer !== 'relay')
    case 'capacity':
      return ['coeval', 'hocuspocus']
  }
}

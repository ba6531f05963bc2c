import type { FanOutTargets } from './loads.ts'
import type { CapacityFigures } from './run/capacity.ts'
import type { IdleFigures } from './run/idle.ts'
import type { JoinFigures } from './run/join.ts'
import type { WindowFigures } from './run/audience.ts'
import type { PeerName } from './wire/dialect.ts'

/** Figures of a load by server, for those that ran. */
export type ByPeer<T> = ReadonlyMap<PeerName, T>

interface Column<T> {
  head: string
  value: (figures: T) => number
  digits: number
  /** How much less it is than a peer's is worth a line. */
  ratio?: boolean
}

const MEBIBYTE = 1024 * 1024

const WINDOW_COLUMNS: Column<WindowFigures>[] = [
  { head: 'us CPU/delivery', value: (one) => one.cpuUsPerDelivery, digits: 2, ratio: true },
  { head: 'cores', value: (one) => one.cores, digits: 2, ratio: true },
  { head: 'p50 ms', value: (one) => one.p50Ms, digits: 1, ratio: true },
  { head: 'p99 ms', value: (one) => one.p99Ms, digits: 1, ratio: true },
  { head: 'deliveries/s', value: (one) => one.deliveriesPerSecond, digits: 0 },
  { head: 'kB/s/reader', value: (one) => one.bytesPerReaderSecond / 1000, digits: 1, ratio: true },
  { head: 'frames/s/reader', value: (one) => one.messagesPerReaderSecond, digits: 0 },
  { head: 'RSS MiB', value: (one) => one.rssBytes / MEBIBYTE, digits: 0 },
  { head: 'peak MiB', value: (one) => one.peakRssBytes / MEBIBYTE, digits: 0 },
  { head: 'client cores', value: (one) => one.clientCores, digits: 2 },
  { head: 'other cores', value: (one) => one.otherCores, digits: 2 },
]

const JOIN_COLUMNS: Column<JoinFigures>[] = [
  { head: 'ms CPU/join', value: (one) => one.cpuMsPerJoin, digits: 2, ratio: true },
  { head: 'last in s', value: (one) => one.lastInMs / 1000, digits: 2, ratio: true },
  { head: 'median in s', value: (one) => one.medianInMs / 1000, digits: 2 },
  { head: 'state MB', value: (one) => one.stateBytes / 1e6, digits: 2 },
  { head: 'RSS MiB', value: (one) => one.rssBeforeBytes / MEBIBYTE, digits: 0 },
  { head: 'grows by MiB', value: (one) => one.peakGrowthBytes / MEBIBYTE, digits: 1 },
  { head: 'growth/state', value: (one) => one.peakGrowthBytes / one.stateBytes, digits: 1 },
  { head: 'kB growth/client', value: (one) => one.peakGrowthBytes / 1000 / one.clients, digits: 1 },
  { head: 'client cores', value: (one) => one.clientCores, digits: 2 },
]

const IDLE_COLUMNS: Column<IdleFigures>[] = [
  { head: 'kB/connection', value: (one) => one.bytesPerConnection / 1000, digits: 1, ratio: true },
  { head: 'ms CPU/s', value: (one) => one.cpuMsPerSecond, digits: 2 },
  { head: 'RSS before MiB', value: (one) => one.rssBeforeBytes / MEBIBYTE, digits: 0 },
  { head: 'lost', value: (one) => one.lost, digits: 0 },
]

const CAPACITY_COLUMNS: Column<CapacityFigures>[] = [
  { head: 'readers served', value: (one) => one.served, digits: 0, ratio: true },
  { head: 'too many', value: (one) => one.tooMany ?? Number.NaN, digits: 0 },
]

export function reportWindow(results: ByPeer<WindowFigures>, targets: FanOutTargets): string {
  const wrong = [...results].flatMap(([name, { missing, incompleteReaders, lost }]) => [
    ...(missing > 0
      ? [`ERROR ${name}: ${missing} deliveries to ${incompleteReaders} readers had not come 10 s after the last update`]
      : []),
    ...(lost.length > 0 ? [`ERROR ${name} ended ${lost.length} connections: ${lost[0]}`] : []),
  ])
  return [peerTable(results, WINDOW_COLUMNS), ...wrong, reachWindow(results, targets)].join('\n')
}

export function reportJoin(results: ByPeer<JoinFigures>): string {
  const [own, peer] = [results.get('coeval'), results.get('hocuspocus')]
  const goals = [
    goal('at most 0.2 of the CPU per join of hocuspocus', quotient(own?.cpuMsPerJoin, peer?.cpuMsPerJoin)),
    goal('last one in within 0.33 of its time', quotient(own?.lastInMs, peer?.lastInMs)),
    goal(
      'memory grows by at most 1.5 of the state, plus what sockets hold',
      quotient(own?.peakGrowthBytes, own?.stateBytes),
    ),
  ]
  return [peerTable(results, JOIN_COLUMNS), reach(goals)].join('\n')
}

export function reportIdle(results: ByPeer<IdleFigures>): string {
  const own = results.get('coeval')
  const goals = [
    goal('at most 30 kB a connection', own && own.bytesPerConnection / 1000, 1),
    goal('no measurable CPU: ms/s', own?.cpuMsPerSecond),
  ]
  return [peerTable(results, IDLE_COLUMNS), reach(goals)].join('\n')
}

export function reportCapacity(results: ByPeer<CapacityFigures>, p99Ms: number): string {
  const [own, peer] = [results.get('coeval'), results.get('hocuspocus')]
  const steps = [...results].flatMap(([name, { steps }]) =>
    steps
      .toSorted((a, b) => a.readers - b.readers)
      .map((one) => {
        const missing = one.missing > 0 ? `, ${one.missing} deliveries missing` : ''
        const lost = one.lost.length > 0 ? `, ${one.lost.length} connections lost` : ''
        const cores = `${shown(one.cores, 2)} cores (client ${shown(one.clientCores, 2)}, others ${shown(one.otherCores, 2)})`
        return `${name}, ${one.readers} readers: p99 ${shown(one.p99Ms, 0)} ms, ${cores}${missing}${lost}`
      }),
  )
  const goals = [
    goal(`at least twice the readers of hocuspocus below p99 ${p99Ms} ms`, quotient(own?.served, peer?.served)),
  ]
  return [peerTable(results, CAPACITY_COLUMNS), ...steps, reach(goals)].join('\n')
}

/** One line per server, then one per peer with what Coeval's figures are of the peer's. */
function peerTable<T>(results: ByPeer<T>, columns: readonly Column<T>[]): string {
  const own = results.get('coeval')
  const rows = [...results].map(([name, figures]) => [
    name,
    ...columns.map(({ value, digits }) => shown(value(figures), digits)),
  ])
  const ratios = [...results]
    .filter(([name]) => own !== undefined && name !== 'coeval')
    .map(([name, figures]) => [
      `coeval / ${name}`,
      ...columns.map(({ value, ratio }) => (own && ratio ? shown(value(own) / value(figures), 2) : '')),
    ])
  const lines = [['', ...columns.map(({ head }) => head)], ...rows, ...ratios]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index + 1] ?? '').length)))
  const nameWidth = Math.max(...lines.map(([name = '']) => name.length))
  return lines
    .map(([name = '', ...cells]) =>
      [name.padEnd(nameWidth), ...cells.map((cell, index) => cell.padStart(widths[index] ?? 0))].join('  ').trimEnd(),
    )
    .join('\n')
}

function reachWindow(results: ByPeer<WindowFigures>, targets: FanOutTargets): string {
  const { cpuRatio, p99Ms, p50AboveRelayMs, p99AsPeer } = targets
  const own = results.get('coeval')
  const peer = results.get(cpuRatio.peer)
  const relay = results.get('relay')
  const goals = [
    goal(
      `at most ${cpuRatio.atMost} of the CPU per delivery of ${cpuRatio.peer}`,
      quotient(own?.cpuUsPerDelivery, peer?.cpuUsPerDelivery),
    ),
  ]
  if (p99Ms !== undefined) goals.push(goal(`p99 within ${p99Ms} ms`, own?.p99Ms, 1))
  if (p99AsPeer)
    goals.push(goal(`p99 no longer than that of ${cpuRatio.peer}, ${shown(peer?.p99Ms, 1)} ms`, own?.p99Ms, 1))
  if (p50AboveRelayMs !== undefined) {
    goals.push(
      goal(`p50 at most ${p50AboveRelayMs} ms above that of relay`, own && relay && own.p50Ms - relay.p50Ms, 1),
    )
  }
  return reach(goals)
}

function reach(goals: string[]): string {
  return `reach: ${goals.join('; ')}`
}

function goal(sentence: string, value: number | undefined, digits = 2): string {
  return `${sentence}: ${shown(value, digits)}`
}

function quotient(own: number | undefined, peer: number | undefined): number | undefined {
  return own === undefined || peer === undefined ? undefined : own / peer
}

function shown(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(digits)
}

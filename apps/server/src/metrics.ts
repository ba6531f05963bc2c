/**
 * Figures for the operator, in Prometheus' terms. What happens is counted as it happens, once per update, parcel or
 * connection and never per delivery; what is the case is looked up only when somebody asks.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { CLOSE, type HostMeter, type RoomHost } from '@coeval/sync'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ConnectionLimits } from './net/connection-limits.ts'
import type { SocketMeter } from './net/socket-connection.ts'
import type { UncaughtOrigin } from './process/last-defence.ts'
import type { TransferMeter, TransferOutcome, Transfers } from './transfer/transfers.ts'
import type { StorageMeter, StorageOperation } from './metered-storage.ts'

export interface Watched {
  host: Pick<
    RoomHost,
    | 'openRoomCount'
    | 'pendingRoomCount'
    | 'connectionCount'
    | 'stalledCount'
    | 'unsavedCount'
    | 'oldestUnsavedMs'
    | 'trouble'
    | 'queuedBytes'
  >
  connections: Pick<ConnectionLimits, 'count' | 'max'>
  transfers?: Pick<Transfers, 'running' | 'waiting' | 'keptBytes'>
}

const KIB = 1024
const MIB = 1024 * KIB
/** 1 MiB makes a reader a slow one, above 4 MiB it is cut off. */
const QUEUED_BUCKETS = [0, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 2 * MIB, 4 * MIB]
const ACK_BUCKETS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
const STORAGE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const TRANSFER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40]
const FAN_OUT_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]
/** What RFC 6455 has for a client's end. Any other code is its own invention, and would make a series of its own. */
const CLIENT_CODES = new Set([1000, 1001, 1005, 1006])
const REFUSAL_CODES = [CLOSE.malformed, CLOSE.frameTooLarge, CLOSE.documentTooLarge, CLOSE.tooFast]
const LOOP_RESOLUTION_MS = 20

export class ServerMetrics implements HostMeter, SocketMeter, StorageMeter, TransferMeter {
  readonly #registry = new Registry()
  readonly #ack = this.#histogram(
    'coeval_ack_seconds',
    'From the arrival of an update to the disk; its author is told then.',
    ACK_BUCKETS,
  )
  readonly #fanOut = this.#histogram(
    'coeval_fan_out_seconds',
    'Time that it took to hand one parcel of updates to all sockets of a room.',
    FAN_OUT_BUCKETS,
  )
  readonly #deliveries = this.#counter('coeval_deliveries_total', 'Sockets that a parcel was handed to, summed up.')
  readonly #storage = this.#histogram(
    'coeval_storage_seconds',
    'Time that the database took, by operation (append: one commit with its sync), failed ones included.',
    STORAGE_BUCKETS,
    ['operation'],
  )
  readonly #storageFailures = this.#counter(
    'coeval_storage_failures_total',
    'Attempts that the database failed, by operation. A failed append is tried again.',
    ['operation'],
  )
  readonly #transfers = this.#histogram(
    'coeval_transfer_seconds',
    'Time that an import (read) or export (write) took in its thread, by how it ended.',
    TRANSFER_BUCKETS,
    ['kind', 'outcome'],
  )
  readonly #transfersRefused = this.#counter(
    'coeval_transfers_refused_total',
    'Imports (read) and exports (write) that were turned away because the queue was full.',
    ['kind'],
  )
  readonly #refused = this.#counter(
    'coeval_refused_frames_total',
    'Frames that were refused, and their connection ended, by close code.',
    ['code'],
  )
  readonly #roomFailures = this.#counter(
    'coeval_room_failures_total',
    'Times that something went wrong in a chronology which should not have; it was closed and read anew. See the log.',
  )
  readonly #uncaught = this.#counter(
    'coeval_uncaught_errors_total',
    'Errors that nobody caught: by an exception, a rejected promise, or the end of the storage thread. See the log.',
    ['origin'],
  )
  readonly #ended = this.#counter(
    'coeval_connections_ended_total',
    'Connections that ended, by close code and by who ended them.',
    ['code', 'by'],
  )

  constructor() {
    // A series that appears with its first event shows no rate for it.
    for (const { code } of Object.values(CLOSE)) this.#ended.inc({ code, by: 'server' }, 0)
    for (const origin of ['exception', 'rejection', 'storage-thread'] as const) this.#uncaught.inc({ origin }, 0)
    for (const { code } of REFUSAL_CODES) this.#refused.inc({ code }, 0)
    for (const operation of ['append', 'load', 'snapshot'] satisfies StorageOperation[]) {
      this.#storage.zero({ operation })
      this.#storageFailures.inc({ operation }, 0)
    }
    for (const kind of ['read', 'write']) {
      this.#transfers.zero({ kind, outcome: 'done' })
      this.#transfersRefused.inc({ kind }, 0)
    }
    this.#watchProcess()
  }

  stored(ms: number): void {
    this.#ack.observe(ms / 1000)
  }

  fannedOut(recipients: number, ms: number): void {
    this.#fanOut.observe(ms / 1000)
    this.#deliveries.inc(recipients)
  }

  refused(code: number): void {
    this.#refused.inc({ code })
  }

  roomFailed(): void {
    this.#roomFailures.inc()
  }

  uncaught(origin: UncaughtOrigin | 'storage-thread'): void {
    this.#uncaught.inc({ origin })
  }

  ended(code: number, by: 'server' | 'client'): void {
    this.#ended.inc({ code: by === 'server' || CLIENT_CODES.has(code) ? code : 'other', by })
  }

  storageTook(operation: StorageOperation, ms: number, failed: boolean): void {
    this.#storage.observe({ operation }, ms / 1000)
    if (failed) this.#storageFailures.inc({ operation })
  }

  transferTook(kind: 'read' | 'write', outcome: TransferOutcome, ms: number): void {
    this.#transfers.observe({ kind, outcome }, ms / 1000)
  }

  transferRefused(kind: 'read' | 'write'): void {
    this.#transfersRefused.inc({ kind })
  }

  /** Adds what is read from these whenever somebody asks. To be called once. */
  watch({ host, connections, transfers }: Watched): void {
    const gauge = (name: string, help: string, look: () => number) => this.#gauge(name, help, look)
    gauge('coeval_rooms_loaded', 'Chronologies in memory.', () => host.openRoomCount)
    gauge('coeval_rooms_with_gaps', 'Rooms that wait for an update which others build on.', () => host.pendingRoomCount)
    gauge('coeval_connections', 'Open sockets.', () => connections.count)
    gauge('coeval_connections_limit', 'Open sockets that the server takes at most.', () => connections.max)
    gauge('coeval_connections_joined', 'Open sockets that are in a room.', () => host.connectionCount)
    gauge('coeval_stalled_readers', 'Sockets that get nothing new until they have read.', () => host.stalledCount)
    gauge('coeval_unsaved_updates', 'Updates that are not on disk yet.', () => host.unsavedCount)
    gauge(
      'coeval_oldest_unsaved_update_seconds',
      'Age of the oldest update that is not on disk yet; 0 where there is none.',
      () => host.oldestUnsavedMs / 1000,
    )
    gauge('coeval_storage_trouble', '1 while people are told that the server cannot save, else 0.', () =>
      host.trouble === undefined ? 0 : 1,
    )
    if (transfers) {
      gauge('coeval_transfers_running', 'Imports and exports that are under way.', () => transfers.running)
      gauge('coeval_transfers_waiting', 'Imports and exports that wait for their turn.', () => transfers.waiting)
      gauge(
        'coeval_kept_export_bytes',
        'Exports that are kept, packed, for the next who ask.',
        () => transfers.keptBytes,
      )
    }
    this.#watchQueues(host)
  }

  /** The text format 0.0.4, which `contentType` names. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** A histogram of the moment and not of all time: `histogram_quantile` without `rate`. One series per socket never. */
  #watchQueues(host: Watched['host']): void {
    let most = 0
    new Histogram({
      name: 'coeval_socket_queued_bytes',
      help: 'What each socket has not taken yet, of all sockets at this moment (no rate). The sum is what all hold.',
      buckets: QUEUED_BUCKETS,
      registers: [this.#registry],
      collect() {
        this.zero({})
        most = 0
        for (const bytes of host.queuedBytes()) {
          this.observe(bytes)
          most = Math.max(most, bytes)
        }
      },
    })
    // After the other, for they are asked in this order.
    this.#gauge('coeval_socket_queued_bytes_max', 'The most that one socket has not taken yet.', () => most)
  }

  /** By the names that every Prometheus client uses. */
  #watchProcess(): void {
    const startedSeconds = performance.timeOrigin / 1000
    this.#gauge('process_start_time_seconds', 'When the process was started, since 1970.', () => startedSeconds)
    this.#gauge('process_resident_memory_bytes', 'Memory of the process (RSS).', () => process.memoryUsage.rss())
    new Counter({
      name: 'process_cpu_seconds_total',
      help: 'Processor time that the process has used.',
      registers: [this.#registry],
      collect() {
        const { user, system } = process.cpuUsage()
        this.reset()
        this.inc((user + system) / 1e6)
      },
    })
    this.#watchLoop()
  }

  /** Its timer would wake an idle process 50 times a second, so it runs only where somebody asks: from the first on. */
  #watchLoop(): void {
    let monitor: ReturnType<typeof monitorEventLoopDelay> | undefined
    const lagSeconds = (ns: number) => Math.max(0, ns / 1e9 - LOOP_RESOLUTION_MS / 1000)
    this.#gauge(
      'coeval_event_loop_lag_p99_seconds',
      'The event loop was late by more than this in 1 of 100 looks since it was asked last; 0 the first time.',
      () => (monitor ? lagSeconds(monitor.percentile(99)) : 0),
    )
    // After the other, for they are asked in this order.
    this.#gauge(
      'coeval_event_loop_lag_max_seconds',
      'The most that the event loop was late since it was asked last; 0 the first time.',
      () => {
        const most = monitor ? lagSeconds(monitor.max) : 0
        monitor ??= startMonitor()
        monitor.reset()
        return most
      },
    )
  }

  #gauge(name: string, help: string, look: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(look())
      },
    })
  }

  #counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #histogram<Label extends string = never>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.#registry] })
  }
}

function startMonitor() {
  const monitor = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS })
  monitor.enable()
  return monitor
}

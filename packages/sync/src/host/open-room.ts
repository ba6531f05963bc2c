/** A room that is in memory, with what its host keeps beside it: who is connected, how long its log is. */
import type { Room, SessionId } from '../room/room.ts'
import { SlowConnections } from './slow-connections.ts'
import type { RoomStorage, StoredRoom } from '../storage/storage.ts'
import type { Connection } from './visits.ts'

const IDLE_UNLOAD_MS = 30_000
const LOG_FLOOR_BYTES = 1024 * 1024
const LOG_PER_SNAPSHOT = 4
const UNLOAD_SNAPSHOT_ROWS = 20

export interface OpenRoom {
  room: Room
  generation: string
  connections: Map<SessionId, Connection>
  slow: SlowConnections
  cancelFlush: (() => void) | undefined
  /** Callers that use the document at the moment. */
  holds: number
  idleSinceMs: number
  logRows: number
  logBytes: number
  snapshotBytes: number
  compacting: boolean
}

/** Lineages that a client's copy may be of. */
export interface Generations {
  writers: string
  /**
   * [R3] Of those who only read: their copies lack what is hidden from them, and would delete it for everyone if they
   * were merged. Changes when something is not hidden any more. The same as for writers where readers see all.
   */
  readers: string
}

export function generationsOf({ generation, room: { readersEpoch } }: OpenRoom): Generations {
  return { writers: generation, readers: readersEpoch === undefined ? generation : `${generation}.${readersEpoch}` }
}

export function newlyOpen(room: Room, { generation, updates, snapshot }: StoredRoom, nowMs: number): OpenRoom {
  return {
    room,
    generation,
    connections: new Map(),
    slow: new SlowConnections(),
    cancelFlush: undefined,
    holds: 0,
    idleSinceMs: nowMs,
    logRows: updates.length,
    logBytes: updates.reduce((sum, { update }) => sum + update.length, 0),
    snapshotBytes: snapshot?.length ?? 0,
    compacting: false,
  }
}

/** Nobody needs it, and all of it is on disk. */
export function isIdle({ connections, holds, room, idleSinceMs }: OpenRoom, nowMs: number): boolean {
  return connections.size === 0 && holds === 0 && room.seq === room.storedSeq && nowMs - idleSinceMs >= IDLE_UNLOAD_MS
}

/** [D6] Worth a snapshot while people are in it. */
export function isLogHeavy({ logBytes, snapshotBytes }: OpenRoom): boolean {
  return logBytes > Math.max(LOG_FLOOR_BYTES, LOG_PER_SNAPSHOT * snapshotBytes)
}

/** [D6] Worth a snapshot when it goes out of memory. */
export function hasLongLog({ logRows }: OpenRoom): boolean {
  return logRows >= UNLOAD_SNAPSHOT_ROWS
}

/** [D6] A snapshot in place of the log so far. It may hold more than is stored; that is not lost, only early. */
export async function compact(open: OpenRoom, storage: RoomStorage): Promise<void> {
  open.compacting = true
  const { room } = open
  const upToSeq = room.storedSeq
  const [rows, bytes] = [open.logRows, open.logBytes]
  try {
    const state = room.snapshot()
    await storage.saveSnapshot(room.id, state, upToSeq)
    // Counted from now on; rows that were still in the queue are counted as gone a little early.
    open.logRows -= rows
    open.logBytes -= bytes
    open.snapshotBytes = state.length
  } finally {
    open.compacting = false
  }
}

/**
 * What the room engine needs of a database. An implementation is right when it passes `storage-suite.ts`.
 * Every call is one transaction: all of it is on disk when the promise resolves, or none of it.
 */
import type { RoomSummary } from '../room/summary.ts'

export type { RoomSummary } from '../room/summary.ts'

/** One update of one room. `seq` counts the room's updates from 1; the room gives it, so a retry writes nothing twice. */
export interface LogRow {
  room: string
  seq: number
  /** Yjs V1. */
  update: Uint8Array
  author?: string
  timeMs: number
  /** Of the document with this update, where that is news. To be kept in the same transaction as the update. */
  summary?: RoomSummary
}

export interface StoredRoom {
  /** Made with the room. A document that was seeded again has another one, and its copies must not be merged. */
  generation: string
  /** Yjs V2 state that holds everything up to `snapshotSeq`; null where the log has it all. */
  snapshot: Uint8Array | null
  snapshotSeq: number
  /** Updates after the snapshot, in order, without gaps. */
  updates: { seq: number; update: Uint8Array }[]
}

/** What a room begins with. */
export interface RoomSeed {
  id: string
  generation: string
  /** Yjs V2. */
  state: Uint8Array
}

/** How a room begins is not the engine's business: the program that keeps rooms keeps more than their documents. */
export interface RoomStorage {
  /** Undefined where there is no such room. Throws where there is one and it cannot be read. */
  load(id: string): Promise<StoredRoom | undefined>
  /**
   * [D2] Appends a batch, with one sync to disk for all of it: once the promise resolves, a SIGKILL loses none of it. A row that is there already (same room and seq) is left as it
   * is. Rows of a room that is not there (any more) are left out, so that they never hold up the others.
   */
  append(rows: readonly LogRow[]): Promise<void>
  /** Keeps a Yjs V2 state that holds everything up to `upToSeq`; then the rows up to there go. */
  saveSnapshot(id: string, state: Uint8Array, upToSeq: number): Promise<void>
  /** Removes a room for good. Nothing happens where there is none. */
  remove(id: string): Promise<void>
  close(): Promise<void>
}

export class RoomExistsError extends Error {
  constructor(id: string) {
    super(`There is a chronology with the id "${id}" already.`)
    this.name = 'RoomExistsError'
  }
}

/** The world's fault: the disk, the database. */
export class StorageError extends Error {
  override name = 'StorageError'
  /** What is wrong, as a sentence for the people who edit: "The server’s disk is full." */
  readonly forPeople: string | undefined
  /** The same for the server's administrator: which file, whose it is, and what to do. A part of a sentence. */
  readonly forOperator: string | undefined

  constructor(
    message: string,
    { forPeople, forOperator, ...options }: ErrorOptions & { forPeople?: string; forOperator?: string } = {},
  ) {
    super(message, options)
    this.forPeople = forPeople
    this.forOperator = forOperator
  }
}

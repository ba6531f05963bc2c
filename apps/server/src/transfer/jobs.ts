/** What is asked of a transfer thread, and what it answers. Bytes are handed over, not copied. */
import type { FoundProblem, Problem } from '@coeval/chronology'
import type { EncodingOffer, FileOptions, FormatId } from '@coeval/formats'
import type { PackedDocument } from '../storage/contract/index.ts'

export interface ReadJob extends FileOptions {
  kind: 'read'
  bytes: Uint8Array<ArrayBuffer>
  /** In the place of the one in the file. */
  title?: string
  /** Undefined: only what is wrong with it is asked for. */
  keep?: { maxStateBytes: number }
}

export interface WriteJob {
  kind: 'write'
  id: string
  format: FormatId
  /** A Yjs V2 state where the database does not have all of it. */
  from: PackedDocument | { state: Uint8Array }
}

export type Job = ReadJob | WriteJob

export interface ReadOutcome {
  /** Null where the file cannot be read: the problems say why. */
  chronology: {
    title: string
    /** Those in the trash not counted. */
    events: number
    /** Of a document with all of it: Yjs V2, deflated as the database keeps it. Only where it was to be kept. */
    packedState?: Uint8Array<ArrayBuffer>
  } | null
  /** Not more than a person reads, and none longer. To be said where they are answered. */
  problems: (Problem | FoundProblem)[]
  offer?: EncodingOffer
}

export interface WriteOutcome {
  /** Of the chronology, cut to what a list shows. */
  title: string
  /** The file, packed with gzip. */
  packed: Uint8Array<ArrayBuffer>
  /** Before it was packed. */
  byteLength: number
  /** Texts that are longer than is shown. */
  problems: (Problem | FoundProblem)[]
  /** Entries and citations that have another id in the file, since no file can have theirs. */
  changedIds: number
}

export type OutcomeOf<J extends Job> = J extends ReadJob ? ReadOutcome : WriteOutcome

/** `failure` is for the log, but for a document or file that asks too much: that is told to people. */
export type JobAnswer =
  | { outcome: ReadOutcome | WriteOutcome }
  | { failure: string; isTooDeep: boolean; isTooLarge: boolean }

/** What went wrong in the storage thread: for the log, and for those who edit. */

import { type MessageKey, t } from '../../messages/sentence.ts'
import { explainFailure, troubleWith } from './explain-failure.ts'

/** As it crosses between the threads, where an Error would lose what it carries. */
export interface Failure {
  /** Whose fault: the disk's or the database's, or a mistake of ours. */
  kind: 'storage' | 'mistake'
  message: string
  /** "The server’s disk is full." */
  forPeople?: string
  /** Which file, whose it is, and what to do: a part of a sentence for the person who runs the server. */
  forOperator?: string
}

/** What is left of a failure in an error that has crossed between the threads. */
type Told = Pick<Failure, 'forPeople'>

/** The file that was opened is not in its place any more. */
export class DatabaseMovedError extends Error {
  override name = 'DatabaseMovedError'
}

/** It was written by a newer version of this program. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError'
}

type FailureKey = Extract<MessageKey, `storage.${string}`>

const HELD = 'storage.held'
const DAMAGED = 'storage.damaged'
const NEWER = 'storage.newer'
const GONE = 'storage.gone'
const FORBIDDEN = 'storage.forbidden'
const NO_HANDLES = 'storage.no-handles'
const READ_ONLY = 'storage.read-only'

/** By what the system says of the file, where SQLite says only that it could not be opened. */
const OPENING: Record<string, FailureKey> = {
  ENOENT: GONE,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EMFILE: NO_HANDLES,
  ENFILE: NO_HANDLES,
  EROFS: READ_ONLY,
}

/** By primary result code, the low byte of `errcode`: https://www.sqlite.org/rescode.html */
const SENTENCES: Record<number, FailureKey> = {
  5: HELD, // BUSY
  6: HELD, // LOCKED
  1: DAMAGED, // ERROR: a table or column that must be there is not
  3: FORBIDDEN, // PERM
  7: 'storage.no-memory', // NOMEM
  8: READ_ONLY, // READONLY
  10: 'storage.disk-broken', // IOERR
  11: DAMAGED, // CORRUPT
  13: 'storage.disk-full', // FULL
  14: 'storage.cannot-open', // CANTOPEN
  15: HELD, // PROTOCOL: the same, for longer
  22: 'storage.file-too-large', // NOLFS
  23: FORBIDDEN, // AUTH
  26: DAMAGED, // NOTADB
}
const ERROR = 1
const CANTOPEN = 14
/** After these a connection is not used again. */
const OUT_OF_ORDER = new Set([10, 11, 14, 26])

/** Whether what people are told is that another program has the database. */
export function isHeld({ forPeople }: Told): boolean {
  return forPeople === t(HELD)
}

export function isDamaged({ forPeople }: Told): boolean {
  return forPeople === t(DAMAGED)
}

export function isNewer({ forPeople }: Told): boolean {
  return forPeople === t(NEWER)
}

export function isOutOfOrder(error: unknown): boolean {
  const code = sqliteCode(error)
  return error instanceof DatabaseMovedError || (code !== undefined && OUT_OF_ORDER.has(code & 0xff))
}

/** `path`: of the database. With it, it is looked why that cannot be opened. */
export function describeFailure(error: unknown, path?: string): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DatabaseMovedError) return { kind: 'storage', message, forPeople: t(GONE) }
  if (error instanceof NewerDatabaseError) return { kind: 'storage', message, forPeople: t(NEWER) }
  const code = sqliteCode(error)
  if (code === undefined) return { kind: 'mistake', message }
  const primary = code & 0xff
  const isWrongStatement = primary === ERROR && !/^no such (table|column)|malformed/.test(message)
  const trouble = primary === CANTOPEN && path !== undefined ? troubleWith(path) : undefined
  const key = isWrongStatement ? undefined : ((trouble && OPENING[trouble]) ?? SENTENCES[primary])
  return {
    kind: 'storage',
    message: `${message} (SQLite ${code})`,
    forPeople: key && t(key),
    forOperator: path === undefined || isWrongStatement ? undefined : explainFailure(error, path),
  }
}

function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code : undefined
}

/** What went wrong in the storage thread: for the log, and for those who edit. */

import { explainFailure, troubleWith } from './explain-failure.ts'

/** As it crosses between the threads, where an Error would lose what it carries. */
export interface Failure {
  /** Whose fault: the disk's or the database's, or a mistake of ours. */
  kind: 'storage' | 'mistake'
  message: string
  /** "The disk of the server is full." */
  forPeople?: string
  /** Which file, whose it is, and what to do: a part of a sentence for the person who runs the server. */
  forOperator?: string
}

/** The file that was opened is not in its place any more. */
export class DatabaseMovedError extends Error {
  override name = 'DatabaseMovedError'
}

/** It was written by a newer version of this program. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError'
}

export const HELD = 'Another program is holding the database of the server.'
export const DAMAGED = 'The database of the server is damaged.'
export const NEWER = 'The database was written by a newer version of Coeval. Start that version, or restore a backup.'
const GONE = 'The database of the server is gone.'

const FORBIDDEN = 'The server may not read or write its database.'
const NO_HANDLES = 'The server has too many files open.'
const READ_ONLY = 'The database of the server cannot be written to.'

/** By what the system says of the file, where SQLite says only that it could not be opened. */
const OPENING: Record<string, string> = {
  ENOENT: GONE,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EMFILE: NO_HANDLES,
  ENFILE: NO_HANDLES,
  EROFS: READ_ONLY,
}

/** By primary result code, the low byte of `errcode`: https://www.sqlite.org/rescode.html */
const SENTENCES: Record<number, string> = {
  5: HELD, // BUSY
  6: HELD, // LOCKED
  1: DAMAGED, // ERROR: a table or column that must be there is not
  3: FORBIDDEN, // PERM
  7: 'The server has too little memory.', // NOMEM
  8: READ_ONLY, // READONLY
  10: 'The disk of the server does not work.', // IOERR
  11: DAMAGED, // CORRUPT
  13: 'The disk of the server is full.', // FULL
  14: 'The database of the server cannot be opened.', // CANTOPEN
  15: HELD, // PROTOCOL: the same, for longer
  22: 'The disk of the server takes no file as large as this.', // NOLFS
  23: FORBIDDEN, // AUTH
  26: DAMAGED, // NOTADB
}
const ERROR = 1
const CANTOPEN = 14
/** After these a connection is not used again. */
const OUT_OF_ORDER = new Set([10, 11, 14, 26])

export function isOutOfOrder(error: unknown): boolean {
  const code = sqliteCode(error)
  return error instanceof DatabaseMovedError || (code !== undefined && OUT_OF_ORDER.has(code & 0xff))
}

/** `path`: of the database. With it, it is looked why that cannot be opened. */
export function describeFailure(error: unknown, path?: string): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DatabaseMovedError) return { kind: 'storage', message, forPeople: GONE }
  if (error instanceof NewerDatabaseError) return { kind: 'storage', message, forPeople: NEWER }
  const code = sqliteCode(error)
  if (code === undefined) return { kind: 'mistake', message }
  const primary = code & 0xff
  const isWrongStatement = primary === ERROR && !/^no such (table|column)|malformed/.test(message)
  const trouble = primary === CANTOPEN && path !== undefined ? troubleWith(path) : undefined
  return {
    kind: 'storage',
    message: `${message} (SQLite ${code})`,
    forPeople: isWrongStatement ? undefined : ((trouble && OPENING[trouble]) ?? SENTENCES[primary]),
    forOperator: path === undefined || isWrongStatement ? undefined : explainFailure(error, path),
  }
}

function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code : undefined
}

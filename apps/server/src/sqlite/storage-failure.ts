/** What went wrong in the storage thread: for the log, and for those who edit. */

/** As it crosses between the threads, where an Error would lose what it carries. */
export interface Failure {
  /** Whose fault: the disk's or the database's, or a mistake of ours. */
  kind: 'storage' | 'mistake'
  message: string
  /** "The disk of the server is full." */
  forPeople?: string
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

/** By primary result code, the low byte of `errcode`: https://www.sqlite.org/rescode.html */
const SENTENCES: Record<number, string> = {
  5: HELD, // BUSY
  6: HELD, // LOCKED
  8: 'The database of the server cannot be written to.', // READONLY
  10: 'The disk of the server does not work.', // IOERR
  11: DAMAGED, // CORRUPT
  13: 'The disk of the server is full.', // FULL
  14: GONE, // CANTOPEN
  26: DAMAGED, // NOTADB
}
/** After these a connection is not used again. */
const OUT_OF_ORDER = new Set([10, 11, 14, 26])

export function isOutOfOrder(error: unknown): boolean {
  const code = sqliteCode(error)
  return error instanceof DatabaseMovedError || (code !== undefined && OUT_OF_ORDER.has(code & 0xff))
}

export function describeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DatabaseMovedError) return { kind: 'storage', message, forPeople: GONE }
  if (error instanceof NewerDatabaseError) return { kind: 'storage', message, forPeople: NEWER }
  const code = sqliteCode(error)
  if (code === undefined) return { kind: 'mistake', message }
  return { kind: 'storage', message: `${message} (SQLite ${code})`, forPeople: SENTENCES[code & 0xff] }
}

function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code : undefined
}

/** A look into a database that changes neither it nor anything beside it, as opening it would. */
import { readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { WriteAheadLog } from './write-ahead-log.ts'

/** With a log, the two are put together in memory. */
const MAX_IN_MEMORY_BYTES = 128 * 1024 * 1024
/** In the header: 2 is "with a write-ahead log", 1 is without. https://www.sqlite.org/fileformat2.html#file_format_version_numbers */
const WRITE_VERSION_AT = 18
const READ_VERSION_AT = 19

/** The file alone, without its log. */
export function openFileAlone(path: string): DatabaseSync {
  const address = pathToFileURL(path)
  address.searchParams.set('immutable', '1')
  return new DatabaseSync(address, { readOnly: true })
}

/** The file as it is with its log. Undefined where both are too large for a look. */
export function openWithLog(path: string, log: WriteAheadLog): DatabaseSync | undefined {
  if (log.commits.length === 0) return openFileAlone(path)
  const bytes = log.databasePages * log.pageBytes
  if (Math.max(bytes, statSync(path).size) > MAX_IN_MEMORY_BYTES) return undefined
  const whole = new Uint8Array(bytes)
  whole.set(readFileSync(path).subarray(0, bytes))
  for (const [number, page] of log.pages) {
    if (number <= log.databasePages) whole.set(page, (number - 1) * log.pageBytes)
  }
  whole[WRITE_VERSION_AT] = 1
  whole[READ_VERSION_AT] = 1
  const db = new DatabaseSync(':memory:')
  db.deserialize(whole)
  return db
}

/** Whether the database is a file of SQLite's, whole, and of a Coeval that is not newer. */
import { closeSync, lstatSync, openSync, readlinkSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import {
  damageOf,
  describeFailure,
  explainFailure,
  isDamaged,
  NewerDatabaseError,
  versionOf,
  wrongShape,
} from '../storage/sqlite/index.ts'
import { sentence } from '../messages/sentence.ts'
import { StartupError } from '../process/startup-error.ts'
import { readLog, refuseLog } from './check-log.ts'
import { checkSecret } from './check-secret.ts'
import { SECRET_FINGERPRINT, settingOf } from './database-settings.ts'
import { DATABASE, WAL } from './names.ts'
import { attempt, type Refuse, refuseDamaged } from './refuse-folder.ts'
import { openFileAlone, openWithLog } from './untouched-database.ts'
import { holdsAll, type WriteAheadLog } from './write-ahead-log.ts'

const SQLITE_HEADER = 'SQLite format 3\0'
const SQLITE_HEADER_BYTES = 100
/** Above this a start does not wait until all pages were read. */
const MAX_CHECKED_BYTES = 64 * 1024 * 1024

/** Refuses a link, what is no file, an empty one, and one that does not begin as a database does. */
export function checkFile(folder: string, path: string, refuse: Refuse): void {
  if (lstatSync(path).isSymbolicLink()) {
    refuse(
      `${DATABASE} is a link to ${readlinkSync(path)}, and SQLite would keep its log there`,
      `Move the files themselves into the folder, or set COEVAL_DATA to the folder where they are.`,
    )
  }
  const stat = statSync(path)
  if (!stat.isFile()) refuse(`${DATABASE} is not a file`)
  if (stat.size === 0) {
    // SQLite would delete the log.
    const log = readLog(folder, refuse)
    if (log && holdsAll(log)) {
      refuse(
        `its database ${DATABASE} is empty`,
        `All of its content is in ${WAL}. To make the database from it: npm run coeval -- recover`,
      )
    }
    refuse(`its database ${DATABASE} is empty`)
  }
  const head = attempt(folder, () => readHead(path))
  if (head.toString('latin1', 0, SQLITE_HEADER.length) !== SQLITE_HEADER) {
    refuseDamaged(folder, `${DATABASE} is not a SQLite database, or its beginning is damaged`)
  }
}

/** A file that was cut short, unless the log has all that it lacks. */
export function checkLength(path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
  const { size } = statSync(path)
  const head = readHead(path)
  const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  if (log && log.commits.length > 0) {
    if (log.pageBytes !== pageBytes) refuseLog(refuse, 'is the log of another database')
    for (let page = 1; page <= log.databasePages; page++) {
      if (page * pageBytes > size && !log.pages.has(page))
        refuseLog(refuse, `does not fit ${DATABASE}, which was cut short or is of another time`)
    }
    return
  }
  const pages = head.readUInt32BE(28)
  if (pages * pageBytes > size) {
    refuseDamaged(dirname(path), `${DATABASE} was cut short, it has ${size} of ${pages * pageBytes} bytes`)
  }
}

/** Refuses a database of another shape or with damaged pages, and a secret that is not its own. */
export function checkContent(folder: string, path: string, log: WriteAheadLog | undefined, refuse: Refuse): void {
  const look = (): DatabaseSync | undefined => (log ? openWithLog(path, log) : openFileAlone(path))
  let db: DatabaseSync | undefined
  try {
    db = look()
    if (!db) return checkSecret(folder, undefined, refuse)
    const shape = wrongShape(db)
    if (shape !== undefined) refuseDamaged(folder, shape)
    if (versionOf(db) === 0) refuse(`${DATABASE} is a SQLite database, but not one of Coeval`)
    if (statSync(path).size <= MAX_CHECKED_BYTES) {
      const damage = damageOf(db)
      if (damage !== undefined) refuseDamaged(folder, damage)
    }
    checkSecret(folder, settingOf(db, SECRET_FINGERPRINT), refuse)
  } catch (error) {
    if (error instanceof NewerDatabaseError) throw new StartupError(sentence('storage.newer'), { cause: error })
    const failure = describeFailure(error)
    if (error instanceof StartupError || failure.kind !== 'storage') throw error
    if (isDamaged(failure)) refuseDamaged(folder, error instanceof Error ? error.message : String(error))
    refuse(explainFailure(error, path))
  } finally {
    db?.close()
  }
}

/** Nothing else of it: Node reads no file of 2 GiB at once. As many zeros as a short one lacks. */
function readHead(path: string): Buffer {
  const head = Buffer.alloc(SQLITE_HEADER_BYTES)
  const fd = openSync(path, 'r')
  try {
    readSync(fd, head, 0, head.length, 0)
  } finally {
    closeSync(fd)
  }
  return head
}

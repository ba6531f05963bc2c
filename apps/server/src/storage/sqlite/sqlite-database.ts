/** Opening the embedded database, and transactions on it. */
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { migrate } from './migrations.ts'
import { stamp } from './wal-stamp.ts'

export const BUSY_TIMEOUT_MS = 500

/**
 * FULL: a commit returns after fsync, and that is what "saved" means. Waiting for a lock holds up those who want to
 * read, so it is short: the caller tries again, and tells people meanwhile. Checkpoints: see database-file.ts.
 */
const SETTINGS = `
  pragma busy_timeout = ${BUSY_TIMEOUT_MS};
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma wal_autocheckpoint = 0;
  pragma foreign_keys = on`

/** Made where it is missing, and brought up to date. Throws where it cannot be opened, is no database or is damaged. */
export function openDatabase(path: string): DatabaseSync {
  return prepared(new DatabaseSync(path), (db) => {
    // Before anything else is written to a log that perhaps begins here.
    stamp(db)
    migrate(db)
  })
}

/** Throws where it is missing. Its shape is left as it is. */
export function openExistingDatabase(path: string): DatabaseSync {
  const address = pathToFileURL(path)
  address.searchParams.set('mode', 'rw')
  return prepared(new DatabaseSync(address))
}

function prepared(db: DatabaseSync, alsoDo: (db: DatabaseSync) => void = () => {}): DatabaseSync {
  try {
    db.exec(SETTINGS)
    alsoDo(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** All of `work` or none of it. Nothing in it may wait: the connection is shared. */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate')
  try {
    const result = work()
    db.exec('commit')
    return result
  } catch (error) {
    try {
      // A commit that failed may have ended the transaction itself.
      if (db.isTransaction) db.exec('rollback')
    } catch {
      // What went wrong first says more; a connection that is still in the transaction is closed by its owner.
    }
    throw error
  }
}

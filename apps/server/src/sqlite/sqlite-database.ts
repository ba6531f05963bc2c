/** Opening the embedded database, and transactions on it. */
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './migrations.ts'

/** `path` is a file, or ':memory:'. Throws where it cannot be opened, is no database or is damaged. */
export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    // FULL: a commit returns after fsync, and that is what "saved" means. Waiting for a lock stops the whole server, so
    // it is short: the caller tries again, and tells people meanwhile.
    db.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 1000',
    )
    migrate(db)
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
    // A commit that failed may have ended the transaction itself.
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

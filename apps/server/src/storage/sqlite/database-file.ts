/**
 * The database file for the whole life of the storage thread. A connection that broke is replaced at the next use. A
 * file that was deleted or moved away can still be written to through an open connection, and all of that would be
 * lost: so each use ends with a look whether the file is in its place, and only then counts as done.
 */
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { writeDurably } from '../../folder/durably.ts'
import { INSTANCE } from '../../folder/names.ts'
import { type Operations, operationsOn } from './operations.ts'
import { BUSY_TIMEOUT_MS, openDatabase, openExistingDatabase, transact } from './sqlite-database.ts'
import { DatabaseMovedError, isOutOfOrder } from './storage-failure.ts'
import { prepareStamps, stamp, stampOf } from './wal-stamp.ts'

const DATABASE_ID = 'database-id'
/** A log that has grown to this is written to the database and begins anew. */
const MAX_LOG_BYTES = 4 * 1024 * 1024
const READONLY = 8

interface OpenDatabase {
  db: DatabaseSync
  operations: Operations
  place: string
  /** The log may begin anew, and must not do so without a stamp. */
  needsStamp: boolean
  /** Length of the log when it held nothing but its stamp. */
  emptyLogBytes: number
}

export class DatabaseFile {
  readonly #path: string
  /** Of the database that was opened first; no other one may take its place unnoticed. */
  #id: string | undefined
  #connection: OpenDatabase | undefined

  /** With an `id`, the file must be there and have it; without, the first use makes what is missing. */
  constructor(path: string, id: string | undefined) {
    this.#path = path
    this.#id = id
  }

  /** The id, after the first use. */
  get id(): string | undefined {
    return this.#id
  }

  /** Throws what the work throws, DatabaseMovedError, and where the database cannot be opened. */
  use<T>(work: (operations: Operations) => T): T {
    this.#connection ??= this.#connect()
    const { db, operations, place } = this.#connection
    try {
      const result = this.#connection.needsStamp ? this.#stampAndDo(this.#connection, work) : work(operations)
      if (this.#place() !== place) throw new DatabaseMovedError('the file was deleted or moved away')
      return result
    } catch (error) {
      if (isOutOfOrder(error) || db.isTransaction) this.close()
      throw error
    }
  }

  /** Whether so much has been written since the last checkpoint that it is time for another. */
  get isLogLong(): boolean {
    return this.#connection !== undefined && this.#logBytes() > MAX_LOG_BYTES
  }

  /**
   * Writes the log to the database, so that the file alone holds all that was promised. False where somebody is reading
   * there or the disk does not let it: then it is done at another time, and nothing is lost meanwhile.
   */
  checkpoint(): boolean {
    const connection = this.#connection
    if (!connection) return true
    if (this.#logBytes() <= connection.emptyLogBytes && !connection.needsStamp) return true
    try {
      return this.#checkpoint(connection)
    } catch (error) {
      if (isOutOfOrder(error) || connection.db.isTransaction) this.close()
      return false
    }
  }

  close(): void {
    const db = this.#connection?.db
    this.#connection = undefined
    db?.close()
  }

  #connect(): OpenDatabase {
    const db = this.#id === undefined ? openDatabase(this.#path) : openExistingDatabase(this.#path)
    try {
      this.#id ??= identify(db)
      if (idOf(db) !== this.#id) throw new DatabaseMovedError('another database is in its place')
      prepareStamps(db, this.#id ?? '')
      const connection = { db, operations: operationsOn(db), place: '', needsStamp: true, emptyLogBytes: 0 }
      try {
        this.#checkpoint(connection)
      } catch (error) {
        // Another program may hold it, and reading goes on then.
        if (isOutOfOrder(error)) throw error
      }
      return { ...connection, place: this.#place() }
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** The log of a complete database always begins with a stamp, whichever program wrote last. */
  #checkpoint(connection: OpenDatabase): boolean {
    const { db } = connection
    // No update waits for a reader.
    db.exec('pragma busy_timeout = 0')
    let isDone = false
    try {
      const outcome = db.prepare('pragma wal_checkpoint(truncate)').get()
      isDone = outcome?.busy === 0
    } finally {
      db.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
      connection.needsStamp = true
    }
    const reached = stampOf(db)
    transact(db, () => stamp(db))
    connection.needsStamp = false
    connection.emptyLogBytes = this.#logBytes()
    if (isDone && reached) {
      const known = { instance: reached.instance, checkpoint: reached.number }
      writeDurably(join(dirname(this.#path), INSTANCE), `${JSON.stringify(known)}\n`)
    }
    return isDone
  }

  /** Where no stamp can be written, reading goes on and nothing else. */
  #stampAndDo<T>(connection: OpenDatabase, work: (operations: Operations) => T): T {
    const { db, operations } = connection
    let failure: unknown
    try {
      transact(db, () => stamp(db))
      connection.needsStamp = false
    } catch (error) {
      if (isOutOfOrder(error)) throw error
      failure = error
      db.exec('pragma query_only = on')
    }
    try {
      return work(operations)
    } catch (error) {
      throw failure !== undefined && isReadOnly(error) ? failure : error
    } finally {
      if (failure !== undefined) db.exec('pragma query_only = off')
    }
  }

  #logBytes(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }

  /** Which files lie there: the database and its write-ahead log, which holds the latest commits. */
  #place(): string {
    return [this.#path, `${this.#path}-wal`]
      .map((path) => statSync(path, { throwIfNoEntry: false }))
      .map((stat) => (stat ? `${stat.dev}:${stat.ino}` : 'none'))
      .join(' ')
  }
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === READONLY
}

function identify(db: DatabaseSync): string | undefined {
  db.prepare('insert into setting (key, value) values (?, ?) on conflict do nothing').run(DATABASE_ID, randomUUID())
  return idOf(db)
}

function idOf(db: DatabaseSync): string | undefined {
  const isOurs = db.prepare(`select 1 from sqlite_schema where name = 'setting'`).get() !== undefined
  if (!isOurs) return undefined
  return db.prepare('select value from setting where key = ?').get(DATABASE_ID)?.value as string | undefined
}

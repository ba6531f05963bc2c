/**
 * The database file for the whole life of the storage thread. A connection that broke is replaced at the next use. A
 * file that was deleted or moved away can still be written to through an open connection, and all of that would be
 * lost: so each use ends with a look whether the file is in its place, and only then counts as done.
 */
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { type Operations, operationsOn } from './operations.ts'
import { openDatabase, openExistingDatabase } from './sqlite-database.ts'
import { DatabaseMovedError, isOutOfOrder } from './storage-failure.ts'

const DATABASE_ID = 'database-id'

interface Connection {
  db: DatabaseSync
  operations: Operations
  place: string
}

export class DatabaseFile {
  readonly #path: string
  /** Of the database that was opened first; no other one may take its place unnoticed. */
  #id: string | undefined
  #connection: Connection | undefined

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
      const result = work(operations)
      if (this.#place() !== place) throw new DatabaseMovedError('the file was deleted or moved away')
      return result
    } catch (error) {
      if (isOutOfOrder(error) || db.isTransaction) this.close()
      throw error
    }
  }

  close(): void {
    const db = this.#connection?.db
    this.#connection = undefined
    db?.close()
  }

  #connect(): Connection {
    const db = this.#id === undefined ? openDatabase(this.#path) : openExistingDatabase(this.#path)
    try {
      this.#id ??= identify(db)
      if (idOf(db) !== this.#id) throw new DatabaseMovedError('another database is in its place')
      return { db, operations: operationsOn(db), place: this.#place() }
    } catch (error) {
      db.close()
      throw error
    }
  }

  /** Which files lie there: the database and its write-ahead log, which holds the latest commits. */
  #place(): string {
    return [this.#path, `${this.#path}-wal`]
      .map((path) => statSync(path, { throwIfNoEntry: false }))
      .map((stat) => (stat ? `${stat.dev}:${stat.ino}` : 'none'))
      .join(' ')
  }
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

/**
 * Kysely on the storage thread, for better-auth: the same database, the same single connection, and nobody's socket
 * waits for its disk. Each statement is a transaction of its own; several in one are refused, because what others write
 * in between would be part of them.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { SQLInputValue } from 'node:sqlite'
import type { StorageThread } from './storage-thread.ts'

export function kyselyOn(thread: StorageThread): Kysely<Record<string, never>> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ThreadDriver(thread),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
  return new Kysely({ dialect })
}

class ThreadDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(thread: StorageThread) {
    this.#connection = {
      async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
        const { rows, changes } = await thread.call('database', 'query', [sql, parameters.map(bindable)])
        return {
          rows: rows as Row[],
          ...(changes !== undefined && { numAffectedRows: BigInt(changes) }),
        }
      },
      // oxlint-disable-next-line require-yield
      async *streamQuery() {
        throw new Error('the storage thread answers whole')
      },
    }
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  async beginTransaction(): Promise<void> {
    throw new Error('the storage thread has no transactions of several statements')
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  /** The thread belongs to the code that started it. */
  async destroy(): Promise<void> {}
}

/** node:sqlite binds a Date as NULL, without a word. */
function bindable(value: unknown): SQLInputValue {
  if (value === undefined || value instanceof Date) throw new Error(`SQLite cannot keep ${String(value)}`)
  return typeof value === 'boolean' ? Number(value) : (value as SQLInputValue)
}

/** SQL by its text, prepared once. Lives in the storage thread. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

export type Row = Record<string, unknown>

export interface QueryOutcome {
  rows: Row[]
  /** Rows that were changed; undefined where rows were read. */
  changes?: number
}

/** Far more than there are. better-auth makes another text for each length of a list. */
const MAX_KEPT = 300

export class Statements {
  readonly #db: DatabaseSync
  readonly #kept = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  all<T = Row>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepared(sql).all(...values) as T[]
  }

  one<T = Row>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#prepared(sql).get(...values) as T | undefined
  }

  /** How many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes)
  }

  /**
   * A statement that was put together elsewhere, and is a transaction of its own. There are none of several: others
   * write through this connection too.
   */
  query(sql: string, values: readonly SQLInputValue[]): QueryOutcome {
    const statement = this.#prepared(sql)
    if (statement.columns().length > 0) return { rows: statement.all(...values) }
    return { rows: [], changes: Number(statement.run(...values).changes) }
  }

  #prepared(sql: string): StatementSync {
    const known = this.#kept.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear()
    this.#kept.set(sql, statement)
    return statement
  }
}

/** As better-auth keeps a time. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

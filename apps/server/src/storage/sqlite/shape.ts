/** Whether a database has the tables and columns that the program reads. */
import { DatabaseSync } from 'node:sqlite'
import { migrate, NEWEST_VERSION, versionOf } from './migrations.ts'
import { NewerDatabaseError } from './storage-failure.ts'

/** What is wrong with it, as the end of a sentence; undefined where nothing is. Throws NewerDatabaseError. */
export function wrongShape(db: DatabaseSync): string | undefined {
  const version = versionOf(db)
  if (version > NEWEST_VERSION) {
    throw new NewerDatabaseError(`the database has version ${version}; ${NEWEST_VERSION} is the newest known`)
  }
  const model = new DatabaseSync(':memory:')
  try {
    migrate(model, version)
    const expected = columnsOf(model)
    const found = columnsOf(db)
    for (const [table, columns] of expected) {
      const has = found.get(table)
      if (!has) return `its table "${table}" is missing`
      const missing = columns.find((column) => !has.includes(column))
      if (missing !== undefined) return `the column "${missing}" of its table "${table}" is missing`
    }
    return undefined
  } finally {
    model.close()
  }
}

/** What SQLite finds wrong with its pages, as the end of a sentence; undefined where nothing is. */
export function damageOf(
  db: DatabaseSync,
  check: 'quick_check' | 'integrity_check' = 'quick_check',
): string | undefined {
  const first = db.prepare(`pragma ${check}(1)`).get()?.[check]
  return first === 'ok' ? undefined : `SQLite says: ${String(first).replaceAll('\n', ' ').slice(0, 200)}`
}

function columnsOf(db: DatabaseSync): Map<string, string[]> {
  const rows = db
    .prepare(
      `select t.name as "table", c.name as "column" from sqlite_schema t, pragma_table_info(t.name) c
       where t.type = 'table' and t.name not like 'sqlite_%'`,
    )
    .all() as { table: string; column: string }[]
  const columns = new Map<string, string[]>()
  for (const { table, column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
  return columns
}

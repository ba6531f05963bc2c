/** What the database says of its own folder, read without its storage. */
import type { DatabaseSync } from 'node:sqlite'

/** Setting: a hash of the secret that belongs to the database. */
export const SECRET_FINGERPRINT = 'secret-fingerprint'
export const DATABASE_ID = 'database-id'

/** Undefined where the database has no settings, or not this one. */
export function settingOf(db: DatabaseSync, key: string): string | undefined {
  const isThere = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'setting'`).get()
  if (!isThere) return undefined
  const row = db.prepare('select value from setting where key = ?').get(key)
  return typeof row?.value === 'string' ? row.value : undefined
}

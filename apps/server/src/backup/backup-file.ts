/**
 * A backup: one SQLite file. It is the database of the server as it was at one moment, with one more table, `backup`,
 * that holds what does not lie in the database, and a checksum of all that does.
 *
 *     format    1
 *     made      when, ISO 8601
 *     program   the version of Coeval that made it
 *     secret    what signs the sessions: its holder can sign in as anybody
 *     checksum  SHA-256 of the rows of all other tables
 */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { openDocument } from '@coeval/sync'
import { openFileAlone } from '../folder/untouched-database.ts'
import { SECRET_FINGERPRINT, settingOf } from '../folder/database-settings.ts'
import { fingerprintOf } from '../folder/secret.ts'
import { unpackUpdates } from '../storage/packing/packed-updates.ts'
import { damageOf, describeFailure, NewerDatabaseError, RoomStore, wrongShape } from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import { sentence } from '../messages/sentence.ts'

export const BACKUP_FORMAT = '1'

export interface BackupFacts {
  made: string
  secret: string
  checksum: string
  chronologies: number
  /** Not counting the trash of each. */
  people: number
  /** Those that could not be read. */
  unreadable: { id: string; why: string }[]
}

/** Reads all of it: each page, each row, each document. Throws StartupError where it is not whole. */
export function verifyBackup(path: string): BackupFacts {
  const bad = (why: string, cause?: unknown): never => {
    throw new StartupError(sentence('backupFile.bad-file', { path, why }), { cause })
  }
  let db: DatabaseSync | undefined
  try {
    db = openFileAlone(path)
    return verify(db, bad)
  } catch (error) {
    if (error instanceof StartupError) throw error
    if (error instanceof NewerDatabaseError) {
      return bad('it was made by a newer version of Coeval. Restore it with that version, or a later one', error)
    }
    if (describeFailure(error).kind === 'storage') {
      return bad(`SQLite says: ${error instanceof Error ? error.message : String(error)}`, error)
    }
    throw error
  } finally {
    db?.close()
  }
}

function verify(db: DatabaseSync, bad: (why: string) => never): BackupFacts {
  const isBackup = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'backup'`).get()
  if (!isBackup) bad('it was not made by "coeval backup". A copy of a data folder is used with COEVAL_DATA')
  const { format, made, secret, checksum } = Object.fromEntries(
    db
      .prepare('select key, value from backup')
      .all()
      .map(({ key, value }) => [key, String(value)]),
  )
  if (format !== BACKUP_FORMAT) bad(`its format is "${format}", which this version does not know`)
  if (made === undefined || secret === undefined || checksum === undefined) return bad('a part of it is missing')
  const damage = damageOf(db, 'integrity_check') ?? wrongShape(db)
  if (damage !== undefined) bad(`it is damaged: ${damage}`)
  if (db.prepare('pragma foreign_key_check').get()) bad('it is damaged: rows that others speak of are missing')
  if (checksumOf(db) !== checksum) bad('it is damaged: its checksum is another')
  if (settingOf(db, SECRET_FINGERPRINT) !== fingerprintOf(secret)) bad('its secret is of another instance')
  const ids = db.prepare('select id from room order by id').all() as { id: string }[]
  const rooms = new RoomStore(db)
  const unreadable = ids.flatMap(({ id }) => {
    const why = whyUnreadable(rooms, id)
    return why === undefined ? [] : [{ id, why }]
  })
  return { made, secret, checksum, chronologies: ids.length, people: count(db, 'user'), unreadable }
}

function whyUnreadable(rooms: RoomStore, id: string): string | undefined {
  try {
    const packed = rooms.load(id)
    if (!packed) return 'it is missing'
    openDocument(id, { ...packed, updates: unpackUpdates(packed.updates) }).doc.destroy()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Of all rows of all tables but `backup`, in hexadecimal. The same for the same file only. */
export function checksumOf(db: DatabaseSync): string {
  const hash = createHash('sha256')
  const tables = db
    .prepare(
      `select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'backup' order by name`,
    )
    .all() as { name: string; sql: string }[]
  for (const { name, sql } of tables) {
    hash.update(JSON.stringify([name, sql]))
    const rows = db.prepare(`select * from "${name}"`)
    rows.setReturnArrays(true)
    for (const row of rows.iterate() as unknown as Iterable<unknown[]>) {
      for (const value of row) {
        // Its kind and length first, so that no two rows read the same.
        const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value))
        hash.update(`${value === null ? 'null' : typeof value} ${bytes.length} `)
        hash.update(bytes)
      }
    }
  }
  return hash.digest('hex')
}

function count(db: DatabaseSync, table: string): number {
  return Number(db.prepare(`select count(*) as n from "${table}"`).get()?.n)
}

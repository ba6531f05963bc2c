/**
 * Which database a write-ahead log belongs to. SQLite's log does not say: it is applied to whatever database lies
 * beside it, of another instance or a copy from last week, and spoils it. So each log begins with a stamp, a row with
 * the id of the instance and a number that grows by one, and a database that lacks the stamp before that is not the
 * one that the log was written for.
 *
 * The number that is in the database file itself also goes to `instance.json`, after each checkpoint: a database with a
 * smaller one is an older copy.
 */
import type { DatabaseSync } from 'node:sqlite'

export interface WalStamp {
  instance: string
  number: number
}

const DIGITS = 12
const STAMP = /coeval-wal ([0-9a-f-]{36}) (\d{12})/
const LEAF = 0x0d
/** Lengths and types of a row, before its text. */
const MAX_ROW_HEADER_BYTES = 12

/** The first stamp of a database. Nothing happens where it has one. */
export function prepareStamps(db: DatabaseSync, instance: string): void {
  if (stampOf(db)) return
  db.exec(`create table if not exists wal_stamp (id integer primary key check (id = 1), stamp text not null) strict`)
  const stamp = textOf({ instance, number: 0 })
  db.prepare('insert into wal_stamp (id, stamp) values (1, ?) on conflict do nothing').run(stamp)
}

/** The next one. Nothing happens where the database has none yet. */
export function stamp(db: DatabaseSync): void {
  const last = stampOf(db)
  if (!last) return
  db.prepare('update wal_stamp set stamp = ? where id = 1').run(textOf({ ...last, number: last.number + 1 }))
}

/** Begins again, for another instance: no former log belongs to it. */
export function stampAnew(db: DatabaseSync, instance: string): void {
  prepareStamps(db, instance)
  db.prepare('update wal_stamp set stamp = ? where id = 1').run(textOf({ instance, number: 0 }))
}

/** Undefined in a database that was made before there were stamps. */
export function stampOf(db: DatabaseSync): WalStamp | undefined {
  const isThere = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'wal_stamp'`).get()
  if (!isThere) return undefined
  const row = db.prepare('select stamp from wal_stamp where id = 1').get()
  return typeof row?.stamp === 'string' ? parse(row.stamp) : undefined
}

/** The stamps among pages of a log, in their order. */
export function stampsIn(pages: readonly Buffer[]): WalStamp[] {
  const stamps: WalStamp[] = []
  for (const page of pages) {
    // The table has one row, so one cell; what the page holds beside it may be of former ones.
    if (page[0] !== LEAF || page.readUInt16BE(3) !== 1) continue
    const at = page.readUInt16BE(8)
    const found = parse(page.subarray(at, at + MAX_ROW_HEADER_BYTES + 64).toString('latin1'))
    if (found) stamps.push(found)
  }
  return stamps
}

/** Always of one length, so that a stamp is written over the former one. */
function textOf({ instance, number }: WalStamp): string {
  return `coeval-wal ${instance} ${String(number).padStart(DIGITS, '0')}`
}

function parse(text: string): WalStamp | undefined {
  const [, instance, number] = STAMP.exec(text) ?? []
  return instance === undefined ? undefined : { instance, number: Number(number) }
}

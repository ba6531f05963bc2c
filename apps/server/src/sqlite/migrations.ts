/** Steps of the database's shape, in order. A step that was released is never changed: add another. */
import type { DatabaseSync } from 'node:sqlite'
import { NewerDatabaseError } from './storage-failure.ts'

const MIGRATIONS: readonly string[] = [
  // Times are integer milliseconds since 1970, UTC (node:sqlite would bind a Date as NULL).
  `create table room (
     id            text primary key,
     generation    text not null,
     snapshot      blob,
     snapshot_seq  integer not null default 0,
     snapshot_ms   integer not null default 0
   ) strict;
   create table room_log (
     room     text not null references room (id) on delete cascade,
     seq      integer not null,
     data     blob not null,
     author   text,
     time_ms  integer not null,
     primary key (room, seq)
   ) strict, without rowid;
   create table chronology (
     id             text primary key references room (id) on delete cascade,
     title          text not null,
     events         integer not null,
     described_seq  integer not null,
     created_ms     integer not null,
     trashed_ms     integer
   ) strict;
   create table setting (key text primary key, value text not null) strict;`,
  // 'v2' is Yjs V2 as it is, 'v2-deflate' the same compressed (RFC 1951).
  `alter table room add column snapshot_encoding text not null default 'v2';`,
]

/**
 * Brings the database up to the newest shape (a test may stop at an older one), each step in a transaction of its own.
 * Safe to call again. Throws NewerDatabaseError.
 */
export function migrate(db: DatabaseSync, upTo: number = MIGRATIONS.length): void {
  const current = Number(db.prepare('pragma user_version').get()?.user_version)
  if (current > MIGRATIONS.length) {
    throw new NewerDatabaseError(`the database has version ${current}; ${MIGRATIONS.length} is the newest known`)
  }
  for (const [index, sql] of MIGRATIONS.slice(0, upTo).entries()) {
    if (index < current) continue
    db.exec('begin immediate')
    try {
      db.exec(sql)
      db.exec(`pragma user_version = ${index + 1}`)
      db.exec('commit')
    } catch (error) {
      db.exec('rollback')
      throw error
    }
  }
}

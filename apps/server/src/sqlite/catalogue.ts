/**
 * The list of chronologies. Title and number of events belong to the document; what is kept here is a copy for the
 * list, good as long as `describedSeq` is the room's latest.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'

export interface CatalogueEntry {
  id: string
  generation: string
  title: string
  events: number
  createdMs: number
  updatedMs: number
  trashedMs: number | null
  /** The room's latest update is newer than title and events. */
  stale: boolean
}

const SELECT = `
  select c.id, r.generation, c.title, c.events, c.created_ms as createdMs, c.trashed_ms as trashedMs,
         max(c.created_ms, r.snapshot_ms, coalesce(l.time_ms, 0)) as updatedMs,
         coalesce(l.seq, r.snapshot_seq) > c.described_seq as stale
  from chronology c
  join room r on r.id = c.id
  left join room_log l on l.room = c.id and l.seq = (select max(seq) from room_log where room = c.id)`

export class Catalogue {
  readonly #all: StatementSync
  readonly #one: StatementSync
  readonly #insert: StatementSync
  readonly #describe: StatementSync
  readonly #trash: StatementSync
  readonly #getSetting: StatementSync
  readonly #putSetting: StatementSync

  constructor(db: DatabaseSync) {
    this.#all = db.prepare(`${SELECT} order by c.created_ms, c.id`)
    this.#one = db.prepare(`${SELECT} where c.id = ?`)
    this.#insert = db.prepare(
      'insert into chronology (id, title, events, described_seq, created_ms) values (?, ?, ?, 0, ?)',
    )
    this.#describe = db.prepare(
      `update chronology set title = ?, events = ?,
         described_seq = (select coalesce(max(l.seq), r.snapshot_seq) from room r
                          left join room_log l on l.room = r.id where r.id = chronology.id)
       where id = ?`,
    )
    this.#trash = db.prepare('update chronology set trashed_ms = ? where id = ?')
    this.#getSetting = db.prepare('select value from setting where key = ?')
    this.#putSetting = db.prepare(
      'insert into setting (key, value) values (?, ?) on conflict do update set value = excluded.value',
    )
  }

  list(): CatalogueEntry[] {
    return this.#all.all().map(entryOf)
  }

  get(id: string): CatalogueEntry | undefined {
    const row = this.#one.get(id)
    return row && entryOf(row)
  }

  add(entry: { id: string; title: string; events: number; nowMs: number }): void {
    this.#insert.run(entry.id, entry.title, entry.events, entry.nowMs)
  }

  /** Copies what the document says; to be called when all of it is stored. */
  describe(id: string, title: string, events: number): void {
    this.#describe.run(title, events, id)
  }

  setTrashed(id: string, trashedMs: number | null): void {
    this.#trash.run(trashedMs, id)
  }

  setting(key: string): string | undefined {
    return this.#getSetting.get(key)?.value as string | undefined
  }

  setSetting(key: string, value: string): void {
    this.#putSetting.run(key, value)
  }
}

function entryOf(row: Record<string, unknown>): CatalogueEntry {
  return { ...row, stale: row.stale === 1 } as CatalogueEntry
}

/**
 * The list of chronologies. Title and number of events belong to the document; what is kept here is a copy for the
 * list, written in the transaction that stores the update which changed them: it is true after a crash as well, and no
 * list ever reads a document. Lives in the storage thread.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Visibility } from '../../http/api-types.ts'

export interface CatalogueEntry {
  id: string
  generation: string
  title: string
  events: number
  createdMs: number
  updatedMs: number
  trashedMs: number | null
  visibility: Visibility
  /** Number of the room's latest update. */
  seq: number
  /** Versions before 2026-12 wrote title and events later than the update: then they may be older than that one. */
  stale: boolean
}

const SELECT = `
  select c.id, r.generation, c.title, c.events, c.created_ms as createdMs, c.trashed_ms as trashedMs, c.visibility,
         max(c.created_ms, r.snapshot_ms, coalesce(l.time_ms, 0)) as updatedMs,
         coalesce(l.seq, r.snapshot_seq) as seq,
         coalesce(l.seq, r.snapshot_seq) > c.described_seq as stale
  from chronology c
  join room r on r.id = c.id
  left join room_log l on l.room = c.id and l.seq = (select max(seq) from room_log where room = c.id)`

/** Id, seq, title, events: what the document says that holds all updates up to `seq`. */
export const DESCRIBE =
  'update chronology set title = ?3, events = ?4, described_seq = ?2 where id = ?1 and described_seq <= ?2'

export class Catalogue {
  readonly #all: StatementSync
  readonly #one: StatementSync
  readonly #insert: StatementSync
  readonly #describe: StatementSync
  readonly #trash: StatementSync
  readonly #trashedIds: StatementSync
  readonly #getSetting: StatementSync
  readonly #putSetting: StatementSync

  constructor(db: DatabaseSync) {
    this.#all = db.prepare(`${SELECT} order by c.created_ms, c.id`)
    this.#one = db.prepare(`${SELECT} where c.id = ?`)
    this.#insert = db.prepare(
      'insert into chronology (id, title, events, described_seq, created_ms) values (?, ?, ?, 0, ?)',
    )
    this.#describe = db.prepare(DESCRIBE)
    this.#trash = db.prepare('update chronology set trashed_ms = ? where id = ?')
    this.#trashedIds = db.prepare('select id from chronology where trashed_ms is not null')
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

  /** Copies what the document says that holds all updates up to `seq`. */
  describe(id: string, seq: number, title: string, events: number): void {
    this.#describe.run(id, seq, title, events)
  }

  trashedIds(): string[] {
    return this.#trashedIds.all().map(({ id }) => id as string)
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

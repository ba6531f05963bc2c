/** The list of chronologies. Lives in the storage thread. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CatalogueEntry, CatalogueStorage } from '../../contract/catalogue.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Visibility } from '../../contract/terms.ts'

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

export class CatalogueStore implements Synchronous<CatalogueStorage> {
  readonly #all: StatementSync
  readonly #one: StatementSync
  readonly #insert: StatementSync
  readonly #describe: StatementSync
  readonly #trash: StatementSync
  readonly #trashedIds: StatementSync
  readonly #publicIds: StatementSync
  readonly #setVisibility: StatementSync

  constructor(db: DatabaseSync) {
    this.#all = db.prepare(`${SELECT} order by c.created_ms, c.id`)
    this.#one = db.prepare(`${SELECT} where c.id = ?`)
    this.#insert = db.prepare(
      'insert into chronology (id, title, events, described_seq, created_ms) values (?, ?, ?, 0, ?)',
    )
    this.#describe = db.prepare(DESCRIBE)
    this.#trash = db.prepare('update chronology set trashed_ms = ? where id = ?')
    this.#trashedIds = db.prepare('select id from chronology where trashed_ms is not null')
    this.#publicIds = db.prepare(`select id from chronology where visibility = 'public'`)
    this.#setVisibility = db.prepare('update chronology set visibility = ? where id = ?')
  }

  list(): CatalogueEntry[] {
    return this.#all.all().map(entryOf)
  }

  get(id: string): CatalogueEntry | undefined {
    const row = this.#one.get(id)
    return row && entryOf(row)
  }

  /** A chronology whose room is there. */
  add(entry: { id: string; title: string; events: number; nowMs: number }): void {
    this.#insert.run(entry.id, entry.title, entry.events, entry.nowMs)
  }

  describe(id: string, seq: number, title: string, events: number): void {
    this.#describe.run(id, seq, title, events)
  }

  trashedIds(): string[] {
    return this.#trashedIds.all().map(({ id }) => id as string)
  }

  setTrashed(id: string, trashedMs: number | null): void {
    this.#trash.run(trashedMs, id)
  }

  publicIds(): string[] {
    return this.#publicIds.all().map(({ id }) => id as string)
  }

  setVisibility(id: string, visibility: Visibility): void {
    this.#setVisibility.run(visibility, id)
  }
}

function entryOf(row: Record<string, unknown>): CatalogueEntry {
  return { ...row, stale: row.stale === 1 } as CatalogueEntry
}

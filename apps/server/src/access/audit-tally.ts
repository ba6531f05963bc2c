/**
 * What fails is written down once a minute for each address and kind, with a count: a flood of wrong passwords is one row
 * and not thousands. The first is written at once; the count follows within seconds, and a crash loses no more than that.
 * Rows are limited over all addresses as well (a flood may name any address it likes): the rest shares one row of a
 * minute and kind, which says so.
 */
import type { NewAuditRow, Storage } from '../storage/contract/index.ts'
import { type FailureLimit, FailureLimits } from './failure-limits.ts'

interface Tally {
  row: NewAuditRow
  /** Of the row; undefined where it could not be written. */
  id: Promise<number | undefined>
  count: number
  writtenCount: number
  /** Hashes of what was tried, such as accounts; at most so many are told apart. */
  targets: Set<string>
}

const MINUTE_MS = 60_000
const COUNT_AFTER_MS = 5000
const MAX_TARGETS = 1000
/** Addresses and kinds that get a row of their own: 100 at once and 2,880 a day. */
const ROWS: FailureLimit = { most: 100, everyMs: 30_000 }
const ALL = 'all'
const OVERFLOW = 'from more addresses than are listed'

export class AuditTally {
  readonly #storage: Storage
  readonly #nowMs: () => number
  readonly #rowsLeft: FailureLimits
  #minute = 0
  #tallies = new Map<string, Tally>()
  #timer: NodeJS.Timeout | undefined

  constructor({ storage, nowMs }: { storage: Storage; nowMs: () => number }) {
    this.#storage = storage
    this.#nowMs = nowMs
    this.#rowsLeft = new FailureLimits(ROWS, nowMs)
  }

  /**
   * Nobody waits for it, and a log that cannot be written makes no other answer. `target`: what was tried, if it was one
   * of many; where it was more than one, the row names none of them and says how many.
   */
  count(row: NewAuditRow, target?: string): void {
    const minute = Math.floor(this.#nowMs() / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#flushUnwatched()
      this.#minute = minute
      this.#tallies = new Map()
    }
    const tally = this.#tallyOf(row)
    tally.count++
    if (target !== undefined && tally.targets.size < MAX_TARGETS) tally.targets.add(target)
    this.#timer ??= setTimeout(() => this.#flushUnwatched(), COUNT_AFTER_MS).unref()
  }

  /** Writes the counts of what was counted so far. Never rejects: what could not be written is tried again. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await Promise.all([...this.#tallies.values()].map((tally) => this.#write(tally)))
  }

  #flushUnwatched(): void {
    this.flush().catch(() => {
      // It never rejects: each row has a catch of its own.
    })
  }

  async #write(tally: Tally): Promise<void> {
    const id = await tally.id
    const { count } = tally
    if (id === undefined || count === tally.writtenCount) return
    const before = tally.writtenCount
    tally.writtenCount = count
    try {
      await this.#storage.audit.count(id, count, severalOf(tally))
    } catch {
      // The database fails, and says so elsewhere.
      tally.writtenCount = before
    }
  }

  #tallyOf(row: NewAuditRow): Tally {
    const key = [row.action, row.address, row.actor, row.chronology].join('\n')
    const known = this.#tallies.get(key)
    if (known) return known
    if (this.#rowsLeft.take(ALL) === 0) return this.#begin(key, row)
    const rest = `${row.action}\n${OVERFLOW}`
    return this.#tallies.get(rest) ?? this.#begin(rest, withoutPlace(row))
  }

  #begin(key: string, row: NewAuditRow): Tally {
    const id = this.#storage.audit.add(row).catch(() => {
      // The next one tries again.
      if (this.#tallies.get(key) === tally) this.#tallies.delete(key)
      return undefined
    })
    const tally: Tally = { row, id, count: 0, writtenCount: 1, targets: new Set() }
    this.#tallies.set(key, tally)
    return tally
  }
}

function withoutPlace(row: NewAuditRow): NewAuditRow {
  return {
    ...row,
    actor: null,
    actorName: null,
    chronology: null,
    chronologyTitle: null,
    subject: null,
    subjectPerson: null,
    detail: OVERFLOW,
    address: null,
  }
}

/** How many, in words, where the row cannot be about one of them. */
function severalOf({ row, targets }: Tally): string | null {
  if (targets.size < 2) return null
  const many = targets.size >= MAX_TARGETS ? `${MAX_TARGETS} or more` : `${targets.size}`
  return [row.detail, `${many} accounts`].filter((part) => part !== null).join(', ')
}

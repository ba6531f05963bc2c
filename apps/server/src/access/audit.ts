/** Writes down who did what that matters later: sign-ins, links, roles, exports, deletions. */
import { MAX_TITLE_LENGTH, shortenText } from '@coeval/chronology'
import type { AuditAction, AuditEntry } from '@coeval/api'
import { truncatedAddress } from '../net/client-address.ts'
import type { AuditRow, NewAuditRow, Storage } from '../storage/contract/index.ts'
import { AuditTally } from './audit-tally.ts'
import { personOf, type Principal } from './principal.ts'

/** Who, and from where (whole: it is truncated here). */
export interface Initiator {
  who: Principal
  address: string | null
}

export interface AuditDetails {
  chronology?: { id: string; title: string }
  /** A person, whose name leaves the log with the account, or other words. */
  subject?: string | { id: string; name: string }
  detail?: string
}

const KEPT_MS = 365 * 24 * 3_600_000
/** Of names, subjects and details. A title, a name, a label is anybody's text, and rows are kept for a year. */
const MAX_TEXT = 300

export class Audit {
  readonly #storage: Storage
  readonly #nowMs: () => number
  readonly #tally: AuditTally

  constructor({ storage, nowMs }: { storage: Storage; nowMs: () => number }) {
    this.#storage = storage
    this.#nowMs = nowMs
    this.#tally = new AuditTally({ storage, nowMs })
  }

  /** On disk when it resolves. Throws StorageError. */
  write({ who, address }: Initiator, action: AuditAction, details: AuditDetails = {}): Promise<void> {
    return this.writeFor(actorIn(who), action, details, address)
  }

  /**
   * For what is refused and may come in floods: a row a minute and address, with a count (see audit-tally.ts). `target`
   * tells what was tried from other such, and is not written down.
   */
  count({ who, address }: Initiator, action: AuditAction, details: AuditDetails = {}, target?: string): void {
    this.#tally.count(this.#rowOf(actorIn(who), action, details, address), target)
  }

  /** Before the database closes. */
  close(): Promise<void> {
    return this.#tally.flush()
  }

  /** Where the person is known, and no request is at hand. */
  async writeFor(
    person: { id: string | null; name: string } | null,
    action: AuditAction,
    details: AuditDetails,
    address: string | null = null,
  ): Promise<void> {
    await this.#storage.audit.add(this.#rowOf(person, action, details, address))
  }

  /** The latest first. `before` is the id of an entry; `chronology` null: of all. */
  async page(chronology: string | null, before: number | null, limit: number): Promise<AuditEntry[]> {
    // What was counted so far is to be seen.
    await this.#tally.flush()
    return (await this.#storage.audit.page(chronology, before, limit)).map(entryOf)
  }

  /** A year is kept. */
  async prune(): Promise<void> {
    await this.#storage.audit.prune(this.#nowMs() - KEPT_MS)
  }

  #rowOf(
    person: { id: string | null; name: string } | null,
    action: AuditAction,
    { chronology, subject, detail }: AuditDetails,
    address: string | null,
  ): NewAuditRow {
    const text = typeof subject === 'object' ? subject.name : subject
    return {
      atMs: this.#nowMs(),
      actor: person?.id ?? null,
      actorName: shortened(person?.name, MAX_TEXT),
      action,
      chronology: shortened(chronology?.id, MAX_TEXT),
      chronologyTitle: shortened(chronology?.title, MAX_TITLE_LENGTH) || null,
      subject: shortened(text, MAX_TEXT),
      subjectPerson: typeof subject === 'object' ? subject.id : null,
      detail: shortened(detail, MAX_TEXT),
      address: truncatedAddress(address ?? undefined),
    }
  }
}

function actorIn(who: Principal): { id: string | null; name: string } | null {
  return personOf(who) ?? (who.kind === 'machine' ? { id: null, name: 'the command line' } : null)
}

function entryOf(row: AuditRow): AuditEntry {
  const { id, atMs, actor, actorName, action, chronology, chronologyTitle, subject, detail, address, count } = row
  return {
    id,
    at: new Date(atMs).toISOString(),
    actor: actorName === null ? null : { id: actor ?? '', name: actorName },
    action,
    // Rows of an older version hold titles of any length.
    chronology:
      chronology === null ? null : { id: chronology, title: shortened(chronologyTitle, MAX_TITLE_LENGTH) ?? '' },
    subject,
    detail,
    address,
    count,
  }
}

function shortened(text: string | null | undefined, most: number): string | null {
  return text === null || text === undefined ? null : shortenText(text, most)
}

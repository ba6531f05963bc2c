/** The log as it is read: a page of it, and all of it as a file, the latest first. */
import type { AuditEntry, AuditPage } from '@coeval/api'
import type { Audit, Initiator } from './audit.ts'
import { csvOf } from './audit-file.ts'
import type { Changes } from './changes.ts'

const READ_AT_ONCE = 1000

export interface AuditLogOptions {
  audit: Audit
  changes: Changes
  /** A chronology with its title. Throws Refusal where there is none. */
  named: (chronology: string) => Promise<{ id: string; title: string }>
}

export class AuditLog {
  readonly #audit: Audit
  readonly #changes: Changes
  readonly #named: AuditLogOptions['named']

  constructor({ audit, changes, named }: AuditLogOptions) {
    this.#audit = audit
    this.#changes = changes
    this.#named = named
  }

  /** `chronology` null: of all. `before` is the id of an entry. */
  async page(
    chronology: string | null,
    { before = null, limit }: { before?: number | null; limit: number },
  ): Promise<AuditPage> {
    const entries = await this.#audit.page(chronology, before, limit)
    return { entries, next: entries.length < limit ? null : (entries.at(-1)?.id ?? null) }
  }

  /** CSV. That it was downloaded is its first row. `chronology` null: of all. Throws StorageError. */
  async download(initiator: Initiator, chronology: string | null): Promise<string> {
    const named = chronology === null ? undefined : await this.#named(chronology)
    await this.#changes.carryOut(initiator, {
      // Nothing is changed by it but the log.
      store: () => Promise.resolve(),
      tells: () => [],
      logs: () => [{ action: 'audit-downloaded', chronology: named }],
    })
    const all: AuditEntry[] = []
    for (;;) {
      const entries = await this.#audit.page(chronology, all.at(-1)?.id ?? null, READ_AT_ONCE)
      all.push(...entries)
      if (entries.length < READ_AT_ONCE) return csvOf(all)
    }
  }
}

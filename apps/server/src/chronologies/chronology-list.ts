/**
 * The chronologies as they are listed. No document is read for it: one that cannot be, or is hostile, must not keep its
 * owner from seeing it in the list and deleting it.
 */
import type { ChronologyInfo, Role } from '@coeval/api'
import { MAX_TITLE_LENGTH, shortenText } from '@coeval/chronology'
import { CLOSE, type RoomHost, StorageError } from '@coeval/sync'
import { mayWrite } from '../access/roles.ts'
import { Refusal } from '../refusal.ts'
import type { CatalogueEntry, Storage } from '../storage/contract/index.ts'
import { sentence } from '../messages/sentence.ts'

/** A chronology without regard to who asks. */
export type ChronologyFacts = Omit<ChronologyInfo, 'role'>

export interface ChronologyListOptions {
  storage: Storage
  host: Pick<RoomHost, 'summaryOf' | 'read'>
}

export class ChronologyList {
  readonly #storage: Storage
  readonly #host: ChronologyListOptions['host']
  /** Copied from the database, so that a socket need not wait for it. */
  readonly #trashedIds: Set<string>

  /** Throws StorageError where the database cannot be used. */
  static async open(options: ChronologyListOptions): Promise<ChronologyList> {
    return new ChronologyList(options, new Set(await options.storage.catalogue.trashedIds()))
  }

  private constructor({ storage, host }: ChronologyListOptions, trashedIds: Set<string>) {
    this.#storage = storage
    this.#host = host
    this.#trashedIds = trashedIds
  }

  /** In the order in which they were made, those in the trash included; of those that are wanted. */
  async all(isWanted: (id: string) => boolean = () => true): Promise<ChronologyFacts[]> {
    const entries = await this.#storage.catalogue.list()
    return entries.filter(({ id }) => isWanted(id)).map((entry) => this.describe(entry))
  }

  /** Throws Refusal where there is none. */
  async get(id: string): Promise<ChronologyFacts> {
    return this.describe(await this.entry(id))
  }

  /** As it is stored. Throws Refusal where there is none. */
  async entry(id: string): Promise<CatalogueEntry> {
    const entry = await this.#storage.catalogue.get(id)
    if (!entry) throw new Refusal(404, 'not-found', sentence('chronologies.not-found', { id }))
    return entry
  }

  /** For the log. Throws Refusal where there is none. */
  async named(id: string): Promise<{ id: string; title: string }> {
    const { title } = await this.get(id)
    return { id, title }
  }

  /** Why it may not be opened for editing, where it is there at all; the room host knows whether it is. */
  whyClosed(id: string): typeof CLOSE.trashed | undefined {
    return this.#trashedIds.has(id) ? CLOSE.trashed : undefined
  }

  /** After the database has it. */
  noteTrashed(id: string, isTrashed: boolean): void {
    if (isTrashed) this.#trashedIds.add(id)
    else this.#trashedIds.delete(id)
  }

  /**
   * The lineage that somebody with this role is to name when the socket opens. Readers are shown the document without
   * what is in the trash, and that is a lineage of its own.
   */
  async generationFor({ id, generation }: ChronologyFacts, role: Role): Promise<string> {
    if (mayWrite(role)) return generation
    try {
      return (await this.#host.read(id, (_doc, { readers }) => readers)) ?? generation
    } catch (error) {
      // The socket will say what is wrong.
      if (error instanceof StorageError) return generation
      throw error
    }
  }

  describe(entry: CatalogueEntry): ChronologyFacts {
    // What is being typed is a moment ahead of what is stored.
    const { title, events } = this.#host.summaryOf(entry.id) ?? entry
    return {
      id: entry.id,
      title: shortenText(title, MAX_TITLE_LENGTH),
      generation: entry.generation,
      createdAt: new Date(entry.createdMs).toISOString(),
      updatedAt: new Date(entry.updatedMs).toISOString(),
      trashedAt: entry.trashedMs === null ? null : new Date(entry.trashedMs).toISOString(),
      events,
      visibility: entry.visibility,
    }
  }
}

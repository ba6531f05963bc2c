/**
 * What is done with a chronology as a whole. Documents are read and changed through the room host, so that open tabs see it
 * at once. To trash and delete, none is read: one that cannot be, or is hostile, must not keep its owner from that.
 */
import type { Visibility } from '@coeval/api'
import { emptyChronology, newId, updateMeta } from '@coeval/chronology/ydoc'
import { CLOSE, RoomExistsError, type RoomHost } from '@coeval/sync'
import type { Initiator } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import { personOf } from '../access/principal.ts'
import type { Quotas } from '../costs/quotas.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { CAJ_ID, cajSeed } from './caj-seed.ts'
import { checkTitle } from './check-title.ts'
import type { ChronologyFacts, ChronologyList } from './chronology-list.ts'
import type { Exports } from './exports.ts'
import type { Imports } from './imports.ts'
import { keepNew, ownerFor, type Seed, seedOf } from './new-chronology.ts'
import { sentence } from '../messages/sentence.ts'

export interface ChronologiesOptions {
  storage: Storage
  host: Pick<RoomHost, 'edit' | 'remove'>
  list: ChronologyList
  imports: Imports
  exports: Exports
  changes: Changes
  quotas: Quotas
  nowMs: () => number
}

const EDIT_PATIENCE_MS = 5000

export class Chronologies {
  readonly list: ChronologyList
  readonly check: Imports['check']
  readonly import: Imports['import']
  readonly export: Exports['export']
  readonly #options: ChronologiesOptions
  readonly #changes: Changes

  constructor(options: ChronologiesOptions) {
    this.list = options.list
    this.check = options.imports.check
    this.import = options.imports.import
    this.export = options.exports.export
    this.#options = options
    this.#changes = options.changes
  }

  /** An empty one, of whoever makes it. Throws Refusal. */
  async create(initiator: Initiator, title: string): Promise<ChronologyFacts> {
    return this.#make(initiator, (owner) => this.#keep(newId(), seedOf(emptyChronology(checkTitle(title))), owner))
  }

  /** A fresh copy of the CAJ chronology; the first one has the id `caj`. Throws Refusal. */
  async createCaj(initiator: Initiator): Promise<ChronologyFacts> {
    return this.#make(initiator, async (owner) => {
      const seed = await cajSeed()
      try {
        return await this.#keep(CAJ_ID, seed, owner)
      } catch (error) {
        if (error instanceof RoomExistsError) return this.#keep(newId(), seed, owner)
        throw error
      }
    })
  }

  /** By way of the document. Throws Refusal. */
  async rename(initiator: Initiator, id: string, title: string): Promise<ChronologyFacts> {
    const { title: before } = await this.list.get(id)
    const checked = checkTitle(title)
    return this.#changes.carryOut(initiator, {
      store: async () => {
        const outcome = await this.#options.host.edit(id, (doc) => updateMeta(doc, { title: checked }), {
          author: personOf(initiator.who)?.id,
          patienceMs: EDIT_PATIENCE_MS,
        })
        if (outcome === 'not-stored-yet') throw notStoredYet()
        return this.list.get(id)
      },
      // It is in the document: open tabs have it from the room.
      tells: () => [],
      logs: (facts) =>
        facts.title === before
          ? []
          : [{ action: 'chronology-renamed', chronology: named(facts), detail: `${before} → ${facts.title}` }],
    })
  }

  /** Whoever has it open is sent away with the reason. */
  trash(initiator: Initiator, id: string): Promise<ChronologyFacts> {
    return this.#setTrashed(initiator, id, true)
  }

  /** Out of the trash. */
  restore(initiator: Initiator, id: string): Promise<ChronologyFacts> {
    return this.#setTrashed(initiator, id, false)
  }

  async setVisibility(initiator: Initiator, id: string, visibility: Visibility): Promise<ChronologyFacts> {
    const chronology = await this.list.named(id)
    await this.#changes.carryOut(initiator, {
      store: () => this.#options.storage.catalogue.setVisibility(id, visibility),
      tells: () => [{ chronology: id }],
      logs: () => [{ action: 'visibility-changed', chronology, detail: visibility }],
    })
    return this.list.get(id)
  }

  /** For good, and only from the trash. Throws Refusal. */
  async delete(initiator: Initiator, id: string): Promise<void> {
    const facts = await this.list.get(id)
    if (facts.trashedAt === null) {
      throw new Refusal(409, 'not-in-trash', sentence('chronologies.not-in-trash'))
    }
    await this.#changes.carryOut(initiator, {
      store: async () => {
        await this.#options.host.remove(id)
        this.list.noteTrashed(id, false)
      },
      // The room host sends away who has it open, before and after it is gone.
      tells: () => [],
      logs: () => [{ action: 'chronology-deleted', chronology: named(facts) }],
    })
  }

  async #make(
    initiator: Initiator,
    make: (owner: string | null) => Promise<ChronologyFacts>,
  ): Promise<ChronologyFacts> {
    const owner = await ownerFor(this.#options.storage, initiator)
    return this.#changes.carryOut(initiator, {
      store: () => this.#options.quotas.makeChronology(initiator.who, () => make(owner)),
      // Nobody has it open yet.
      tells: () => [],
      logs: (facts) => [{ action: 'chronology-made', chronology: named(facts) }],
    })
  }

  async #keep(id: string, seed: Seed, owner: string | null): Promise<ChronologyFacts> {
    const { storage, nowMs } = this.#options
    await keepNew(storage, { ...seed, id, nowMs: nowMs() }, { owner })
    return this.list.get(id)
  }

  async #setTrashed(initiator: Initiator, id: string, isTrashed: boolean): Promise<ChronologyFacts> {
    const { storage, nowMs } = this.#options
    const entry = await this.list.entry(id)
    const chronology = named(this.list.describe(entry))
    await this.#changes.carryOut(initiator, {
      store: async () => {
        // What is there already keeps its day.
        if (isTrashed !== (entry.trashedMs !== null)) {
          await storage.catalogue.setTrashed(id, isTrashed ? nowMs() : null)
        }
        this.list.noteTrashed(id, isTrashed)
      },
      // Out of the trash: nobody has it open.
      tells: () => (isTrashed ? [{ sentAway: id, reason: CLOSE.trashed }] : []),
      logs: () => [{ action: isTrashed ? 'chronology-trashed' : 'chronology-restored', chronology }],
    })
    return this.list.get(id)
  }
}

function named({ id, title }: ChronologyFacts): { id: string; title: string } {
  return { id, title }
}

function notStoredYet(): Refusal {
  return new Refusal(503, 'not-stored-yet', sentence('chronologies.not-stored-yet'))
}

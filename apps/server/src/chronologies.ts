/**
 * What the HTTP API and the command line do with chronologies: list, make, rename, trash, export. Documents are read and
 * changed through the room host, so that open tabs see it at once. To list, trash and delete, none is read: one that
 * cannot be, or is hostile, must not keep its owner from that.
 */
import { type Chronology, type FoundProblem, MAX_TITLE_LENGTH, type Problem, shortenText } from '@coeval/chronology'
import { DocumentSummary, emptyChronology, newId, seedDocument, updateMeta } from '@coeval/chronology/ydoc'
import type { EncodingOffer, FormatId } from '@coeval/formats'
import { CLOSE, openDocument, RoomExistsError, type RoomHost, StorageError } from '@coeval/sync'
import * as Y from 'yjs'
import { loadCaj } from './caj-seed.ts'
import { mayWrite } from './access/roles.ts'
import type { ChronologyInfo, Role, Visibility } from '@coeval/api'
import { Refusal } from './refusal.ts'
import type { CatalogueEntry, NewChronology, Storage } from './storage/contract/index.ts'
import type { WriteOutcome } from './transfer/jobs.ts'
import type { Asker, Transfers } from './transfer/transfers.ts'
import { sentence } from './messages/sentence.ts'

/** A chronology without regard to who asks. */
export type ChronologyFacts = Omit<ChronologyInfo, 'role'>

export interface ExportedFile extends WriteOutcome {
  fileName: string
  mediaType: string
}

export interface ImportedFile {
  bytes: Uint8Array<ArrayBuffer>
  fileName?: string
  encoding?: string
}

export interface CheckedFile {
  ok: boolean
  problems: (Problem | FoundProblem)[]
  title?: string
  events?: number
  /** Where the file is not UTF-8. */
  offer?: EncodingOffer
}

type Ownership = Pick<NewChronology, 'owner' | 'setting'> & { visibility?: Visibility }

export interface ChronologiesOptions {
  storage: Storage
  host: RoomHost
  transfers: Transfers
  nowMs: () => number
}

const CAJ_ID = 'caj'
const CAJ_BROUGHT_IN = 'caj-brought-in'
const LIST_FOLLOWS = 'list-follows-documents'
const EDIT_PATIENCE_MS = 5000

export class Chronologies {
  readonly #storage: Storage
  readonly #host: RoomHost
  readonly #transfers: Transfers
  readonly #nowMs: () => number
  /** Copied from the database, so that a socket need not wait for it. */
  readonly #trashedIds: Set<string>

  /** Throws StorageError where the database cannot be used. */
  static async open(options: ChronologiesOptions): Promise<Chronologies> {
    return new Chronologies(options, new Set(await options.storage.catalogue.trashedIds()))
  }

  private constructor({ storage, host, transfers, nowMs }: ChronologiesOptions, trashedIds: Set<string>) {
    this.#storage = storage
    this.#host = host
    this.#transfers = transfers
    this.#nowMs = nowMs
    this.#trashedIds = trashedIds
  }

  /** In the order in which they were made, those in the trash included; of those that are wanted. */
  async list(isWanted: (id: string) => boolean = () => true): Promise<ChronologyFacts[]> {
    const infos: ChronologyFacts[] = []
    for (const entry of await this.#storage.catalogue.list()) {
      if (isWanted(entry.id)) infos.push(this.#describe(entry))
    }
    return infos
  }

  async get(id: string): Promise<ChronologyFacts> {
    return this.#describe(await this.#entry(id))
  }

  /** Why it may not be opened for editing, where it is there at all; the room host knows whether it is. */
  whyClosed(id: string): typeof CLOSE.trashed | undefined {
    return this.#trashedIds.has(id) ? CLOSE.trashed : undefined
  }

  /** `owner` null: nobody's, until the instance has an owner. */
  async create(title: string, owner: string | null): Promise<ChronologyFacts> {
    return this.#add(newId(), emptyChronology(checkTitle(title)), { owner })
  }

  /** A fresh copy of the CAJ chronology; the first one has the id `caj`. */
  async createCaj(owner: string | null): Promise<ChronologyFacts> {
    const chronology = await loadCaj()
    try {
      return await this.#add(CAJ_ID, chronology, { owner })
    } catch (error) {
      if (error instanceof RoomExistsError) return this.#add(newId(), chronology, { owner })
      throw error
    }
  }

  /** What is wrong with a file, without keeping anything of it. The bytes are handed over. */
  async check(file: ImportedFile, asker: Asker): Promise<CheckedFile> {
    const { chronology, problems, offer } = await this.#transfers.read(file, asker)
    if (!chronology) return { ok: false, problems, offer }
    const title = shortenText(chronology.title, MAX_TITLE_LENGTH)
    return { ok: true, problems, title, events: chronology.events }
  }

  /**
   * A new chronology from a file. Throws Refusal, with the problems, where it cannot be read. The bytes are handed over.
   * Whoever goes away before it is read has made nothing.
   */
  async import(
    file: ImportedFile,
    { title, owner }: { title?: string; owner: string | null },
    asker: Asker,
  ): Promise<{ info: ChronologyFacts; problems: (Problem | FoundProblem)[] }> {
    const checkedTitle = title === undefined ? undefined : checkTitle(title)
    const keep = { maxStateBytes: this.#transfers.maxStateBytes }
    const read = await this.#transfers.read({ ...file, title: checkedTitle, keep }, asker)
    const { chronology, problems, offer } = read
    if (!chronology?.packedState) {
      const first = problems.find(({ severity }) => severity === 'error')
      const message = first
        ? sentence('chronologies.unreadable-file', { reason: first.message })
        : sentence('chronologies.unreadable')
      throw new Refusal(422, 'unreadable-file', message, { problems, offer })
    }
    asker.signal?.throwIfAborted()
    const { events, packedState: state } = chronology
    const seed = { title: chronology.title, events, state, isPacked: true }
    return { info: await this.#keep(newId(), seed, { owner }), problems }
  }

  async rename(id: string, title: string, author: string | undefined): Promise<ChronologyFacts> {
    await this.#entry(id)
    const checked = checkTitle(title)
    const outcome = await this.#host.edit(id, (doc) => updateMeta(doc, { title: checked }), {
      author,
      patienceMs: EDIT_PATIENCE_MS,
    })
    if (outcome === 'not-stored-yet') {
      throw new Refusal(503, 'not-stored-yet', sentence('chronologies.not-stored-yet'))
    }
    return this.get(id)
  }

  /** Into the trash and back. Whoever has it open is sent away with the reason. */
  async setTrashed(id: string, trashed: boolean): Promise<ChronologyFacts> {
    const entry = await this.#entry(id)
    if (trashed !== (entry.trashedMs !== null)) {
      await this.#storage.catalogue.setTrashed(id, trashed ? this.#nowMs() : null)
    }
    if (trashed) {
      this.#trashedIds.add(id)
      this.#host.evict(id, CLOSE.trashed)
    } else this.#trashedIds.delete(id)
    return this.get(id)
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

  /** To whom belongs what the command line makes; null while there is no owner. */
  async instanceOwner(): Promise<string | null> {
    return (await this.#storage.people.owner())?.id ?? null
  }

  async setVisibility(id: string, visibility: Visibility): Promise<ChronologyFacts> {
    await this.#storage.catalogue.setVisibility(id, visibility)
    return this.get(id)
  }

  /** For good, and only from the trash. */
  async remove(id: string): Promise<void> {
    if ((await this.#entry(id)).trashedMs === null) {
      throw new Refusal(409, 'not-in-trash', sentence('chronologies.not-in-trash'))
    }
    await this.#host.remove(id)
    this.#trashedIds.delete(id)
  }

  /** `mayMake` is asked where the file has to be made anew, and may throw. Loads nothing into this thread. */
  async export(id: string, formatId: string, asker: Asker, mayMake?: () => void): Promise<ExportedFile> {
    const entry = await this.#entry(id)
    const { formats } = await import('@coeval/formats')
    const format = formats.find((known) => known.id === formatId)
    if (!format?.write) {
      const known = formats.filter(({ write }) => write).map((each) => each.id)
      throw new Refusal(
        400,
        'unknown-format',
        sentence('chronologies.unknown-format', { format: formatId.slice(0, 40), known: known.join(', ') }),
      )
    }
    const file = await this.#transfers.write(entry, format.id satisfies FormatId, asker, mayMake)
    return {
      ...file,
      fileName: `${fileNameOf(file.title) || id}.${format.extension}`,
      mediaType: format.mediaType,
    }
  }

  /**
   * Before it was written together with each change, the list followed the documents later. What it lacks of those days
   * is read once. Who cannot be read stays as last known.
   */
  async bringListUpToDate(): Promise<void> {
    if (await this.#storage.settings.get(LIST_FOLLOWS)) return
    for (const { id, seq, stale } of await this.#storage.catalogue.list()) {
      if (!stale) continue
      try {
        // Not by the host, which would keep them all in memory for a while.
        const stored = await this.#storage.rooms.load(id)
        if (!stored) continue
        const { doc } = openDocument(id, stored)
        const { title, events } = new DocumentSummary(doc).read()
        doc.destroy()
        // The document was read after `seq` was, so it holds that update and perhaps later ones.
        await this.#storage.catalogue.describe(id, seq, title, events)
      } catch {
        // Opening it says what is wrong.
      }
    }
    await this.#storage.settings.put(LIST_FOLLOWS, new Date(this.#nowMs()).toISOString())
  }

  /** The first content, once in the life of a data directory: who deletes it does not get it again. */
  async bringInCaj(): Promise<boolean> {
    if (await this.#storage.settings.get(CAJ_BROUGHT_IN)) return false
    const setting = { key: CAJ_BROUGHT_IN, value: new Date(this.#nowMs()).toISOString() }
    await this.#add(CAJ_ID, await loadCaj(), { owner: null, visibility: 'public', setting })
    return true
  }

  /** Seed, generation id and place in the list come into being together or not at all. Throws RoomExistsError. */
  async #add(id: string, chronology: Chronology, more: Ownership): Promise<ChronologyFacts> {
    const doc = new Y.Doc()
    seedDocument(doc, chronology)
    const state = Y.encodeStateAsUpdateV2(doc)
    doc.destroy()
    return this.#keep(id, { title: chronology.meta.title, events: liveEvents(chronology.events), state }, more)
  }

  async #keep(
    id: string,
    seed: Pick<NewChronology, 'title' | 'events' | 'state' | 'isPacked'>,
    { owner, visibility = 'private', setting }: Ownership,
  ): Promise<ChronologyFacts> {
    const title = shortenText(seed.title, MAX_TITLE_LENGTH)
    const generation = newId()
    const nowMs = this.#nowMs()
    await this.#storage.chronologies.create({ ...seed, title, id, generation, nowMs, visibility, owner, setting })
    return this.get(id)
  }

  async #entry(id: string): Promise<CatalogueEntry> {
    const entry = await this.#storage.catalogue.get(id)
    if (!entry) throw notFound(id)
    return entry
  }

  #describe(entry: CatalogueEntry): ChronologyFacts {
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

function liveEvents(events: readonly { deletedAt?: unknown }[]): number {
  return events.filter(({ deletedAt }) => !deletedAt).length
}

function notFound(id: string): Refusal {
  return new Refusal(404, 'not-found', sentence('chronologies.not-found', { id }))
}

function checkTitle(title: string): string {
  const trimmed = title.trim()
  if (trimmed === '') throw new Refusal(400, 'no-title', sentence('chronologies.no-title'))
  if (trimmed.length > MAX_TITLE_LENGTH) {
    throw new Refusal(400, 'long-title', sentence('chronologies.long-title', { most: MAX_TITLE_LENGTH }))
  }
  return trimmed
}

/** Letters and digits of any script, the rest as single hyphens. */
function fileNameOf(title: string): string {
  return (
    title
      .slice(0, MAX_TITLE_LENGTH)
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
      .slice(0, 60)
      // A letter of an old script may have been cut in two.
      .replace(/\p{Surrogate}/gu, '')
      .replace(/^-+|-+$/g, '')
  )
}

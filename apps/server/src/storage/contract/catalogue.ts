import type { Visibility } from './terms.ts'

export interface CatalogueEntry {
  id: string
  generation: string
  title: string
  events: number
  createdMs: number
  /** Of the latest update; when it was made, where there is none. */
  updatedMs: number
  trashedMs: number | null
  visibility: Visibility
  /** Number of the latest update. */
  seq: number
  /** Title and events may be older than that update: versions before 2026-12 wrote them later. */
  stale: boolean
}

/**
 * The list of chronologies. Title and number of events belong to the document; what is kept here is a copy for the
 * list, and `rooms.append` writes it together with the update that changed them: no list ever reads a document.
 */
export interface CatalogueStorage {
  /** In the order in which they were made, those in the trash included. */
  list(): Promise<CatalogueEntry[]>
  get(id: string): Promise<CatalogueEntry | undefined>
  trashedIds(): Promise<string[]>
  publicIds(): Promise<string[]>
  /** What the document says that holds all updates up to `seq`. Nothing happens where something later is known. */
  describe(id: string, seq: number, title: string, events: number): Promise<void>
  /** Null: out of the trash. */
  setTrashed(id: string, trashedMs: number | null): Promise<void>
  setVisibility(id: string, visibility: Visibility): Promise<void>
}

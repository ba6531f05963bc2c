/**
 * What a chronology is, as plain data: what the files carry, what the checks return, what the Y.Doc is read into.
 * No Yjs, no DOM, no Node. Every object may carry keys that this version does not know; they are kept.
 */
import type { Json } from './json.ts'
import type { RichText } from './rich-text-types.ts'
import type { Certainty, DateBasis, DisputeType } from './vocabularies.ts'

export const FORMAT = 'coeval-chronology'
export const FORMAT_VERSION = 1

/** A date as the scholar wrote it: an EDTF string (ISO 8601-2, levels 0 to 2), or '' where no date is known. */
export type Edtf = string

/** The whole document: what an export holds, in the order in which it is written. */
export interface Chronology {
  meta: Meta
  /** Introduction to the whole chronology. */
  commentary: RichText
  tracks: Track[]
  themes: Theme[]
  actors: Actor[]
  documents: DocumentRecord[]
  sources: Source[]
  events: ChronologyEvent[]
  relations: Relation[]
  disputes: Dispute[]
  claims: Claim[]
  /** Top-level keys of the file that this version does not know. */
  extra?: { [key: string]: Json }
}

/** The lists of a chronology. Each is sorted by id in files. */
export const COLLECTIONS = [
  'tracks',
  'themes',
  'actors',
  'documents',
  'sources',
  'events',
  'relations',
  'disputes',
  'claims',
] as const
export type Collection = (typeof COLLECTIONS)[number]

export interface Meta {
  title: string
  subtitle?: string
  /** BCP 47 tag of the language that the chronology is written in. */
  language?: string
  /** The date up to which the chronology speaks. */
  asOf?: Edtf
  description?: string
  [key: string]: Json | undefined
}

export interface Track {
  id: string
  name: string
  /** Place among the tracks: a fractional index (`fractional-indexing`), compared as text. */
  order: string
  /** Slot in the palette of nine colour-blind-safe colours, 0 to 8; the theme decides the shade. */
  colour: number
  description?: string
  [key: string]: Json | undefined
}

export interface Theme {
  id: string
  label: string
  /** Id of the theme that this one is part of. */
  broader?: string
  [key: string]: Json | undefined
}

/** A person, state, organisation, company, forum or group: who takes part in an event, or what one is about. */
export interface Actor {
  id: string
  name: string
  kind: string
  role?: string
  [key: string]: Json | undefined
}

/** A text that the events adopted or speak of: a communiqué, action plan, road map. Not a source (see `Source`). */
export interface DocumentRecord {
  id: string
  title: string
  type?: string
  date?: Edtf
  /** Id of the event at which it was adopted. */
  adoptedAt?: string
  /** Id of the source that gives its text or mentions it. */
  sourceId?: string
  note?: string
  [key: string]: Json | undefined
}

/** A CSL-JSON item (schema 1.0.2): `id` and `type` required, unknown data in `custom`. */
export interface Source {
  id: string
  type: string
  title?: string
  [key: string]: Json | undefined
}

/** A pointer at a place in a source. `label` is a CSL locator term; without one, the locator is a page. */
export interface Citation {
  id: string
  sourceId: string
  label?: string
  locator?: string
  prefix?: string
  suffix?: string
  quote?: string
  [key: string]: Json | undefined
}

export interface Place {
  /** As the reader sees it: "Astana, Kazakhstan". */
  name: string
  city?: string
  country?: string
  [key: string]: Json | undefined
}

export interface ChronologyEvent {
  id: string
  title: string
  /** '' where nothing is known. An interval (`2004/2009`) is one date; `endDate` is for a separately known end. */
  date: Edtf
  endDate?: Edtf
  dateBasis?: DateBasis
  dateNote?: string
  certainty?: Certainty
  kind: string
  /** Number within its series, as a source gives it; `series` where that is not the track's own: "informal". */
  ordinal?: { value: number; status: string; series?: string }
  /** "online", "in person". */
  mode?: string
  place?: Place
  /** Name of the layer that the event belongs to; missing in the first. Layers can be hidden apart. */
  layer?: string
  /** Ids, sorted. The event is drawn in the first track by the tracks' own order. */
  tracks: string[]
  themes: string[]
  /** Actors that took part in it. */
  participants: string[]
  /** Actors that it is about, without taking part. */
  concerns: string[]
  documents: string[]
  citations: Citation[]
  commentary: RichText
  /** In the trash since then: ISO 8601 instant, UTC. Such events are left out of exports. */
  deletedAt?: string
  /** Keys of a newer version. */
  [key: string]: Json | RichText | Citation[] | Place | undefined
}

export interface Relation {
  id: string
  from: string
  to: string
  type: string
  /** Whether a source says so, or it follows from what the source says. */
  certainty?: Certainty
  [key: string]: Json | undefined
}

/** What a claim or dispute speaks of: one field of one entry, e.g. `{ type: 'event', id: 'fmm-2', field: 'date' }`. */
export interface FactRef {
  type: 'event' | 'track' | 'document' | 'source' | 'actor' | 'chronology'
  /** Missing for the chronology itself. */
  id?: string
  field?: string
  [key: string]: Json | undefined
}

/** What is doubtful: a contested fact with its readings (the `claims` that name it), a gap, or a caution. */
export interface Dispute {
  id: string
  title: string
  /** `dispute` where missing. */
  type?: DisputeType | (string & {})
  /** What conflicts, in words. */
  description?: string
  kind?: string
  severity?: string
  /** Every fact that it touches. */
  about: FactRef[]
  [key: string]: Json | FactRef[] | undefined
}

/** One reading of one fact by one source. Several claims about the same fact compete. */
export interface Claim {
  id: string
  about: FactRef
  /** The reading: EDTF where the field is a date, else words. */
  value: string
  sourceId?: string
  label?: string
  locator?: string
  /** Further sources for the same reading. */
  citations?: Citation[]
  note?: string
  /** Id of the dispute that it belongs to. */
  dispute?: string
  /** The reading that the authors of the chronology follow. */
  preferred?: boolean
  [key: string]: Json | Citation[] | FactRef | undefined
}

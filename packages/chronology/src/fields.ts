/**
 * The fields of every record, in the order in which files carry them: the table behind the checks and the JSON writer.
 * The types hold it against `types.ts`: a field that is added there and not here does not compile.
 */
import { canonicalJson, compareText } from './canonical-json.ts'
import { CERTAINTIES, DATE_BASES, DISPUTE_TYPES, EVENT_KINDS, RELATION_TYPES } from './vocabularies.ts'
import type {
  Actor,
  ChronologyEvent,
  Citation,
  Claim,
  Collection,
  Dispute,
  DocumentRecord,
  FactRef,
  Meta,
  Place,
  Relation,
  Source,
  Theme,
  Track,
} from './types.ts'

/**
 * id         an id of this record          text     any text           date     EDTF, or '' for none
 * set        ids, sorted and unique        number   finite             index    0, 1, 2 …
 * flag       true or false                 rich     rich text          record   one nested record
 * records    nested records with ids, sorted by them                   facts    nested FactRefs
 */
export type FieldType =
  | 'id'
  | 'text'
  | 'date'
  | 'number'
  | 'index'
  | 'flag'
  | 'set'
  | 'rich'
  | 'record'
  | 'records'
  | 'facts'

export interface Field {
  type: FieldType
  /** A file without it is not read. */
  required?: true
  /** What a missing one is taken as. Such a field is always written, even when it is empty. */
  fallback?: string
  /** Of a set that came after the first files: written only where there is something, so that those keep their bytes. */
  isLater?: true
  /** The list in which the ids are looked up. */
  refersTo?: Collection
  /** Values that this version knows; others are kept with a warning. */
  known?: readonly string[]
  /** What an unknown value means, for that warning. */
  otherwise?: 'kept' | 'drawn-as-context' | 'shown-as-dispute' | 'shown-as-written'
  /** Of a nested record. */
  kind?: RecordKind
}

export type RecordKind = 'meta' | Collection | 'citation' | 'fact' | 'place' | 'ordinal'

/** A description of each field that the model knows of; its index signature, for keys of a newer version, is none. */
export type FieldsOf<T> = { [K in keyof T as string extends K ? never : number extends K ? never : K]-?: Field }

/** A field of an event, as the model has them. */
export type EventField = keyof FieldsOf<ChronologyEvent>

const id: Field = { type: 'id', required: true }
const text: Field = { type: 'text' }
const requiredText: Field = { type: 'text', required: true }
const date: Field = { type: 'date' }
const source: Field = { type: 'text', refersTo: 'sources' }

interface FieldTable {
  meta: FieldsOf<Meta>
  tracks: FieldsOf<Track>
  themes: FieldsOf<Theme>
  actors: FieldsOf<Actor>
  documents: FieldsOf<DocumentRecord>
  sources: FieldsOf<Source>
  events: FieldsOf<ChronologyEvent>
  relations: FieldsOf<Relation>
  disputes: FieldsOf<Dispute>
  claims: FieldsOf<Claim>
  citation: FieldsOf<Citation>
  fact: FieldsOf<FactRef>
  place: FieldsOf<Place>
  ordinal: FieldsOf<NonNullable<ChronologyEvent['ordinal']>>
}

const TABLE: FieldTable = {
  meta: { title: requiredText, subtitle: text, language: text, asOf: date, description: text },
  // A missing order or colour is filled in from the track's place in the file.
  tracks: { id, name: requiredText, order: { type: 'text' }, colour: { type: 'index' }, description: text },
  themes: { id, label: requiredText, broader: { type: 'text', refersTo: 'themes' } },
  actors: { id, name: requiredText, kind: requiredText, role: text },
  documents: {
    id,
    title: requiredText,
    type: text,
    date,
    adoptedAt: { type: 'text', refersTo: 'events' },
    sourceId: source,
    note: text,
  },
  sources: { id, type: requiredText, title: text },
  events: {
    id,
    title: requiredText,
    date: { type: 'date', fallback: '' },
    endDate: date,
    dateBasis: { type: 'text', known: DATE_BASES, otherwise: 'kept' },
    dateNote: text,
    certainty: { type: 'text', known: CERTAINTIES, otherwise: 'kept' },
    kind: { type: 'text', fallback: 'context', known: EVENT_KINDS, otherwise: 'drawn-as-context' },
    ordinal: { type: 'record', kind: 'ordinal' },
    mode: text,
    place: { type: 'record', kind: 'place' },
    layer: text,
    tracks: { type: 'set', refersTo: 'tracks' },
    themes: { type: 'set', refersTo: 'themes' },
    participants: { type: 'set', refersTo: 'actors' },
    concerns: { type: 'set', refersTo: 'actors', isLater: true },
    documents: { type: 'set', refersTo: 'documents' },
    citations: { type: 'records', kind: 'citation' },
    commentary: { type: 'rich' },
    deletedAt: text,
  },
  relations: {
    id,
    from: { type: 'text', required: true, refersTo: 'events' },
    to: { type: 'text', required: true, refersTo: 'events' },
    type: { type: 'text', required: true, known: RELATION_TYPES, otherwise: 'shown-as-written' },
    certainty: { type: 'text', known: CERTAINTIES, otherwise: 'kept' },
  },
  disputes: {
    id,
    title: requiredText,
    type: { type: 'text', known: DISPUTE_TYPES, otherwise: 'shown-as-dispute' },
    description: text,
    kind: text,
    severity: text,
    about: { type: 'facts', kind: 'fact' },
  },
  claims: {
    id,
    about: { type: 'record', kind: 'fact', required: true },
    value: requiredText,
    sourceId: source,
    label: text,
    locator: text,
    citations: { type: 'records', kind: 'citation' },
    note: text,
    dispute: { type: 'text', refersTo: 'disputes' },
    preferred: { type: 'flag' },
  },
  citation: {
    id,
    sourceId: { type: 'text', required: true, refersTo: 'sources' },
    label: text,
    locator: text,
    prefix: text,
    suffix: text,
    quote: text,
  },
  fact: { type: requiredText, id: text, field: text },
  place: { name: requiredText, city: text, country: text },
  ordinal: { value: { type: 'number', required: true }, status: requiredText, series: text },
}

export const FIELDS: Record<RecordKind, Readonly<Record<string, Field>>> = TABLE as unknown as Record<
  RecordKind,
  Record<string, Field>
>

/** What an entry of a list is called in a sentence. */
export const ENTRY_NAMES: Record<Collection, string> = {
  tracks: 'track',
  themes: 'theme',
  actors: 'actor',
  documents: 'document',
  sources: 'source',
  events: 'event',
  relations: 'relation',
  disputes: 'dispute',
  claims: 'claim',
}

/** The list that a FactRef points into; undefined for the chronology itself. */
export const FACT_COLLECTIONS: Record<FactRef['type'], Collection | undefined> = {
  event: 'events',
  track: 'tracks',
  document: 'documents',
  source: 'sources',
  actor: 'actors',
  chronology: undefined,
}

/** Whether this version knows what such a fact is about. */
export function isFactType(type: string): type is FactRef['type'] {
  return Object.hasOwn(FACT_COLLECTIONS, type)
}

/** Ids stand in addresses, file names, HTML and JSON Pointers as they are. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/

/** Not an event's id: in the document it names the introduction (see `ydoc/shape.ts`). */
export const RESERVED_EVENT_ID = 'chronology'

export function isReservedId(collection: Collection, id: string): boolean {
  return collection === 'events' && id === RESERVED_EVENT_ID
}

/** Whether an entry of the list can have the id in a file. A shared document takes any text. */
export function isUsableId(collection: Collection, id: unknown): id is string {
  return typeof id === 'string' && ID_PATTERN.test(id) && !isReservedId(collection, id)
}

/** The order of the facts of a dispute in files: it has no meaning, so it is fixed. */
export function compareFacts(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number {
  for (const key of Object.keys(FIELDS.fact)) {
    const order = compareText(textOf(a[key]), textOf(b[key]))
    if (order !== 0) return order
  }
  return compareText(JSON.stringify(canonicalJson(a)), JSON.stringify(canonicalJson(b)))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

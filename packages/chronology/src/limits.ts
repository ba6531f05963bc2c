/**
 * How long a text may be. The document itself takes more (a writer's update can hold anything that Yjs can carry): what is
 * over its limit is kept whole, shown and listed in part (`shown.ts`), and warned about in files. Lengths are in UTF-16 units.
 */
import type { RecordKind } from './fields.ts'

/** A title, name or label: what stands in one line of a list. That of a chronology over HTTP is held to the same. */
export const MAX_TITLE_LENGTH = 500
/** A term (kind, type, role, certainty), a tag of a language, a locator, a place in a track's order. */
export const MAX_TERM_LENGTH = 200
/** A web address. */
export const MAX_ADDRESS_LENGTH = 2000
/** A note, a description, a quotation, the words of a reading. */
export const MAX_NOTE_LENGTH = 10_000
/** The longest that `ID_PATTERN` of fields.ts takes. */
export const MAX_ID_LENGTH = 100
/** A date of EDTF: room for a set of eighteen days. */
export const MAX_EDTF_LENGTH = 200
/** Dates and runs in one set. */
export const MAX_EDTF_MEMBERS = 100
/** Entries that one field of one event shows at a time: its people, sources, readings. */
export const MAX_SHOWN_MEMBERS = 200

const title = MAX_TITLE_LENGTH
const term = MAX_TERM_LENGTH
const note = MAX_NOTE_LENGTH

const LIMITS: Record<RecordKind, Record<string, number>> = {
  meta: { title, subtitle: title, language: term, description: note },
  tracks: { name: title, order: term, description: note },
  themes: { label: title, broader: term },
  actors: { name: title, kind: term, role: title },
  documents: { title, type: term, adoptedAt: term, sourceId: term, note },
  sources: {
    type: term,
    title,
    URL: MAX_ADDRESS_LENGTH,
    DOI: MAX_ADDRESS_LENGTH,
    'container-title': title,
    publisher: title,
    volume: term,
    issue: term,
    page: term,
  },
  events: {
    title,
    dateBasis: term,
    dateNote: note,
    certainty: term,
    kind: term,
    mode: title,
    layer: term,
    deletedAt: term,
  },
  relations: { from: term, to: term, type: term, certainty: term },
  disputes: { title, type: term, description: note, kind: term, severity: term },
  claims: { value: note, sourceId: term, label: term, locator: title, note, dispute: term },
  citation: { sourceId: term, label: term, locator: title, prefix: title, suffix: title, quote: note },
  fact: { type: term, id: term, field: term },
  place: { name: title, city: title, country: title },
  ordinal: { status: title, series: term },
}

/** The most characters that a field shows. Dates are held to MAX_EDTF_LENGTH, unknown fields to MAX_NOTE_LENGTH. */
export function textLimit(kind: RecordKind, field: string): number {
  return (Object.hasOwn(LIMITS[kind], field) ? LIMITS[kind][field] : undefined) ?? MAX_NOTE_LENGTH
}

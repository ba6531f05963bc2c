/** Y.Doc -> plain chronology. Reads, never writes. */
import * as Y from 'yjs'
import { compareById } from '../canonical-json.ts'
import { type Chronology, type ChronologyEvent, type Collection, COLLECTIONS, type Meta } from '../types.ts'
import { EMPTY_RICH_TEXT, type RichText } from '../rich-text-types.ts'
import type { Json } from '../json.ts'
import { readEntry } from './entries.ts'
import { plainOf } from './plain.ts'
import { readRichText } from './rich-text.ts'
import { CHRONOLOGY_COMMENTARY, collectionMap, commentaryAt, type Entry, extraMap, metaMap } from './shape.ts'

/** The plain type of an entry in a collection: `EntryOf<'tracks'>` is Track. */
export type EntryOf<C extends Collection> = Chronology[C][number]

/**
 * The whole document as plain data, every list sorted by id. Events in the trash are left out, and with them the
 * relations, claims and parts of disputes that speak of them, unless `trash` is 'with'.
 */
export function readChronology(doc: Y.Doc, { trash = 'without' }: { trash?: 'with' | 'without' } = {}): Chronology {
  const all = Object.fromEntries(
    COLLECTIONS.map((collection) => [collection, [...readEntries(doc, collection).values()].sort(compareById)]),
  ) as unknown as Pick<Chronology, Collection>
  const events = all.events.map((event) => ({ ...event, commentary: readCommentary(doc, event.id) }))
  const extra = plainOf(extraMap(doc)) as { [key: string]: Json }
  const chronology: Chronology = {
    meta: readMeta(doc),
    commentary: readCommentary(doc),
    ...all,
    events,
    ...(Object.keys(extra).length > 0 && { extra }),
  }
  return trash === 'with' ? chronology : withoutTrash(chronology)
}

export function readMeta(doc: Y.Doc): Meta {
  const meta = readEntry(metaMap(doc), 'meta')
  if (meta.subtitle === '') delete meta.subtitle
  return meta as Meta
}

/** All entries of a collection by id. Events come without their commentary (see `readCommentary`). */
export function readEntries<C extends Collection>(doc: Y.Doc, collection: C): Map<string, EntryOf<C>> {
  const entries = new Map<string, EntryOf<C>>()
  for (const [id, entry] of collectionMap(doc, collection).entries()) {
    const plain = plainEntry(entry, collection, id)
    if (plain) entries.set(id, plain)
  }
  return entries
}

/** One entry, or undefined where there is none (any more). */
export function readEntryById<C extends Collection>(doc: Y.Doc, collection: C, id: string): EntryOf<C> | undefined {
  return plainEntry(collectionMap(doc, collection).get(id), collection, id)
}

/** The commentary of an event, or the introduction. */
export function readCommentary(doc: Y.Doc, eventId: string = CHRONOLOGY_COMMENTARY): RichText {
  return readRichText(commentaryAt(doc, eventId))
}

function plainEntry<C extends Collection>(entry: Entry | undefined, collection: C, id: string): EntryOf<C> | undefined {
  // A hostile client can put anything under an id; only maps are entries.
  if (!entry || !((entry as unknown) instanceof Y.Map)) return undefined
  const plain = readEntry(entry, collection, id)
  if (collection === 'events') plain.commentary = EMPTY_RICH_TEXT
  return plain as unknown as EntryOf<C>
}

function withoutTrash(chronology: Chronology): Chronology {
  const trashed = new Set(chronology.events.filter((event) => event.deletedAt).map((event) => event.id))
  if (trashed.size === 0) return chronology
  const lives = (about: { type: string; id?: string }) => about.type !== 'event' || !trashed.has(about.id ?? '')
  return {
    ...chronology,
    events: chronology.events.filter((event: ChronologyEvent) => !trashed.has(event.id)),
    relations: chronology.relations.filter((relation) => !trashed.has(relation.from) && !trashed.has(relation.to)),
    disputes: chronology.disputes.map((dispute) => ({ ...dispute, about: dispute.about.filter(lives) })),
    claims: chronology.claims.filter((claim) => lives(claim.about)),
    documents: chronology.documents.map((document) =>
      document.adoptedAt && trashed.has(document.adoptedAt) ? { ...document, adoptedAt: undefined } : document,
    ),
  }
}

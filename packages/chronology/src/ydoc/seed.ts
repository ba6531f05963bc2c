/** Plain chronology -> a new Y.Doc's content. */
import * as Y from 'yjs'
import { type Chronology, COLLECTIONS } from '../types.ts'
import { EMPTY_RICH_TEXT } from '../rich-text-types.ts'
import { fillEntry } from './entries.ts'
import { writeRichText } from './rich-text.ts'
import {
  CHRONOLOGY_COMMENTARY,
  collectionMap,
  commentaryMap,
  extraMap,
  metaMap,
  SCHEMA_VERSION,
  SCHEMA_VERSION_KEY,
} from './shape.ts'

const SEED_ORIGIN = 'coeval:seed'

/**
 * Writes a whole chronology into an empty document, in one transaction. Done once in a document's life, on the server:
 * seeding a second time would double every text.
 */
export function seedDocument(doc: Y.Doc, chronology: Chronology): void {
  if (isSeeded(doc)) throw new Error('seedDocument: the document has content already')
  doc.transact(() => {
    metaMap(doc).set(SCHEMA_VERSION_KEY, SCHEMA_VERSION)
    fillEntry(metaMap(doc), 'meta', chronology.meta)
    addCommentary(doc, CHRONOLOGY_COMMENTARY, chronology.commentary)
    for (const collection of COLLECTIONS) {
      for (const plain of chronology[collection]) {
        const entry = new Y.Map<unknown>()
        collectionMap(doc, collection).set(plain.id, entry)
        const { commentary, ...fields } = plain as { commentary?: Chronology['commentary']; [key: string]: unknown }
        fillEntry(entry, collection, collection === 'events' ? fields : plain)
        if (collection === 'events') addCommentary(doc, plain.id, commentary ?? EMPTY_RICH_TEXT)
      }
    }
    for (const [key, value] of Object.entries(chronology.extra ?? {})) extraMap(doc).set(key, value)
  }, SEED_ORIGIN)
}

/** Whether the document has its content: false while a tab still waits for the server's state. */
export function isSeeded(doc: Y.Doc): boolean {
  return metaMap(doc).size > 0
}

/** An empty chronology with one track, so that the first event has a lane to go to. */
export function emptyChronology(title: string): Chronology {
  const lists = Object.fromEntries(COLLECTIONS.map((collection) => [collection, []])) as unknown as Chronology
  return {
    ...lists,
    meta: { title, language: 'en' },
    commentary: EMPTY_RICH_TEXT,
    tracks: [{ id: 'main', name: 'Main', order: 'a0', colour: 0 }],
  }
}

/** Every event has its fragment from birth: two clients each making a missing one would lose one text. */
export function addCommentary(doc: Y.Doc, id: string, richText: Chronology['commentary']): void {
  const fragment = new Y.XmlFragment()
  commentaryMap(doc).set(id, fragment)
  writeRichText(fragment, richText)
}

/** What a file of another kind is called, and what its owner can do. */
import type { Said } from '@coeval/chronology/messages'
import { type MessageKey, said } from '../messages/said.ts'

export type FileKind = keyof typeof ADVICE

type AdviceKey = MessageKey extends infer K ? (K extends `advice.${infer Name}` ? Name : never) : never
type NameKey = MessageKey extends infer K ? (K extends `file-kinds.${infer Name}` ? Name : never) : never

/** What there is to do with each: a message of its own, or one of several kinds. */
const ADVICE = {
  // Tables.
  'timelinejs-sheet': 'table',
  csv: 'table',
  'semicolon-csv': 'table',
  tsv: 'table',
  excel: 'table',
  'old-excel': 'table',
  'open-spreadsheet': 'table',
  // Chronologies of other programs.
  'timelinejs-json': 'data',
  markwhen: 'data',
  'edtf-list': 'data',
  icalendar: 'data',
  vcard: 'to-read',
  'sparql-results': 'data',
  wikidata: 'data',
  geojson: 'data',
  gedcom: 'data',
  // Bibliographies.
  bibtex: 'bibliography',
  ris: 'bibliography',
  endnote: 'bibliography',
  pubmed: 'bibliography',
  'csl-json': 'bibliography',
  // Documents.
  pdf: 'to-read',
  word: 'to-read',
  'old-word': 'to-read',
  'old-office': 'to-read',
  'open-text': 'to-read',
  slides: 'to-read',
  epub: 'to-read',
  rtf: 'to-read',
  html: 'web-page',
  tei: 'to-read',
  svg: 'to-read',
  xml: 'data',
  markdown: 'to-read',
  image: 'to-read',
  media: 'to-read',
  // Containers and databases.
  gzip: 'packed',
  zip: 'packed',
  archive: 'packed',
  sqlite: 'database',
  'yjs-update': 'raw-copy',
  binary: 'no-text',
  // JSON, but not ours.
  'json-lines': 'data',
  'json-schema': 'json-schema',
  'other-coeval': 'newer',
  'other-json': 'other-json',
  text: 'no-text',
} as const satisfies Record<NameKey, AdviceKey>

export interface RecognisedFile {
  kind: FileKind
  /** What it is and what to do, for people. */
  said: Said
}

export function recognised(kind: FileKind): RecognisedFile {
  const what = said(`file-kinds.${kind}`)
  return { kind, said: said('file.is', { what, advice: said(`advice.${ADVICE[kind]}`) }) }
}

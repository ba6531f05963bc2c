/** What a file of another kind is called, and what its owner can do. */

export type FileKind = keyof typeof KINDS

/** What there is to do with something that a program wrote from data. */
const DATA =
  'Coeval cannot import it yet, only Coeval JSON: keep the file, and convert it (FORMAT.md says how Coeval JSON looks) or enter its events by hand.'
const SHEET =
  'Coeval cannot import tables yet, only Coeval JSON: keep the file, and convert it (FORMAT.md says how Coeval JSON looks) or enter its rows by hand.'
const SOURCES =
  'Coeval cannot import bibliographies yet, only whole chronologies as Coeval JSON: keep the file, and enter its sources by hand.'
const TO_READ =
  'There is nothing in it that Coeval can import: choose a file that Coeval has exported, or enter the events by hand.'
const PACKED = 'Unpack it first, and choose the .json file in it.'

const KINDS = {
  // Tables.
  'timelinejs-sheet': ['a TimelineJS spreadsheet', SHEET],
  csv: ['a table with commas (CSV)', SHEET],
  'semicolon-csv': ['a table with semicolons (CSV, as Excel saves it)', SHEET],
  tsv: ['a table with tabs (TSV)', SHEET],
  excel: ['an Excel workbook', SHEET],
  'old-excel': ['an Excel workbook of the older kind (.xls)', SHEET],
  'open-spreadsheet': ['an OpenDocument spreadsheet', SHEET],
  // Chronologies of other programs.
  'timelinejs-json': ['a TimelineJS file', DATA],
  markwhen: ['a Markwhen file', DATA],
  'edtf-list': ['a list of dates', DATA],
  icalendar: ['an iCalendar file', DATA],
  vcard: ['an address card (vCard)', TO_READ],
  'sparql-results': ['a query result of Wikidata or another SPARQL service', DATA],
  wikidata: ['an extract of Wikidata', DATA],
  geojson: ['a GeoJSON file', DATA],
  gedcom: ['a GEDCOM family tree', DATA],
  // Bibliographies.
  bibtex: ['a BibTeX bibliography', SOURCES],
  ris: ['an RIS bibliography', SOURCES],
  endnote: ['an EndNote bibliography', SOURCES],
  pubmed: ['a PubMed bibliography (NBIB)', SOURCES],
  'csl-json': ['a bibliography in CSL-JSON', SOURCES],
  // Documents.
  pdf: ['a PDF document', TO_READ],
  word: ['a Word document', TO_READ],
  'old-word': ['a Word document of the older kind (.doc)', TO_READ],
  'old-office': ['a file of an older Office program', TO_READ],
  'open-text': ['an OpenDocument text', TO_READ],
  slides: ['a presentation', TO_READ],
  epub: ['an e-book (EPUB)', TO_READ],
  rtf: ['a formatted text (RTF)', TO_READ],
  html: ['a web page', 'Choose the file itself, not the page that shows it or offers it for download.'],
  tei: ['a TEI document', TO_READ],
  svg: ['a picture (SVG)', TO_READ],
  xml: ['an XML file', DATA],
  markdown: ['a Markdown text', TO_READ],
  image: ['a picture', TO_READ],
  media: ['a sound or video file', TO_READ],
  // Containers and databases.
  gzip: ['a file packed with gzip', PACKED],
  zip: ['a ZIP archive', PACKED],
  archive: ['a packed archive', PACKED],
  sqlite: [
    'a SQLite database',
    'A chronology leaves another Coeval by “Export” there; choose the file that it makes. A whole data folder is restored from a backup, not imported.',
  ],
  'yjs-update': [
    'a raw copy of a chronology, made for finding out what went wrong',
    'Choose the JSON file that was offered beside it.',
  ],
  binary: ['not a text file', 'Choose a file that Coeval has exported; its name ends in .json.'],
  // JSON, but not ours.
  'json-lines': ['JSON Lines, a record on each line', DATA],
  'json-schema': ['a JSON Schema, which says how files look', 'Choose a file that Coeval has exported.'],
  'other-coeval': [
    'a Coeval file, but not of a kind that this version can read',
    'It may be from a newer version: update Coeval, and try again.',
  ],
  'other-json': [
    'JSON, but not a Coeval chronology',
    'Choose a file that Coeval has exported, or convert this one as FORMAT.md says.',
  ],
  text: ['a plain text', 'Choose a file that Coeval has exported; its name ends in .json.'],
} as const satisfies Record<string, readonly [name: string, advice: string]>

export interface RecognisedFile {
  kind: FileKind
  /** What it is and what to do, for people. */
  message: string
}

export function recognised(kind: FileKind): RecognisedFile {
  const [name, advice] = KINDS[kind]
  return { kind, message: `This is ${name}. ${advice}` }
}

export type { Json } from './json.ts'
export type { FoundProblem, Problem } from './problem.ts'
export { EMPTY_RICH_TEXT, type RichMark, type RichNode, type RichText } from './rich-text-types.ts'
export * from './types.ts'
export * from './vocabularies.ts'
export {
  canonicalJson,
  childPath,
  compareText,
  MAX_JSON_DEPTH,
} from './canonical-json.ts'
export {
  compareFacts,
  ENTRY_NAMES,
  type EventField,
  FACT_COLLECTIONS,
  type Field,
  FIELDS,
  type FieldsOf,
  isUsableId,
  type RecordKind,
} from './fields.ts'
export {
  canonicalRichText,
  isSafeHref,
  MAX_NEW_RICH_TEXT_DEPTH,
  MAX_RICH_TEXT_DEPTH,
  richTextToPlainText,
} from './rich-text.ts'
export { BoundedCache } from './bounded-cache.ts'
export {
  MAX_ADDRESS_LENGTH,
  MAX_EDTF_LENGTH,
  MAX_ID_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_SHOWN_MEMBERS,
  MAX_TERM_LENGTH,
  MAX_TITLE_LENGTH,
  textLimit,
} from './limits.ts'
export { shownEntry } from './shown-entry.ts'
export { hidesControls, shortenText, shownLine, shownText } from './shown-text.ts'

export * from './types.ts'
export {
  canonicalJson,
  childPath,
  compareById,
  compareText,
  type JsonLoss,
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
  type FieldType,
  ID_PATTERN,
  isUsableId,
  type RecordKind,
  RESERVED_EVENT_ID,
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
  MAX_EDTF_MEMBERS,
  MAX_ID_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_SHOWN_MEMBERS,
  MAX_TERM_LENGTH,
  MAX_TITLE_LENGTH,
  textLimit,
} from './limits.ts'
export { shownEntry } from './shown-entry.ts'
export { hidesControls, shortenText, shownLine, shownText } from './shown-text.ts'

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
  FACT_COLLECTIONS,
  type Field,
  FIELDS,
  type FieldType,
  ID_PATTERN,
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

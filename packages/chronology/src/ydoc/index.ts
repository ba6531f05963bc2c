export {
  addEntry,
  addEvent,
  changeText,
  commentaryOf,
  edit,
  newId,
  orderBetween,
  putCitation,
  removeCitation,
  removeEntry,
  restoreEvent,
  type SetField,
  setMember,
  textOf,
  trashEvent,
  updateEntry,
  updateMeta,
} from './edit.ts'
export { type EntryOf, readChronology, readCommentary, readEntries, readEntryById, readMeta } from './read.ts'
export { readerView } from './reader-view.ts'
export { canonicalRichText, MAX_RICH_TEXT_DEPTH } from '../rich-text.ts'
export { readRichText, writeRichText } from './rich-text.ts'
export { emptyChronology, isSeeded, seedDocument } from './seed.ts'
export { type Splice, spliceBetween } from './splice.ts'
export { DocumentSummary } from './summary.ts'
export { UndoHistory, type UndoOutcome } from './undo.ts'
export { type DocumentChange, watchDocument } from './watch.ts'

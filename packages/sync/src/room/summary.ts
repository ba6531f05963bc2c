/** What a list says of a room. The room does not know the names in its document, so it is told how to find this out. */
import type * as Y from 'yjs'

export interface RoomSummary {
  title: string
  events: number
}

/** Keeps the summary of one document. */
export interface SummaryKeeper {
  read(): RoomSummary
  /** Whether a transaction changed the summary. Asked for each: it may cost as much as what has changed. */
  follow(transaction: Y.Transaction): boolean
}

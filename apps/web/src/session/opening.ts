import type { ChronologyInfo, Me, Role } from '@coeval/api'
import type { ChronologySession } from './chronology-session.ts'

/** How far the opening of a chronology is. */
export type Opening =
  | { phase: 'opening' }
  | { phase: 'waiting'; session: ChronologySession }
  | { phase: 'open'; session: ChronologySession; role: Role; news: RoleNews | null }
  | { phase: 'failed'; error: unknown }

/** That I am something else here since a moment ago. */
export interface RoleNews {
  from: Role
  to: Role
  /** What was written and not saved when that happened; it is nowhere but on this device. */
  left: { session: ChronologySession; changes: number } | null
  /** What stood in a form that was open and is gone, field by field. */
  drafts: readonly string[]
}

/** What an open chronology asks of the page and the server. */
export interface OpenDeps {
  info: (id: string) => Promise<ChronologyInfo>
  /** Who I am. Rejects where the server does not answer. */
  me: () => Promise<Me>
  /** Calls back whenever that is another answer. Returns the way out. */
  followMe: (listener: (me: Me | null) => void) => () => void
  /**
   * Just before another session replaces this one: text in a field that is not written yet should be written. Gives
   * what cannot be, because the form that it stands in was not sent.
   */
  beforeReplacing: () => readonly string[]
}

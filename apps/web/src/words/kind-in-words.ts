import { EVENT_KINDS, MAX_TERM_LENGTH, shownText } from '@coeval/chronology'
import { type PlainMessageKey, t } from '../i18n/index.ts'

const KNOWN: ReadonlySet<string> = new Set(EVENT_KINDS)

/** The kind in the interface's language; a kind of somebody's own stands as it was written. */
export function kindInWords(kind: string): string {
  return KNOWN.has(kind) ? t(`kinds.${kind}` as PlainMessageKey) : shownText(kind, MAX_TERM_LENGTH)
}

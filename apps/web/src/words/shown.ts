import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'

/** A title, name or label that the server sent, for a line of a list or a sentence: see `shownText`. '' for none. */
export function shown(text: string | null | undefined): string {
  return shownLine(text ?? '', MAX_TITLE_LENGTH)
}

import { MAX_TITLE_LENGTH } from '@coeval/chronology'
import { Refusal } from '../refusal.ts'

/** The title without spaces around it. Throws Refusal for none, and for one that is too long. */
export function checkTitle(title: string): string {
  const trimmed = title.trim()
  if (trimmed === '') throw new Refusal(400, 'no-title', 'Give the chronology a title.')
  if (trimmed.length > MAX_TITLE_LENGTH) {
    throw new Refusal(400, 'long-title', `Give the chronology a title of at most ${MAX_TITLE_LENGTH} characters.`)
  }
  return trimmed
}

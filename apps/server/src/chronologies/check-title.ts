import { MAX_TITLE_LENGTH } from '@coeval/chronology'
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

/** The title without spaces around it. Throws Refusal for none, and for one that is too long. */
export function checkTitle(title: string): string {
  const trimmed = title.trim()
  if (trimmed === '') throw new Refusal(400, 'no-title', sentence('chronologies.no-title'))
  if (trimmed.length > MAX_TITLE_LENGTH) {
    throw new Refusal(400, 'long-title', sentence('chronologies.long-title', { most: MAX_TITLE_LENGTH }))
  }
  return trimmed
}

/** What people and keys may be called. */
import * as v from 'valibot'
import { MAX_NAME_LENGTH } from './limits.ts'

/** Control characters, those that turn the direction of what follows the name, and halves of characters. */
export const MISLEADING = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u
/** What shows nothing: a name of these alone is none. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Whether nothing of it would show. */
export function isNoName(text: string): boolean {
  return text.replace(INVISIBLE, '') === ''
}

/** As somebody gave it, without spaces at its ends. */
export const PersonName = v.pipe(
  v.string('no-name'),
  v.description(`1 to ${MAX_NAME_LENGTH} characters, without control characters.`),
  v.transform((name) => name.trim().replace(/\s+/g, ' ')),
  v.check((name) => !isNoName(name), 'no-name'),
  v.check((name) => !MISLEADING.test(name), 'bad-name'),
  v.maxLength(MAX_NAME_LENGTH, 'long-name'),
)

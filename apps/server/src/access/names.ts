/** Names of people, checked where somebody gives one and mended where one comes from elsewhere. */
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

export const MAX_NAME_LENGTH = 80
/** Control characters, those that turn the direction of what follows the name, and halves of characters. */
const MISLEADING = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u
const MISLEADING_ALL = new RegExp(MISLEADING, 'gu')
/** What shows nothing: a name of these alone is none. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** As somebody gave it, without spaces at its ends. Throws Refusal. */
export function checkName(name: unknown): string {
  const trimmed = typeof name === 'string' ? name.trim().replace(/\s+/g, ' ') : ''
  if (isNoName(trimmed)) throw new Refusal(400, 'no-name', sentence('names.no-name'))
  if (MISLEADING.test(trimmed)) {
    throw new Refusal(400, 'bad-name', sentence('names.bad-name'))
  }
  if (trimmed.length > MAX_NAME_LENGTH) {
    throw new Refusal(400, 'long-name', sentence('names.long-name', { most: MAX_NAME_LENGTH }))
  }
  return trimmed
}

/** The first of what somebody else says that a person is called that can be shown, mended; nobody is there to be asked. */
export function presentableName(candidates: readonly unknown[], otherwise: string): string {
  for (const candidate of candidates) {
    if (typeof candidate !== 'string') continue
    // Long before it is cut: what is taken away must not cost a search through a megabyte.
    const whole = candidate
      .slice(0, 10 * MAX_NAME_LENGTH)
      .replace(/\s+/g, ' ')
      .replace(MISLEADING_ALL, '')
      .trim()
    const name = cut(whole, MAX_NAME_LENGTH).trim()
    if (!isNoName(name)) return name
  }
  return otherwise
}

function isNoName(text: string): boolean {
  return text.replace(INVISIBLE, '') === ''
}

/** Not in the middle of a character. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

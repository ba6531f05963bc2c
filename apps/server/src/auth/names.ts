/** Names of people, mended where one comes from elsewhere. What somebody gives here is checked by the contract. */
import { isNoName, MAX_NAME_LENGTH, MISLEADING } from '@coeval/api'

const MISLEADING_ALL = new RegExp(MISLEADING, 'gu')

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

/** Not in the middle of a character. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

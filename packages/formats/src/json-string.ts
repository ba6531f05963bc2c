/** Where a string in a JSON text ends. */

const BACKSLASH = 0x5c

/** Offset of the closing quote, or the end of the text. */
export function endOfString(text: string, open: number): number {
  let close = open
  do {
    close = text.indexOf('"', close + 1)
    if (close === -1) return text.length
  } while (isEscaped(text, close))
  return close
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(offset - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

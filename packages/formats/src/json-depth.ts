/** How deep a JSON text is nested, before it is parsed: millions of brackets cost the parser seconds and much memory. */

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Offset of the first bracket that opens more than `most` levels, or -1. The text need not be JSON. */
export function findTooDeep(text: string, most: number): number {
  let depth = 0
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === QUOTE) offset = endOfString(text, offset)
    // "[" and "{", "]" and "}"
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > most) return offset
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return -1
}

/** Offset of the closing quote, or the end of the text. */
function endOfString(text: string, open: number): number {
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

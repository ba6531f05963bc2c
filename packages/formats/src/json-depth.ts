/** How deep a JSON text is nested, before it is parsed: millions of brackets cost the parser seconds and much memory. */
import { endOfString } from './json-string.ts'

const QUOTE = 0x22

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

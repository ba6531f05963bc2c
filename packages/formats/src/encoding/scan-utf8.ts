/** How much of some bytes is UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */

export interface Utf8Scan {
  /** Whole characters of more than one byte. */
  multibyte: number
  /** Bytes above 127 that are part of no character. */
  invalid: number
  /** Where the first of these is; lines from 1. */
  firstInvalid: { line: number; byte: number; offset: number } | undefined
}

export function scanUtf8(bytes: Uint8Array): Utf8Scan {
  let multibyte = 0
  let invalid = 0
  let line = 1
  let firstInvalid: Utf8Scan['firstInvalid']
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      if (byte === 0x0a) line++
      at++
      continue
    }
    const length = lengthAt(bytes, at, byte)
    if (length === 0) {
      invalid++
      firstInvalid ??= { line, byte, offset: at }
      at++
    } else {
      multibyte++
      at += length
    }
  }
  return { multibyte, invalid, firstInvalid }
}

/** Of the character that begins here, in bytes; 0 where none does. */
function lengthAt(bytes: Uint8Array, at: number, first: number): number {
  const second = bytes[at + 1] ?? 0
  if (first >= 0xc2 && first <= 0xdf) return isContinuation(second) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    const [least, most] = first === 0xe0 ? [0xa0, 0xbf] : first === 0xed ? [0x80, 0x9f] : [0x80, 0xbf]
    return second >= least && second <= most && isContinuation(bytes[at + 2] ?? 0) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const [least, most] = first === 0xf0 ? [0x90, 0xbf] : first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
    const isWhole = isContinuation(bytes[at + 2] ?? 0) && isContinuation(bytes[at + 3] ?? 0)
    return second >= least && second <= most && isWhole ? 4 : 0
  }
  return 0
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

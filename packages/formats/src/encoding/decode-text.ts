/**
 * Bytes as text, strictly: what is not UTF-8 is never taken for it, because that would destroy every accent without a
 * word. What the file seems to be is named and offered instead; a person who knows it says so, and it is read that way.
 */
import type { Said } from '@coeval/chronology/messages'
import { english } from '../messages/english.ts'
import { said } from '../messages/said.ts'
import { guessEncoding, previewOf } from './guess-encoding.ts'
import { decodeAs, isEncoding, nameOf } from './encodings.ts'
import { scanUtf8 } from './scan-utf8.ts'

/** How a file that is not UTF-8 could be read, with a line of what would come out, for a person to judge. */
export interface EncodingOffer {
  /** What `encoding` takes: a name of the WHATWG Encoding Standard in lower case, or utf-32le, utf-32be. */
  label: string
  /** For people. */
  name: string
  /** A line, or a part of one, read so. */
  preview: string
}

export type Decoded = { text: string } | { text: null; said: Said; offer: EncodingOffer | null }

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The text of a file: as UTF-8 (a byte order mark is taken off), or in the encoding that somebody named. A sentence where
 * it is not in that encoding, with an offer where another one fits. Throws nothing.
 */
export function decodeText(bytes: Uint8Array, encoding?: string): Decoded {
  if (encoding === undefined || isUtf8(encoding)) return decodeUtf8(bytes)
  if (!isEncoding(encoding)) {
    return refusal(said('encoding.unknown', { label: encoding.slice(0, 40) }))
  }
  const guess = guessEncoding(bytes)
  if (guess === null && scanUtf8(bytes).multibyte > 0) {
    return refusal(said('encoding.is-utf8', { name: nameOf(encoding) }))
  }
  const text = decodeAs(bytes, encoding)
  if (text !== null) return { text: withoutMark(text) }
  return refusal(said('encoding.cannot-be-read', { name: nameOf(encoding) }), offerOf(bytes, guess))
}

function decodeUtf8(bytes: Uint8Array): Decoded {
  const guess = guessEncoding(bytes)
  if (guess === null) {
    const text = decodeAs(bytes, 'utf-8')
    if (text !== null) return { text: withoutMark(text) }
  }
  if (guess === null || guess === 'damaged utf-8') {
    const { line, byte } = scanUtf8(bytes).firstInvalid ?? { line: 1, byte: 0 }
    const hexadecimal = byte.toString(16).toUpperCase().padStart(2, '0')
    return refusal(said('encoding.damaged', { line, byte: hexadecimal }))
  }
  const offer = offerOf(bytes, guess)
  if (offer === null) return refusal(said('encoding.not-utf8'))
  return refusal(said('encoding.not-utf8-but', { name: nameOf(offer.label) }), offer)
}

function offerOf(bytes: Uint8Array, guess: ReturnType<typeof guessEncoding>): EncodingOffer | null {
  if (guess === null || guess === 'damaged utf-8' || guess === 'unknown') return null
  return { label: guess, name: wordsOf(nameOf(guess)), preview: previewOf(bytes, guess) }
}

function refusal(said: Said, offer: EncodingOffer | null = null): Decoded {
  return { text: null, said, offer }
}

function wordsOf(name: Said | string): string {
  return typeof name === 'string' ? name : english(name)
}

function isUtf8(label: string): boolean {
  return /^(unicode-1-1-)?utf-?8$/i.test(label.trim())
}

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

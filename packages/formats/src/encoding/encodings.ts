/** Encodings by name: those of the platform's TextDecoder, and UTF-32, which it does not have. */
import type { Said } from '@coeval/chronology/messages'
import { said } from '../messages/said.ts'

const NAMED = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'iso-8859-5',
  'koi8-r',
  'ibm866',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const

/** In words where it has a name in the catalogue, else its label. */
export function nameOf(label: string): Said | string {
  const known = canonical(label)
  const named = NAMED.find((each) => each === known)
  return named ? said(`encodings.${named}`) : known
}

export function isEncoding(label: string): boolean {
  if (isUtf32(label)) return true
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false // RangeError: a name that nobody knows.
  }
}

/** Null where some of the bytes are no character in it. `isCut`: the end may be in the middle of a character. */
export function decodeAs(bytes: Uint8Array, label: string, { isCut = false } = {}): string | null {
  if (isUtf32(label)) return decodeUtf32(bytes, canonical(label) === 'utf-32le')
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return null // TypeError: not in this encoding.
  }
}

function canonical(label: string): string {
  const plain = label.trim().toLowerCase()
  if (isUtf32(plain)) return plain === 'utf-32be' ? plain : 'utf-32le'
  try {
    return new TextDecoder(plain).encoding
  } catch {
    return plain
  }
}

function isUtf32(label: string): boolean {
  return /^utf-32(le|be)?$/i.test(label.trim())
}

function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % 4))
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < view.byteLength; at += 4) {
    const code = view.getUint32(at, isLittleEndian)
    if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return null
    part += String.fromCodePoint(code)
    if (part.length > 4096) {
      parts.push(part)
      part = ''
    }
  }
  return parts.join('') + part
}

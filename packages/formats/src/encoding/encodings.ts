/** Encodings by name: those of the platform's TextDecoder, and UTF-32, which it does not have. */

const NAMES: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'utf-32le': 'UTF-32 (little-endian)',
  'utf-32be': 'UTF-32 (big-endian)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1252': 'Windows-1252 (Western European)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'iso-8859-5': 'ISO-8859-5 (Cyrillic)',
  'koi8-r': 'KOI8-R (Cyrillic)',
  ibm866: 'IBM866 (Cyrillic)',
  macintosh: 'Mac Roman',
  shift_jis: 'Shift_JIS (Japanese)',
  'euc-jp': 'EUC-JP (Japanese)',
  'iso-2022-jp': 'ISO-2022-JP (Japanese)',
  gb18030: 'GB18030 (Chinese)',
  big5: 'Big5 (Chinese)',
  'euc-kr': 'EUC-KR (Korean)',
}

export function nameOf(label: string): string {
  const known = canonical(label)
  return NAMES[known] ?? known
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

import { expect, test } from 'vitest'
import { english } from '../messages/english.ts'
import { type Decoded, decodeText } from './decode-text.ts'

const RUSSIAN = '{"title":"Встреча министров в Астане, 28 августа 2004 года"}'
const JAPANESE = '{"title":"中央アジアと日本の対話、アスタナでの会合"}'
const CHINESE = '{"title":"这是中国和日本的历史，一九三七年的事情"}'
const FRENCH = '{"title":"Rétablissement des relations, à Genève"}'

/** Single-byte encodings backwards, by the platform's own table; the others are written by hand below. */
function encode(text: string, label: string): Uint8Array {
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) table.set(new TextDecoder(label).decode(Uint8Array.of(byte)), byte)
  return Uint8Array.from(text, (character) => table.get(character) ?? 63)
}

/** Two-byte encodings backwards, as above. */
function encodeDouble(text: string, label: string): Uint8Array {
  const wanted = new Set(Array.from(text).filter((character) => character > '\u007f'))
  const table = new Map<string, number[]>()
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) {
      const character = new TextDecoder(label).decode(Uint8Array.of(first, second))
      if (wanted.has(character) && !table.has(character)) table.set(character, [first, second])
    }
  }
  return Uint8Array.from(Array.from(text).flatMap((character) => table.get(character) ?? [character.charCodeAt(0)]))
}

function utf16(text: string, { isLittle, mark }: { isLittle: boolean; mark: boolean }): Uint8Array {
  const units = (mark ? '\ufeff' : '') + text
  const bytes = new Uint8Array(units.length * 2)
  for (let at = 0; at < units.length; at++) new DataView(bytes.buffer).setUint16(at * 2, units.charCodeAt(at), isLittle)
  return bytes
}

function utf32(text: string, { isLittle, mark }: { isLittle: boolean; mark: boolean }): Uint8Array {
  const codes = Array.from((mark ? '\ufeff' : '') + text, (character) => character.codePointAt(0) ?? 0)
  const bytes = new Uint8Array(codes.length * 4)
  for (const [at, code] of codes.entries()) new DataView(bytes.buffer).setUint32(at * 4, code, isLittle)
  return bytes
}

test('UTF-8 is read, with a byte order mark and without', () => {
  const bytes = new TextEncoder().encode(FRENCH)
  expect(decodeText(bytes)).toEqual({ text: FRENCH })
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes))).toEqual({ text: FRENCH })
  expect(decodeText(bytes, 'UTF-8')).toEqual({ text: FRENCH })
  expect(decodeText(new Uint8Array())).toEqual({ text: '' })
})

const FILES: Record<string, [string, Uint8Array, string]> = {
  'windows-1252': ['windows-1252', encode(FRENCH, 'windows-1252'), FRENCH],
  'windows-1252, one accent': ['windows-1252', encode('{"a":"Genève"}', 'windows-1252'), '{"a":"Genève"}'],
  'windows-1252, German': ['windows-1252', encode('[„Brücke“ – größer]', 'windows-1252'), '[„Brücke“ – größer]'],
  'windows-1250': [
    'windows-1250',
    encode('"Příliš žluťoučký kůň, Łódź, Gdańsk"', 'windows-1250'),
    '"Příliš žluťoučký kůň, Łódź, Gdańsk"',
  ],
  'windows-1251': ['windows-1251', encode(RUSSIAN, 'windows-1251'), RUSSIAN],
  'windows-1253': [
    'windows-1253',
    encode('"Ιστορία της Ελλάδος και των νήσων"', 'windows-1253'),
    '"Ιστορία της Ελλάδος και των νήσων"',
  ],
  'windows-1254': [
    'windows-1254',
    encode('"İstanbul, Beyoğlu, ağaç, ışık"', 'windows-1254'),
    '"İstanbul, Beyoğlu, ağaç, ışık"',
  ],
  'koi8-r': ['koi8-r', encode(RUSSIAN, 'koi8-r'), RUSSIAN],
  'iso-8859-5': ['iso-8859-5', encode(RUSSIAN, 'iso-8859-5'), RUSSIAN],
  ibm866: ['ibm866', encode(RUSSIAN, 'ibm866'), RUSSIAN],
  macintosh: ['macintosh', encode(FRENCH, 'macintosh'), FRENCH],
  shift_jis: ['shift_jis', encodeDouble(JAPANESE, 'shift_jis'), JAPANESE],
  'euc-jp': ['euc-jp', encodeDouble(JAPANESE, 'euc-jp'), JAPANESE],
  gb18030: ['gb18030', encodeDouble(CHINESE, 'gb18030'), CHINESE],
  'euc-kr': ['euc-kr', encodeDouble('"조선 왕조의 역사"', 'euc-kr'), '"조선 왕조의 역사"'],
  'utf-16le with a mark': ['utf-16le', utf16(JAPANESE, { isLittle: true, mark: true }), JAPANESE],
  'utf-16be with a mark': ['utf-16be', utf16(JAPANESE, { isLittle: false, mark: true }), JAPANESE],
  'utf-16le without': ['utf-16le', utf16(FRENCH, { isLittle: true, mark: false }), FRENCH],
  'utf-16be without': ['utf-16be', utf16(FRENCH, { isLittle: false, mark: false }), FRENCH],
  'utf-16le without, ASCII alone': ['utf-16le', utf16('{"a":1}', { isLittle: true, mark: false }), '{"a":1}'],
  'utf-32le': ['utf-32le', utf32(FRENCH, { isLittle: true, mark: true }), FRENCH],
  'utf-32be': ['utf-32be', utf32(FRENCH, { isLittle: false, mark: false }), FRENCH],
  'iso-2022-jp': [
    'iso-2022-jp',
    Uint8Array.of(0x22, 27, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 27, 0x28, 0x42, 0x22),
    '"日本"',
  ],
}

for (const [name, [label, bytes, text]] of Object.entries(FILES)) {
  test(`${name} is not taken for UTF-8, but named, shown and read when somebody says so`, () => {
    const decoded = decodeText(bytes)
    if (decoded.text !== null) expect.unreachable(`read as UTF-8: ${decoded.text}`)
    expect(decoded.offer?.label).toBe(label)
    expect(english(decoded.said)).toContain('is not UTF-8; it seems to be')
    expect(decoded.offer?.preview).toContain(/[^\W\d]\w+|\p{L}{2,}/u.exec(text.slice(10))?.[0] ?? text.slice(1, -1))
    expect(decodeText(bytes, label)).toEqual({ text })
  })
}

test('UTF-8 with a broken character is called damaged, with its line, and no other encoding is offered', () => {
  const whole = new TextEncoder().encode(`${RUSSIAN}\n${RUSSIAN}\n`)
  for (const at of [whole.length - 5, whole.length - 6]) {
    const broken = whole.slice()
    broken[at - 1] = 0xff
    const decoded = decodeText(broken)
    expect(decoded).toMatchObject({ text: null, offer: null })
    expect(decoded.text === null && english(decoded.said)).toMatch(/UTF-8 but damaged: on line 2 the byte [0-9A-F]{2}/)
  }
  // Cut off in the middle of a character.
  expect(decodeText(new TextEncoder().encode('"Встреча"').slice(0, -2))).toMatchObject({ text: null, offer: null })
})

test('forms that only look like UTF-8 are refused', () => {
  const forms = { overlong: [0xc0, 0xaf], surrogate: [0xed, 0xa0, 0x80], 'above the last': [0xf4, 0x90, 0x80, 0x80] }
  for (const bytes of Object.values(forms)) expect(decodeText(Uint8Array.of(0x22, ...bytes, 0x22)).text).toBeNull()
})

function sentenceOf(decoded: Decoded): string | null {
  return decoded.text === null ? english(decoded.said) : null
}

test('an encoding that nobody knows, or that contradicts the file, is a sentence', () => {
  const latin = encode(FRENCH, 'windows-1252')
  expect(sentenceOf(decodeText(latin, 'klingon'))).toContain('no encoding called "klingon"')
  expect(sentenceOf(decodeText(new TextEncoder().encode(FRENCH), 'windows-1252'))).toContain(
    'The file is UTF-8, not Windows-1252',
  )
  expect(decodeText(latin, 'utf-8')).toMatchObject({ text: null, offer: { label: 'windows-1252' } })
  expect(decodeText(latin, 'euc-jp')).toMatchObject({ text: null, offer: { label: 'windows-1252' } })
})

test('what is in no encoding is refused without an offer', () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) % 256)
  expect(decodeText(noise).text).toBeNull()
})

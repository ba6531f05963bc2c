/**
 * In which encoding a file that is not UTF-8 seems to be. By marks and zero bytes for UTF-16 and UTF-32, which is
 * certain; for the others by reading a sample in each and looking which result could have been written by people, which
 * is a guess. It is only ever offered, with a preview, and never acted upon.
 */
import { decodeAs } from './encodings.ts'
import { scanUtf8 } from './scan-utf8.ts'

const SAMPLE_BYTES = 32 * 1024
const ZEROS_BYTES = 4096
const PREVIEW_LENGTH = 100
/** Damaged UTF-8 has many whole characters for each broken one; no other encoding looks so. */
const WHOLE_PER_BROKEN = 4

/** Cases of one alphabet: letters that are frequent in it, and how it is told from the others. */
interface Candidate {
  label: string
  script: 'latin' | 'alphabet' | 'characters'
  /** Letters that texts in it are full of. */
  frequent: string
  letters: RegExp
  /** For a tie: the encoding that more files have. */
  favour: number
}

const LATIN = /\p{Script=Latin}/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const RUSSIAN = 'оеаинтсрвлкмдпу'
/** Whose letters are told by their frequency alone. */
const NO_LETTERS = /(?!)/u
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u
const SIMPLIFIED = '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会年月日生对于之自发成史世东西南北'
const KOREAN = '이의는다을에가고로한지도사은기시대를인서리하정아들있자년월일'
const TRADITIONAL = '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會年月日生對於之自發成史世東西南北'

const CANDIDATES: readonly Candidate[] = [
  { label: 'windows-1252', script: 'latin', frequent: 'éèàçäöüßñáíóúâêôîûïëãõåæøœòìù', letters: LATIN, favour: 0.1 },
  {
    label: 'windows-1250',
    script: 'latin',
    frequent: 'ąćęłńóśźżěščřžýáíéúůďťňőűöüäăâîşţšľĺŕ',
    letters: LATIN,
    favour: 0.02,
  },
  { label: 'windows-1254', script: 'latin', frequent: 'ğışİçöüâ', letters: LATIN, favour: 0 },
  { label: 'macintosh', script: 'latin', frequent: 'éèàçäöüßñáíóúâêôîûïëãõåæøœ', letters: LATIN, favour: 0 },
  { label: 'windows-1251', script: 'alphabet', frequent: RUSSIAN, letters: CYRILLIC, favour: 0.04 },
  { label: 'koi8-r', script: 'alphabet', frequent: RUSSIAN, letters: CYRILLIC, favour: 0.02 },
  { label: 'ibm866', script: 'alphabet', frequent: RUSSIAN, letters: CYRILLIC, favour: 0 },
  { label: 'iso-8859-5', script: 'alphabet', frequent: RUSSIAN, letters: CYRILLIC, favour: 0 },
  { label: 'windows-1253', script: 'alphabet', frequent: 'αοιετνσηρκπςάόίή', letters: /\p{Script=Greek}/u, favour: 0 },
  { label: 'shift_jis', script: 'characters', frequent: 'の年月日', letters: JAPANESE, favour: 0.02 },
  { label: 'euc-jp', script: 'characters', frequent: 'の年月日', letters: JAPANESE, favour: 0 },
  { label: 'gb18030', script: 'characters', frequent: SIMPLIFIED, letters: NO_LETTERS, favour: 0.02 },
  { label: 'big5', script: 'characters', frequent: TRADITIONAL, letters: NO_LETTERS, favour: 0 },
  { label: 'euc-kr', script: 'characters', frequent: KOREAN, letters: NO_LETTERS, favour: 0 },
]

/** Null: it is UTF-8; 'damaged utf-8' where most of it is. A label of `CANDIDATES`, UTF-16 or UTF-32; 'unknown' where none of them makes sense of it. */
export function guessEncoding(bytes: Uint8Array): string | null {
  const wide = wideEncoding(bytes)
  if (wide) return wide
  const scan = scanUtf8(bytes)
  if (scan.invalid === 0) return isIso2022(bytes) ? 'iso-2022-jp' : null
  if (scan.multibyte >= WHOLE_PER_BROKEN * scan.invalid) return 'damaged utf-8'
  const firstHigh = bytes.findIndex((byte) => byte > 127)
  const sample = bytes.subarray(Math.max(0, firstHigh - 1), firstHigh + SAMPLE_BYTES)
  let best = { label: 'unknown', score: 0 }
  for (const candidate of CANDIDATES) {
    const text = decodeAs(sample, candidate.label, { isCut: true })
    if (text === null) continue
    const score = plausibility(text, candidate) + candidate.favour
    if (score > best.score) best = { label: candidate.label, score }
  }
  return best.label
}

/** The line, or a part of it, with the first characters that show whether the guess is right. */
export function previewOf(bytes: Uint8Array, label: string): string {
  const firstHigh = Math.max(0, label.startsWith('utf') ? 0 : bytes.findIndex((byte) => byte > 127 || byte === 27))
  // From the beginning of its line, which is a beginning of a character in each of them.
  const lineStart = bytes.lastIndexOf(0x0a, firstHigh) + 1
  const from = label.startsWith('utf') ? 0 : lineStart
  const text =
    decodeAs(bytes.subarray(from, firstHigh + SAMPLE_BYTES - (SAMPLE_BYTES % 4)), label, { isCut: true }) ?? ''
  const telling = text.search(/[\u0080-\ufefe\uff00-\u{10ffff}]/u)
  const around = text.slice(Math.max(0, telling - PREVIEW_LENGTH / 4), Math.max(0, telling) + PREVIEW_LENGTH)
  return around
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .toWellFormed()
    .slice(0, PREVIEW_LENGTH)
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  // Without a mark: what is written in ASCII (and every file here has quotes and keys) has its zeros in one place.
  const head = bytes.subarray(0, ZEROS_BYTES - (ZEROS_BYTES % 4))
  const groups = Math.floor(head.length / 4)
  if (groups < 1) return undefined
  const zeros = [0, 0, 0, 0]
  for (let at = 0; at < groups * 4; at++) if (head[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1
  const [first, second, third, fourth] = zeros.map((count) => count / groups) as [number, number, number, number]
  const [many, few] = [0.25, 0.05]
  if (third > 0.9 && fourth > 0.9 && first < few) return 'utf-32le'
  if (first > 0.9 && second > 0.9 && fourth < few) return 'utf-32be'
  if (second > many && fourth > many && first < few && third < few) return 'utf-16le'
  if (first > many && third > many && second < few && fourth < few) return 'utf-16be'
  return undefined
}

/** It has bytes below 128 only, and its escapes are not allowed in any text file that we read. */
function isIso2022(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(27)
  return at >= 0 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)
}

/** From -5 (nobody wrote this) to 1, a mean over all that is not ASCII. */
function plausibility(text: string, candidate: Candidate): number {
  const characters = Array.from(text)
  let sum = 0
  let count = 0
  for (const [index, character] of characters.entries()) {
    if (character <= '\u007f') continue
    count++
    sum += weight(character, characters[index - 1] ?? '', characters[index + 1] ?? '', candidate)
  }
  return count === 0 ? 0 : sum / count
}

function weight(character: string, before: string, after: string, { script, frequent, letters }: Candidate): number {
  if (/[\u0080-\u009f\ufffd\p{Co}\p{Cn}]/u.test(character)) return -5
  const isAmongLatin = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after)
  if (script === 'characters') {
    if (isAmongLatin) return -1
    if (/[\uff61-\uff9f]/u.test(character)) return -1
    if (frequent.includes(character) || letters.test(character)) return 1
    if (/\p{Script=Hangul}/u.test(character)) return 0.6
    return /\p{Script=Han}/u.test(character) ? 0.4 : /[\u3000-\u303f\uff00-\uffef]/u.test(character) ? 0.5 : -0.5
  }
  if (!/\p{L}/u.test(character)) {
    // Quotation marks and dashes stand anywhere; other signs not within a word.
    if (/[\p{Pd}\p{Pi}\p{Pf}„…§°€·\u00a0]/u.test(character)) return 0.3
    return /\p{L}/u.test(before) && /\p{L}/u.test(after) ? -1 : 0
  }
  if (!letters.test(character)) return -0.5
  const isCapital = /\p{Lu}/u.test(character)
  if (isCapital && /\p{Ll}/u.test(before)) return -1.5
  if (script === 'latin') {
    const isAmongForeign = before > '\u007f' || after > '\u007f'
    const value = frequent.includes(character.toLowerCase()) ? 1 : -0.3
    return value - (isAmongForeign && /\p{L}/u.test(before + after) && !isAmongLatin ? 1 : 0)
  }
  if (isAmongLatin) return -2
  if (isCapital) return 0.3
  return frequent.includes(character) ? 1 : 0.3
}

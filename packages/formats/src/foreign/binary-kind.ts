/** Files that are no text, by their first bytes. */
import type { FileKind } from './file-kinds.ts'

/** ASCII, with `?` for any byte. */
const SIGNATURES: readonly (readonly [signature: string, kind: FileKind])[] = [
  ['%PDF-', 'pdf'],
  ['{\\rtf', 'rtf'],
  ['SQLite format 3\0', 'sqlite'],
  ['\x1f\x8b', 'gzip'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['RIFF????WEBP', 'image'],
  ['RIFF', 'media'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['????ftyphei', 'image'],
  ['????ftypavif', 'image'],
  ['????ftyp', 'media'],
  ['ID3', 'media'],
  ['OggS', 'media'],
  ['BZh', 'archive'],
  ['7z\xbc\xaf\x27\x1c', 'archive'],
  ['\xfd7zXZ', 'archive'],
  ['Rar!', 'archive'],
  ['\x28\xb5\x2f\xfd', 'archive'],
]

const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const HEAD_BYTES = 64 * 1024
const TAR_MAGIC_AT = 257
const ZEROS_OF_BINARY = 0.1

/** Undefined where it may be text. A file that is UTF-16 or UTF-32 has zero bytes too: ask for that first. */
export function binaryKind(bytes: Uint8Array): FileKind | undefined {
  const head = latin1(bytes.subarray(0, HEAD_BYTES))
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) {
    return zipKind(head + latin1(bytes.subarray(Math.max(HEAD_BYTES, bytes.length - HEAD_BYTES))))
  }
  if (head.startsWith(OLE))
    return officeKind(head + latin1(bytes.subarray(Math.max(HEAD_BYTES, bytes.length - HEAD_BYTES))))
  const found = SIGNATURES.find(([signature]) => begins(head, signature))
  if (found) return found[1]
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') return 'image'
  if (head.slice(TAR_MAGIC_AT, TAR_MAGIC_AT + 5) === 'ustar') return 'archive'
  // oxlint-disable-next-line no-control-regex -- no text has them
  const odd = head.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0
  return odd > head.length * ZEROS_OF_BINARY ? 'binary' : undefined
}

function begins(head: string, signature: string): boolean {
  for (let at = 0; at < signature.length; at++) {
    if (signature[at] !== '?' && signature[at] !== head[at]) return false
  }
  return true
}

/** By the names of what is in it, which stand in the clear. */
function zipKind(names: string): FileKind {
  if (names.includes('opendocument.spreadsheet')) return 'open-spreadsheet'
  if (names.includes('opendocument.text')) return 'open-text'
  if (names.includes('opendocument.presentation') || names.includes('ppt/')) return 'slides'
  if (names.includes('application/epub+zip')) return 'epub'
  if (names.includes('xl/workbook') || names.includes('xl/worksheets')) return 'excel'
  if (names.includes('word/document')) return 'word'
  return 'zip'
}

/** By the names of its streams, which are UTF-16. */
function officeKind(content: string): FileKind {
  const has = (name: string) => content.includes(name.replace(/./g, '$&\0'))
  if (has('WordDocument')) return 'old-word'
  return has('Workbook') || has('Book') ? 'old-excel' : 'old-office'
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

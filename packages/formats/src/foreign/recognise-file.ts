/**
 * What a file is that Coeval cannot read, in a sentence for the person who chose it. Nobody who hands in a calendar or a
 * spreadsheet is helped by hearing where it stops being JSON.
 */
import { guessEncoding } from '../encoding/guess-encoding.ts'
import { decodeAs } from '../encoding/encodings.ts'
import { binaryKind } from './binary-kind.ts'
import { type RecognisedFile, recognised } from './file-kinds.ts'
import { isMeantAsJson, textKind } from './text-kind.ts'

const HEAD_BYTES = 64 * 1024

/**
 * Undefined where the file may be JSON, of Coeval or not: then reading it says more (`jsonKind` tells other JSON apart).
 * Only its beginning is looked at (of an archive, its end too). `fileName` decides where the content is not telling.
 */
export function recogniseFile(content: Uint8Array | string, fileName = ''): RecognisedFile | undefined {
  if (typeof content === 'string') return ofText(content, fileName)
  // A raw copy may begin like anything.
  if (/\.yjs-update$/i.test(fileName)) return recognised('yjs-update')
  const head = content.subarray(0, HEAD_BYTES)
  const guess = guessEncoding(head)
  const isWide = guess?.startsWith('utf-') === true
  const binary = isWide ? undefined : binaryKind(content)
  if (binary) return recognised(binary)
  // Letters beyond ASCII decide nothing here, so a wrong guess does no harm.
  const label = guess === null || guess === 'damaged utf-8' || guess === 'unknown' ? 'windows-1252' : guess
  const text = decodeAs(head, label, { isCut: true }) ?? decodeAs(head, 'windows-1252') ?? ''
  return ofText(text.replace(/^(?:\uFEFF|ï»¿)/u, ''), fileName)
}

function ofText(text: string, fileName: string): RecognisedFile | undefined {
  // Most files are ours; a large one is not gone through for this.
  if (isMeantAsJson(text.slice(0, 200)) && /^\s*\{\s*"/.test(text.slice(0, 200))) {
    return isJsonLines(text) ? recognised('json-lines') : undefined
  }
  const kind = textKind(text, fileName)
  return kind && recognised(kind)
}

function isJsonLines(text: string): boolean {
  return /^\s*\{.*\}[ \t\r]*\n\s*\{/.test(text.slice(0, HEAD_BYTES)) && textKind(text) === 'json-lines'
}

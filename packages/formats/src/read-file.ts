/** A file, of whatever kind, as a chronology or as what to tell the person who chose it. One way in for page, server and command line. */
import { type EncodingOffer, decodeText } from './encoding/decode-text.ts'
import { recogniseFile } from './foreign/recognise-file.ts'
import { readJson } from './json.ts'
import { type ReadResult, refuse } from './refuse.ts'

export interface FileOptions {
  /** As its owner calls it; helps to tell what it is. */
  fileName?: string
  /** Said by somebody who knows: the file is read so, and not as UTF-8. */
  encoding?: string
}

export interface FileRead extends ReadResult {
  /** Where the file is not UTF-8 and seems to be something else: read it again with this `encoding`, if a person agrees. */
  offer?: EncodingOffer
}

/** Throws nothing. The bytes are only read. */
export function readFile(bytes: Uint8Array, { fileName, encoding }: FileOptions = {}): FileRead {
  // Before its encoding: a person who reads it as Windows-1252 would only hear then that it is a spreadsheet.
  const other = recogniseFile(bytes, fileName)
  if (other) return refuse(other.said)
  const decoded = decodeText(bytes, encoding)
  if (decoded.text !== null) return readJson(decoded.text, fileName)
  return { ...refuse(decoded.said), ...(decoded.offer && { offer: decoded.offer }) }
}

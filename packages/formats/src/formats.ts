/** Every format that a chronology can arrive or leave in. A new one is one file, a line in `format-list.ts` and one here. */
import type { Chronology } from '@coeval/chronology'
import { FORMAT_LIST, type FormatFacts, type FormatId } from './format-list.ts'
import { readJson, writeJson } from './json.ts'
import type { ReadResult } from './refuse.ts'

interface FormatCode {
  /** Missing where chronologies only leave in this format. */
  read?: (text: string) => ReadResult
  /** Missing where chronologies only arrive in it. */
  write?: (chronology: Chronology) => string
}

export interface Format extends FormatFacts, FormatCode {
  id: FormatId
}

const CODE: Readonly<Record<FormatId, FormatCode>> = {
  json: { read: readJson, write: writeJson },
}

export const formats: readonly Format[] = FORMAT_LIST.map((facts) => ({ ...facts, ...CODE[facts.id] }))

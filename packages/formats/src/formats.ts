/** Every format that a chronology can arrive or leave in. A new one is one file and one line here. */
import type { Chronology } from '@coeval/chronology'
import { readJson, writeJson } from './json.ts'
import type { ReadResult } from './refuse.ts'

export interface Format {
  id: FormatId
  /** As a menu shows it. */
  name: string
  /** Without the dot. */
  extension: string
  mediaType: string
  /** Missing where chronologies only leave in this format. */
  read?: (text: string) => ReadResult
  /** Missing where chronologies only arrive in it. */
  write?: (chronology: Chronology) => string
}

export type FormatId = 'json'

export const formats: readonly Format[] = [
  {
    id: 'json',
    name: 'Coeval JSON',
    extension: 'json',
    mediaType: 'application/json',
    read: readJson,
    write: writeJson,
  },
]

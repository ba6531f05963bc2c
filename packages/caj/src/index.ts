/**
 * The chronology of the "Central Asia plus Japan" Dialogue, read from the file beside this package's sources. For Node
 * (server, command line, tests): the browser gets the chronology from the server.
 */
import { readFileSync } from 'node:fs'
import type { Chronology } from '@coeval/chronology'
import { readJson } from '@coeval/formats'

/** The file as it is checked in: Coeval JSON, canonical, about 590 kB. */
export function cajJson(): string {
  return readFileSync(new URL('../caj.json', import.meta.url), 'utf8')
}

/** The chronology in the file, a new object at each call. Throws if the checked-in file is not sound. */
export function cajChronology(): Chronology {
  const { chronology, problems } = readJson(cajJson())
  if (!chronology) {
    throw new Error(`caj.json cannot be read: ${problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`)
  }
  return chronology
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What `coeval --help` prints, with a line end. A text of its own: its columns are no sentences for a catalogue. */
export function helpText(): string {
  return readFileSync(fileURLToPath(new URL('help.en.txt', import.meta.url)), 'utf8')
}

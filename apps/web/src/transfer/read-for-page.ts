/** What a file holds and what is wrong with it, said in the page's language. Runs beside the page. */
import { type Catalogue, sayProblem } from '@coeval/chronology/messages'
import { readFile } from '@coeval/formats'
import { fileSpeaker } from '@coeval/formats/messages'
import type { FileSummary, ReadRequest } from './read-aside.ts'

/** Reads a catalogue of what checks and formats say. English comes with them. */
export type CatalogueLoader = () => Promise<Catalogue>

/** `loadersOf`: the catalogues of a language, as far as somebody translated them. */
export async function readForPage(
  { bytes, fileName, encoding, language }: ReadRequest,
  loadersOf: (language: string) => CatalogueLoader[],
): Promise<FileSummary> {
  const { chronology, problems, offer } = readFile(bytes, { fileName, encoding })
  const catalogues = language === 'en' ? [] : await Promise.all(loadersOf(language).map((load) => load()))
  const speak = catalogues.length > 0 ? fileSpeaker(language, catalogues) : null
  const summary = chronology && {
    title: chronology.meta.title,
    events: chronology.events.length,
    sources: chronology.sources.length,
  }
  return { summary, problems: problems.map((found) => sayProblem(found, speak)), offer }
}

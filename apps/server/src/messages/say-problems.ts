/** What is wrong with a file, in the language of whoever sent it: the catalogues are those of the packages that find it. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FoundProblem, Problem } from '@coeval/chronology'
import { type Catalogue, sayProblem, type Speaker } from '@coeval/chronology/messages'
import { fileSpeaker } from '@coeval/formats/messages'

const FINDERS = ['@coeval/chronology/messages', '@coeval/formats/messages']

/** By language; null where nobody translated anything. */
const speakers = new Map<string, Speaker | null>([['en', null]])

/**
 * The problems as they are answered, in the first of the wished languages that has a catalogue, else in English.
 *
 * @param wished BCP 47 tags, the dearest first
 */
export function sayProblems(problems: readonly (Problem | FoundProblem)[], wished: readonly string[]): Problem[] {
  const speak = speakerFor(wished)
  return problems.map((problem) => sayProblem(problem, speak))
}

/** Takes catalogues of a language from elsewhere than the packages' folders. */
export function addProblemLanguage(language: string, catalogues: readonly Catalogue[]): void {
  speakers.set(language, fileSpeaker(language, catalogues))
}

function speakerFor(wished: readonly string[]): Speaker | null {
  for (const tag of wished) {
    const language = /^[a-z]{2,3}(?=$|-)/i.exec(tag)?.[0].toLowerCase()
    if (language === undefined) continue
    let speaker = speakers.get(language)
    if (speaker === undefined) speakers.set(language, (speaker = loadSpeaker(language)))
    if (speaker || language === 'en') return speaker
  }
  return null
}

function loadSpeaker(language: string): Speaker | null {
  const catalogues = FINDERS.map((finder) => fileURLToPath(import.meta.resolve(`${finder}/${language}.json`)))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Catalogue)
  return catalogues.length > 0 ? fileSpeaker(language, catalogues) : null
}

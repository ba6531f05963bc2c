/** Which sources match what is typed, the likeliest first: people who type a name want the works of that author. Pure. */
import type { Source } from '@coeval/chronology'
import { folded } from '../fields/shared-text/folded.ts'
import { formatSourceShort, namesOf, sourceText, sourceYear } from './format-source.ts'

export interface SourceChoice {
  id: string
  /** Author and year. */
  label: string
  detail: string
}

/** How well a source matches: the sum of the ranks of the words. */
const RANK = { nameOrYear: 0, beginningOfName: 1, beginningOfTitle: 20, wordOfTitle: 40, wordElsewhere: 60, within: 80 }

/** Finds among sources that are made ready once: there may be tens of thousands. */
export function sourceFinder(sources: Iterable<Source>): (query: string) => SourceChoice[] {
  const byLabel = new Intl.Collator()
  const entries = [...sources].map(entryOf).sort((a, b) => byLabel.compare(a.choice.label, b.choice.label))
  return (query) => {
    const words = wordsOf(query)
    if (words.length === 0) return entries.map(({ choice }) => choice)
    const phrase = words.join(' ')
    return entries
      .map((entry) => ({ choice: entry.choice, rank: rankOf(entry, words, phrase) }))
      .filter(({ rank }) => rank < Infinity)
      .sort((a, b) => a.rank - b.rank)
      .map(({ choice }) => choice)
  }
}

interface Entry {
  choice: SourceChoice
  names: string[]
  years: string[]
  title: string
  titleWords: string[]
  otherWords: string[]
  /** All of it. */
  text: string
}

function entryOf(source: Source): Entry {
  const choice = { id: source.id, label: formatSourceShort(source), detail: sourceText(source) }
  const titleWords = wordsOf(typeof source.title === 'string' ? source.title : '')
  const text = `${choice.label} ${choice.detail}`
  return {
    choice,
    names: namesOf(source).flatMap(wordsOf),
    years: wordsOf(sourceYear(source)),
    title: titleWords.join(' '),
    titleWords,
    otherWords: wordsOf(text),
    text: folded(text),
  }
}

function rankOf(entry: Entry, words: readonly string[], phrase: string): number {
  if (entry.title.startsWith(phrase) && !isName(entry, phrase)) return RANK.beginningOfTitle
  return words.reduce((sum, word) => sum + rankOfWord(entry, word), 0)
}

function isName({ names, years }: Entry, word: string): boolean {
  return [...names, ...years].some((name) => name.startsWith(word))
}

function rankOfWord(entry: Entry, word: string): number {
  const { names, years, title, titleWords, otherWords, text } = entry
  if (names.includes(word) || years.includes(word)) return RANK.nameOrYear
  if (isName(entry, word)) return RANK.beginningOfName
  if (title.startsWith(word)) return RANK.beginningOfTitle
  if (titleWords.some((other) => other.startsWith(word))) return RANK.wordOfTitle
  if (otherWords.some((other) => other.startsWith(word))) return RANK.wordElsewhere
  return text.includes(word) ? RANK.within : Infinity
}

function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The chronology, read once, and its parts: what rests on the article, and what on the pages. For tests. */
import type { Chronology, RichText } from '@coeval/chronology'
import { cajChronology } from '../index.ts'
import { citationsOf } from './rich-texts.ts'

export const caj = cajChronology()

export const ids = (entries: readonly { id: string }[]): Set<string> => new Set(entries.map(({ id }) => id))

export const articleSources = caj.sources.filter(({ id }) => id.startsWith('fn-'))

export const pages = caj.sources.filter(({ id }) => id.startsWith('pg-'))

export const isPage = (id: string | undefined): boolean => id?.startsWith('pg-') === true

/** What rests on the article. The rest is counted in `second-layer.test.ts`. */
export const first: Chronology = {
  ...caj,
  sources: articleSources,
  events: caj.events.filter(({ layer }) => !layer),
  relations: caj.relations.filter(({ from }) => !from.startsWith('x-')),
  claims: caj.claims.filter(({ sourceId }) => !isPage(sourceId)),
}

export function interpretationsOf(richText: RichText): string[] {
  return citationsOf(richText).flatMap(({ interpretation }) => interpretation ?? [])
}

/** What the entries say of each other: every id that is named should be there. */
import { FACT_COLLECTIONS, isFactType } from '../fields.ts'
import { type SaidValue, said } from '../messages/index.ts'
import { type Chronology, COLLECTIONS, type Collection, type FactRef, type Theme } from '../types.ts'
import type { CheckContext } from './check-context.ts'
import { entryInWords } from './entry-in-words.ts'
import { type Location, type ProblemList, quote } from './problem-list.ts'

/** A list with an id that cannot be read is told of by that alone: what seems to lead nowhere may mean its entry. */
export function checkReferences(
  lists: Pick<Chronology, Collection>,
  { problems, references, facts, unsure }: CheckContext,
): void {
  const ids = Object.fromEntries(
    COLLECTIONS.map((collection) => [collection, new Set(lists[collection].map((entry) => entry.id))]),
  ) as Record<Collection, Set<string>>

  for (const { path, where, collection, id } of references) {
    if (ids[collection].has(id) || (unsure.has(collection) && id !== '')) continue
    problems.warn(
      said('kind.reference-missing', { entry: said(`new-entry.${collection}`) }),
      { path, where },
      id === ''
        ? said('check.reference-empty', { where, entry: said(`entry.${collection}`) })
        : said('check.reference-missing', { where, what: said(`the-entry.${collection}`, { id: quote(id) }) }),
    )
  }
  for (const { fact, place } of facts) {
    const collection = isFactType(fact.type) ? FACT_COLLECTIONS[fact.type] : undefined
    if (fact.id && collection && unsure.has(collection)) continue
    checkFact(fact, place, ids, problems)
  }
}

function checkFact(fact: FactRef, place: Location, ids: Record<Collection, Set<string>>, problems: ProblemList): void {
  const { where } = place
  if (!isFactType(fact.type)) {
    const known = Object.keys(FACT_COLLECTIONS)
    const message = said('check.fact-unknown-type', { where, type: quote(String(fact.type)), known })
    problems.warn('kind.subject-missing', place, message)
    return
  }
  const collection = FACT_COLLECTIONS[fact.type]
  if (!collection || (fact.id !== undefined && ids[collection].has(fact.id))) return
  problems.warn(
    'kind.subject-missing',
    place,
    fact.id
      ? said('check.subject-missing', { where, what: entryInWords(fact) })
      : said('check.fact-without-id', { where, type: fact.type }),
  )
}

const SHOWN_LINKS = 6

/** From the theme at which the circle closes, back to it. A hostile file has circles of thousands. */
function circle(chain: ReadonlySet<string>, at: string): SaidValue {
  const links = [...chain]
  const all = [...links.slice(links.indexOf(at)), at]
  const isLong = all.length > SHOWN_LINKS
  return all.slice(0, isLong ? SHOWN_LINKS : -1).reduceRight<SaidValue>(
    (broader, link, index) =>
      said(isLong && index === SHOWN_LINKS - 1 ? 'part.circle-of-many' : 'part.circle', {
        narrower: quote(link),
        broader,
      }),
    quote(at),
  )
}

/** A theme that is part of itself by way of others has no place in a tree. */
export function checkThemeCircles(themes: readonly Theme[], problems: ProblemList): void {
  const broader = new Map(themes.map((theme) => [theme.id, theme.broader]))
  const settled = new Set<string>()
  for (const [index, { id }] of themes.entries()) {
    const chain = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !settled.has(at); at = broader.get(at)) {
      if (chain.has(at)) {
        problems.warn(
          'kind.theme-circle',
          { path: `/themes/${index}/broader`, where: said('where.themes', { id: quote(id) }) },
          said('check.theme-circle', { theme: quote(at), circle: circle(chain, at) }),
        )
        break
      }
      chain.add(at)
    }
    for (const link of chain) settled.add(link)
  }
}

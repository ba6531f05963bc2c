/** What the entries say of each other: every id that is named should be there. */
import { ENTRY_NAMES, FACT_COLLECTIONS, isFactType } from '../fields.ts'
import { type Chronology, COLLECTIONS, type Collection, type FactRef, type Theme } from '../types.ts'
import type { CheckContext } from './check-context.ts'
import { capital, type Location, type ProblemList, quote } from './problem-list.ts'

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
      `references to a ${ENTRY_NAMES[collection]} that is not there`,
      { path, where },
      id === ''
        ? `${capital(where)} names no ${ENTRY_NAMES[collection]}; choose one or remove it.`
        : `${capital(where)} refers to the ${ENTRY_NAMES[collection]} ${quote(id)}, which is not in the file; ` +
            'add it or remove the reference.',
    )
  }
  for (const { fact, place } of facts) {
    const collection = isFactType(fact.type) ? FACT_COLLECTIONS[fact.type] : undefined
    if (fact.id && collection && unsure.has(collection)) continue
    checkFact(fact, place, ids, problems)
  }
}

function checkFact(fact: FactRef, place: Location, ids: Record<Collection, Set<string>>, problems: ProblemList): void {
  const kind = 'claims and disputes about something that is not there'
  if (!isFactType(fact.type)) {
    problems.warn(
      kind,
      place,
      `${capital(place.where)} is about a ${quote(String(fact.type))}, which this version does not know; it is kept. ` +
        `Known are ${Object.keys(FACT_COLLECTIONS).join(', ')}.`,
    )
    return
  }
  const collection = FACT_COLLECTIONS[fact.type]
  if (!collection || (fact.id !== undefined && ids[collection].has(fact.id))) return
  problems.warn(
    kind,
    place,
    fact.id
      ? `${capital(place.where)} is about the ${fact.type} ${quote(fact.id)}, which is not in the file; add it or remove this.`
      : `${capital(place.where)} does not say which ${fact.type} it is about; add its "id".`,
  )
}

const SHOWN_LINKS = 6

/** From the theme at which the circle closes, back to it. A hostile file has circles of thousands. */
function circle(chain: ReadonlySet<string>, at: string): string {
  const links = [...chain]
  const all = [...links.slice(links.indexOf(at)), at].map((link) => quote(link))
  return [...all.slice(0, SHOWN_LINKS), ...(all.length > SHOWN_LINKS ? ['…', ...all.slice(-1)] : [])].join(' in ')
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
          'themes that are part of themselves',
          { path: `/themes/${index}/broader`, where: `theme ${quote(id)}` },
          `Theme ${quote(at)} is part of itself (${circle(chain, at)}); ` + 'change one "broader".',
        )
        break
      }
      chain.add(at)
    }
    for (const link of chain) settled.add(link)
  }
}

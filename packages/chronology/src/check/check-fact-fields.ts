/** What claims and disputes are about: a field that the entry has or may have. */
import { FACT_COLLECTIONS, FIELDS, isFactType } from '../fields.ts'
import { type SaidValue, said } from '../messages/index.ts'
import { type Chronology, COLLECTIONS, type Collection, type FactRef } from '../types.ts'
import type { CheckContext } from './check-context.ts'
import { CSL_VARIABLES } from './csl.ts'
import { entryInWords } from './entry-in-words.ts'
import { quote } from './problem-list.ts'

type Checked = Pick<Chronology, Collection> & { meta: object; extra: object }

/**
 * A field that this version does not know is one where the entry has it. An entry that is not there is told elsewhere.
 * Returns the facts whose field is not there, so that nothing else is said of them.
 */
export function checkFactFields(chronology: Checked, { facts, problems }: CheckContext): ReadonlySet<FactRef> {
  const told = new Set<FactRef>()
  const entries = Object.fromEntries(
    Object.values(FACT_COLLECTIONS)
      .filter((collection) => collection !== undefined)
      .map((collection) => [collection, new Map<string, object>(chronology[collection].map((e) => [e.id, e]))]),
  )
  for (const { fact, place } of facts) {
    const { type, id, field } = fact
    if (!field || !isFactType(type)) continue
    const collection = FACT_COLLECTIONS[type]
    const entry = collection ? entries[collection]?.get(id ?? '') : chronology.meta
    if (!entry || mayHave(type, field) || Object.hasOwn(entry, field)) continue
    if (!collection && Object.hasOwn(chronology.extra, field)) continue
    told.add(fact)
    const what = collection ? entryInWords({ type, id: id ?? '' }) : said('the.chronology')
    problems.warn(
      'kind.unknown-field',
      { path: `${place.path}/field`, where: place.where },
      said('check.unknown-field', { where: place.where, field: quote(field), what, known: knownFields(type) }),
    )
  }
  return told
}

function mayHave(type: FactRef['type'], field: string): boolean {
  const collection = FACT_COLLECTIONS[type]
  if (collection === undefined) return Object.hasOwn(FIELDS.meta, field) || PARTS.has(field)
  return Object.hasOwn(FIELDS[collection], field) || (type === 'source' && CSL_VARIABLES.has(field))
}

/** What a chronology has beside its `meta`. */
const PARTS: ReadonlySet<string> = new Set(['commentary', ...COLLECTIONS])

function knownFields(type: FactRef['type']): SaidValue {
  if (type === 'source') return said('part.source-fields')
  const collection = FACT_COLLECTIONS[type]
  const fields = Object.keys(FIELDS[collection ?? 'meta']).filter((field) => field !== 'id' && field !== 'deletedAt')
  return [...fields, ...(collection ? [] : PARTS)]
}

/** Whether claims can be meant as they stand: each by itself, beside the others about its fact, and beside its event. */
import { type ExpectedValue, expectedValue, factKey, fitsField } from '../claims/index.ts'
import { FACT_COLLECTIONS, FIELDS, isFactType } from '../fields.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import { type Said, said } from '../messages/index.ts'
import type { Chronology, ChronologyEvent, Claim, Collection, FactRef } from '../types.ts'
import { isBlank } from './check-texts.ts'
import { contradicts, valueOf } from './compare-claims.ts'
import { entryInWords } from './entry-in-words.ts'
import { type Location, type ProblemList, quote } from './problem-list.ts'

/**
 * Call with the lists in the order of the file, and only where it has no errors. `unknownFacts` are about a field that is
 * not there, which is told already.
 */
export function checkClaims(
  { claims, events }: Pick<Chronology, Collection>,
  unknownFacts: ReadonlySet<FactRef>,
  problems: ProblemList,
): void {
  const eventsById = new Map(events.map((event) => [event.id, event]))
  const preferredByFact = new Map<string, Claim>()
  for (const [index, claim] of claims.entries()) {
    const place = { path: `/claims/${index}`, where: said('where.claims', { id: quote(claim.id) }) }
    const { about, value } = claim
    // Told already; and a type may be as long as the file.
    if (!isFactType(about.type)) continue
    // Text with nothing in it is told already, and a date that is none.
    const expected = isBlank(value) ? 'anything' : expectedValue(about)
    const fits = fitsField(about, value)
    if (!fits && expected !== 'anything' && expected !== 'date' && !unknownFacts.has(about)) {
      warnOfValue(claim, expected, place, problems)
    }
    if (claim.preferred !== true || !hasOneValue(about)) continue
    const key = factKey(about)
    const first = preferredByFact.get(key)
    if (first) {
      problems.warn(
        'kind.two-preferred',
        { path: `${place.path}/preferred`, where: place.where },
        said('check.two-preferred', { first: quote(first.id), second: quote(claim.id), what: factInWords(about) }),
      )
      continue
    }
    preferredByFact.set(key, claim)
    const event = about.type === 'event' ? eventsById.get(about.id ?? '') : undefined
    if (event && fits) warnOfContradiction(claim, event, place, problems)
  }
}

/** Of an entry as a whole, and of a list, several readings may hold at once. */
function hasOneValue({ type, field }: FactRef): boolean {
  if (!field) return false
  const fields = FIELDS[FACT_COLLECTIONS[type] ?? 'meta']
  const known = Object.hasOwn(fields, field) ? fields[field]?.type : undefined
  // What a chronology has beside its meta are lists.
  if (known === undefined) return type !== 'chronology'
  return !['set', 'facts', 'records', 'rich'].includes(known)
}

function warnOfValue(claim: Claim, expected: ExpectedValue, { path, where }: Location, problems: ProblemList): void {
  const { about, value } = claim
  problems.warn(
    'kind.value-does-not-fit',
    { path: `${path}/value`, where },
    said('check.value-does-not-fit', {
      value: quote(value),
      where,
      field: quote(about.field ?? ''),
      type: about.type,
      wanted: wanted(expected),
    }),
  )
}

function wanted(expected: ExpectedValue): Said {
  switch (expected) {
    case 'number':
      return said('wanted.number')
    case 'address':
      return said('wanted.address')
    case 'date':
      return said('wanted.date')
    case 'line':
    case 'anything':
      return said('wanted.line', { most: MAX_TITLE_LENGTH })
    default:
      return said('wanted.one-of', { others: expected.slice(0, -1), last: expected.at(-1) ?? '' })
  }
}

function warnOfContradiction(
  claim: Claim,
  event: ChronologyEvent,
  { path, where }: Location,
  problems: ProblemList,
): void {
  const field = claim.about.field ?? ''
  if (!contradicts(event, field, claim.value)) return
  problems.warn(
    'kind.contradicts-event',
    { path: `${path}/value`, where },
    said('check.contradicts-event', {
      value: quote(claim.value),
      where,
      event: quote(event.id),
      field,
      own: quote(valueOf(event, field) ?? ''),
    }),
  )
}

function factInWords({ field, ...entry }: FactRef): Said {
  return said('part.fact', { field: quote(field ?? ''), what: entryInWords(entry) })
}

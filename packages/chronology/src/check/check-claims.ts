/** Whether claims can be meant as they stand: each by itself, beside the others about its fact, and beside its event. */
import { type ExpectedValue, expectedValue, factKey, fitsField } from '../claims/index.ts'
import { FACT_COLLECTIONS, FIELDS, isFactType } from '../fields.ts'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import type { Chronology, ChronologyEvent, Claim, Collection, FactRef } from '../types.ts'
import { isBlank } from './check-texts.ts'
import { contradicts, valueOf } from './compare-claims.ts'
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
    const place = { path: `/claims/${index}`, where: `claim ${quote(claim.id)}` }
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
        'facts with two preferred readings',
        { path: `${place.path}/preferred`, where: place.where },
        `Claims ${quote(first.id)} and ${quote(claim.id)} are both preferred for ${factInWords(about)}; ` +
          'leave "preferred" to one of them.',
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
    'readings that do not fit their field',
    { path: `${path}/value`, where },
    `The value ${quote(value)} of ${where} cannot be the ${quote(about.field ?? '')} of the ${about.type}; write ` +
      `${wanted(expected)} and put anything else into "note".`,
  )
}

function wanted(expected: ExpectedValue): string {
  switch (expected) {
    case 'number':
      return 'a whole number in digits'
    case 'address':
      return 'an address that begins with http:// or https://'
    case 'date':
      return 'an EDTF date'
    case 'line':
    case 'anything':
      return `one line of at most ${MAX_TITLE_LENGTH} characters`
    default:
      return `${expected.slice(0, -1).join(', ')} or ${expected.at(-1) ?? ''}`
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
    'preferred readings that contradict the event',
    { path: `${path}/value`, where },
    `The preferred reading ${quote(claim.value)} of ${where} contradicts the event ${quote(event.id)}, whose ` +
      `"${field}" is ${quote(valueOf(event, field) ?? '')}; correct one of them or leave "preferred" out.`,
  )
}

function factInWords({ type, id, field }: FactRef): string {
  return `${quote(field ?? '')} of the ${type}${id === undefined ? '' : ` ${quote(id)}`}`
}

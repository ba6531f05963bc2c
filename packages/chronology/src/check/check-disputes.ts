/** Whether disputes have sides, and whether these speak of what is disputed. */
import { factKey } from '../claims/index.ts'
import { isFactType } from '../fields.ts'
import { said } from '../messages/index.ts'
import type { Chronology, Collection, FactRef } from '../types.ts'
import { entryInWords } from './entry-in-words.ts'
import { type ProblemList, quote } from './problem-list.ts'

interface Sides {
  /** Entries that it is about. */
  entries: Set<string>
  /** The first reading of it, and whether another one differs. */
  first?: string
  hasTwo: boolean
}

/** Call with the lists in the order of the file, and only where it has no errors. */
export function checkDisputes({ claims, disputes }: Pick<Chronology, Collection>, problems: ProblemList): void {
  const sidesById = new Map<string, Sides>()
  for (const { id, about } of disputes) sidesById.set(id, { entries: new Set(about.map(entryKey)), hasTwo: false })
  for (const [index, claim] of claims.entries()) {
    const sides = sidesById.get(claim.dispute ?? '')
    if (!sides) continue
    const reading = `${factKey(claim.about)} ${claim.value}`
    sides.first ??= reading
    if (sides.first !== reading) sides.hasTwo = true
    // A dispute that names nothing may be about anything. A type that nobody knows is told of as that.
    if (sides.entries.size === 0 || sides.entries.has(entryKey(claim.about)) || !isFactType(claim.about.type)) continue
    const where = said('where.claims', { id: quote(claim.id) })
    problems.warn(
      'kind.claim-outside-dispute',
      { path: `/claims/${index}/dispute`, where },
      said('check.claim-outside-dispute', {
        where,
        what: entryInWords(claim.about),
        dispute: quote(claim.dispute ?? ''),
        type: claim.about.type,
      }),
    )
  }
  for (const [index, { id, type }] of disputes.entries()) {
    const sides = sidesById.get(id)
    if ((type !== undefined && type !== 'dispute') || !sides || sides.hasTwo) continue
    const where = said('where.disputes', { id: quote(id) })
    const readings = said(sides.first === undefined ? 'part.no-reading' : 'part.one-reading')
    problems.warn(
      'kind.dispute-one-sided',
      { path: `/disputes/${index}`, where },
      said('check.dispute-one-sided', { where, readings }),
    )
  }
}

function entryKey({ type, id }: FactRef): string {
  return JSON.stringify([type, id ?? ''])
}
